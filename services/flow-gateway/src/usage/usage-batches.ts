import { newId, USAGE_LIMITS, type UsageBatch, type UsageDenial } from '@keyward/auth';

import type { UsageRow } from './usage-rows.ts';

/** When, and from where, something was used last. */
export interface LastUse {
  at: number;
  ip: string;
}

/** All that was counted since the last time. */
export interface Counted {
  readonly rows: readonly UsageRow[];
  readonly keys: ReadonlyMap<string, Readonly<LastUse>>;
  /** When each credential was injected last. */
  readonly credentials: ReadonlyMap<string, number>;
  readonly denials: readonly UsageDenial[];
}

/** The batches that carry what was counted: as many as their limits ask for, none where there is nothing. */
export function usageBatches(counted: Counted): UsageBatch[] {
  const { rowsInBatch, denialsInBatch } = USAGE_LIMITS;
  const rows = pieces(counted.rows, rowsInBatch);
  const keys = pieces([...counted.keys], rowsInBatch);
  const credentials = pieces([...counted.credentials], rowsInBatch);
  const denials = pieces(counted.denials, denialsInBatch);
  const length = Math.max(rows.length, keys.length, credentials.length, denials.length);
  return Array.from({ length }, (_, at) => ({
    batchId: newId(),
    counts: columns(rows[at] ?? []),
    keyUses: {
      keyId: (keys[at] ?? []).map(([keyId]) => keyId),
      at: (keys[at] ?? []).map(([, use]) => use.at),
      ip: (keys[at] ?? []).map(([, use]) => use.ip),
    },
    credentialUses: {
      credentialId: (credentials[at] ?? []).map(([credentialId]) => credentialId),
      at: (credentials[at] ?? []).map(([, usedAt]) => usedAt),
    },
    denials: [...(denials[at] ?? [])],
  }));
}

function columns(rows: readonly UsageRow[]): UsageBatch['counts'] {
  return {
    hour: rows.map((row) => row.hour),
    keyId: rows.map((row) => row.keyId),
    workspaceId: rows.map((row) => row.workspaceId),
    flowId: rows.map((row) => row.flowId),
    model: rows.map((row) => row.model),
    api: rows.map((row) => row.api),
    permission: rows.map((row) => row.permission),
    outcome: rows.map((row) => row.outcome),
    requests: rows.map((row) => row.requests),
    latencyMsSum: rows.map((row) => row.latencyMsSum),
    latencyMsMax: rows.map((row) => row.latencyMsMax),
    bytesIn: rows.map((row) => row.bytesIn),
    bytesOut: rows.map((row) => row.bytesOut),
    promptTokens: rows.map((row) => row.promptTokens),
    completionTokens: rows.map((row) => row.completionTokens),
  };
}

function pieces<T>(list: readonly T[], length: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < list.length; at += length) result.push(list.slice(at, at + length));
  return result;
}
