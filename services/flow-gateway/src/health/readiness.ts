import type { Lease } from '@keyward/auth';

/** Whether this gateway can serve requests now. */
export interface Readiness {
  /** Undefined when it is ready, else the reason in words. */
  problem(): string | undefined;
  /** From now on it is not ready any more. */
  stop(): void;
}

/** A gateway is ready while it holds a lease: key-management answers it, takes its key, and tells it of every change. */
export function createReadiness(lease: Lease): Readiness {
  let stopping = false;
  return {
    problem() {
      if (stopping) return 'The gateway is stopping.';
      if (lease.valid()) return undefined;
      return 'The gateway holds no lease: key-management does not answer, or does not take the service key.';
    },
    stop() {
      stopping = true;
    },
  };
}
