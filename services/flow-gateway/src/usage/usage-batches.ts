import { newId, USAGE_LIMITS, type UsageBatch, type UsageDenial } from '@keyward/auth';

import { createUsagePage, type UsagePage } from './usage-page.ts';

/** All that was counted since the last time. */
export interface Counted {
  /** Each is taken out when its batch is made. */
  readonly pages: UsagePage[];
  /** When each credential was injected last. */
  readonly credentials: ReadonlyMap<string, number>;
  readonly denials: readonly UsageDenial[];
}

/**
 * The batches that carry what was counted: as many as their limits ask for, none where there is nothing. Each is made
 * when it is asked for: all at once would take as much room again as what was counted.
 */
export function* usageBatches({ pages, credentials, denials }: Counted): Generator<UsageBatch, undefined> {
  const { rowsInBatch, denialsInBatch } = USAGE_LIMITS;
  const credentialUses = credentials.entries();
  const refusals = denials.values();
  for (;;) {
    const page = pages.shift();
    const credential = nextOf(credentialUses, rowsInBatch);
    const denial = nextOf(refusals, denialsInBatch);
    if (page === undefined && credential.length + denial.length === 0) return;
    const rows = page ?? createUsagePage();
    yield {
      batchId: newId(),
      counts: rows.counts(),
      keyUses: rows.keyUses(),
      credentialUses: {
        credentialId: credential.map(([credentialId]) => credentialId),
        at: credential.map(([, usedAt]) => usedAt),
      },
      denials: denial,
    };
  }
}

/** The next ones, no more than `most`. */
function nextOf<T>(items: Iterator<T, unknown>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const next = items.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}
