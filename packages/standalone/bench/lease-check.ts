import {
  createKeyManagementConnection,
  createLeaseKeeper,
  createRunningRequests,
  createVerifier,
  type FeedTransport,
  mintToken,
  type Verification,
} from '@keyward/auth';
import { anIntrospectionAnswer, startIntrospectionServer } from '@keyward/auth/testing';

/** Nanoseconds each. */
export interface LeaseCheckCost {
  /** One look-up in a Map of the same size. */
  readonly mapLookup: number;
  /** Asking whether the lease is valid: two clocks. */
  readonly leaseValid: number;
  /** Whose token it is, from the cache: a digest, the look-up, the lease. */
  readonly peek: number;
  /** The check right before the dispatch: the lease, and that no change has touched the key. */
  readonly holds: number;
}

const KEYS = 1_000;
const ROUNDS = 500;

/** Measures what a cached verification costs under a lease. */
export async function measureLeaseCheck(): Promise<LeaseCheckCost> {
  const lease = createLeaseKeeper({ transport: endlessLease, subscriber: createRunningRequests() });
  await lease.start();
  const keyManagement = await startIntrospectionServer(() => ({ body: anIntrospectionAnswer() }));
  const connection = createKeyManagementConnection({ url: keyManagement.url, serviceKey: mintToken('svc').token });
  const verifier = createVerifier({ connection, lease });
  try {
    const tokens = Array.from({ length: KEYS }, () => mintToken('api').token);
    const verified = new Map<string, Verification>();
    for (const token of tokens) verified.set(token, await verifier.verify(token));
    const active = [...verified.values()].filter((verification) => verification.active);
    return {
      mapLookup: nanosecondsEach(tokens, (token) => verified.get(token) !== undefined),
      leaseValid: nanosecondsEach(tokens, () => lease.valid()),
      peek: nanosecondsEach(tokens, (token) => verifier.peek(token) !== undefined),
      holds: nanosecondsEach(active, (verification) => verification.holds()),
    };
  } finally {
    await verifier.close();
    await lease.stop();
    await keyManagement.close();
  }
}

/** The fastest of several runs: what disturbs a run only makes it slower. */
function nanosecondsEach<T>(items: readonly T[], check: (item: T) => boolean): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      for (const item of items) if (!check(item)) throw new Error('what was cached is gone');
    }
    best = Math.min(best, ((performance.now() - start) * 1e6) / (ROUNDS * items.length));
  }
  return best;
}

const endlessLease: FeedTransport = {
  createLease: async () => ({ leaseId: 'bench', ttlMs: 600_000, epoch: 'bench', revision: 1 }),
  poll: (_leaseId, _revision, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
  releaseLease: async () => undefined,
};
