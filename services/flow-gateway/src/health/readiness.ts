import { FlowRouteAnswer, type KeyManagementConnection } from '@keyward/auth';

/** Whether this gateway can serve requests now. */
export interface Readiness {
  /** Undefined when it is ready, else the reason in words. */
  problem(): Promise<string | undefined>;
  /** From now on it is not ready any more. */
  stop(): void;
}

/** How long the outcome of a probe stands, so that key-management is not asked as often as we are. */
const PROBE_STANDS_MS = 1_000;

/** A gateway is ready while key-management answers it; a probe also shows whether the service key is taken. */
export function createReadiness(connection: KeyManagementConnection): Readiness {
  let stopping = false;
  let probedAt = Number.NEGATIVE_INFINITY;
  let probe = Promise.resolve(true);

  function keyManagementAnswers(): Promise<boolean> {
    const now = performance.now();
    if (now - probedAt > PROBE_STANDS_MS) {
      probedAt = now;
      probe = connection.get('/internal/v1/flow-routes/-', FlowRouteAnswer).then(
        () => true,
        () => false,
      );
    }
    return probe;
  }

  return {
    async problem() {
      if (stopping) return 'The gateway is stopping.';
      if (await keyManagementAnswers()) return undefined;
      return 'Key-management does not answer, or does not take the service key.';
    },
    stop() {
      stopping = true;
    },
  };
}
