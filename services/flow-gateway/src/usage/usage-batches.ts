import { newId, USAGE_LIMITS, type UsageBatch, type UsageDenial } from '@keyward/auth';

import type { KeyUsage, UsageRow } from './usage-rows.ts';

/** All that was counted since the last time. */
export interface Counted {
  readonly keys: ReadonlyMap<string, Readonly<KeyUsage>>;
  /** When each credential was injected last. */
  readonly credentials: ReadonlyMap<string, number>;
  readonly denials: readonly UsageDenial[];
}

/**
 * The batches that carry what was counted: as many as their limits ask for, none where there is nothing. Each is made
 * when it is asked for: all at once would take as much room again as what was counted.
 */
export function* usageBatches({ keys, credentials, denials }: Counted): Generator<UsageBatch, undefined> {
  const { rowsInBatch, denialsInBatch } = USAGE_LIMITS;
  const rows = rowsOf(keys);
  const uses = usesOf(keys);
  const credentialUses = credentials.entries();
  const refusals = denials.values();
  for (;;) {
    const row = nextOf(rows, rowsInBatch);
    const use = nextOf(uses, rowsInBatch);
    const credential = nextOf(credentialUses, rowsInBatch);
    const denial = nextOf(refusals, denialsInBatch);
    if (row.length + use.length + credential.length + denial.length === 0) return;
    yield {
      batchId: newId(),
      counts: columns(row),
      keyUses: {
        keyId: use.map(([keyId]) => keyId),
        at: use.map(([, { at }]) => at),
        ip: use.map(([, { ip }]) => ip),
      },
      credentialUses: {
        credentialId: credential.map(([credentialId]) => credentialId),
        at: credential.map(([, usedAt]) => usedAt),
      },
      denials: denial,
    };
  }
}

function* rowsOf(keys: Counted['keys']): Generator<UsageRow, undefined> {
  for (const { latest, rows } of keys.values()) {
    if (rows !== undefined) yield* rows.values();
    else if (latest !== undefined) yield latest;
  }
}

/** Of the keys that were accepted. */
function* usesOf(keys: Counted['keys']) {
  for (const use of keys) if (use[1].at > 0) yield use;
}

function columns(rows: readonly UsageRow[]): UsageBatch['counts'] {
  return {
    hour: rows.map(({ labels }) => labels.hour),
    keyId: rows.map((row) => row.keyId),
    workspaceId: rows.map(({ labels }) => labels.workspaceId),
    flowId: rows.map(({ labels }) => labels.flowId),
    model: rows.map(({ labels }) => labels.model),
    api: rows.map(({ labels }) => labels.api),
    permission: rows.map(({ labels }) => labels.permission),
    outcome: rows.map(({ labels }) => labels.outcome),
    requests: rows.map((row) => row.requests),
    latencyMsSum: rows.map((row) => row.latencyMsSum),
    latencyMsMax: rows.map((row) => row.latencyMsMax),
    bytesIn: rows.map((row) => row.bytesIn),
    bytesOut: rows.map((row) => row.bytesOut),
    promptTokens: rows.map((row) => row.promptTokens),
    completionTokens: rows.map((row) => row.completionTokens),
  };
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
