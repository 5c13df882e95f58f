import { newId } from '../token/index.ts';
import type { CredentialUses, KeyUses, UsageBatch, UsageCounts, UsageDenial } from '../wire/index.ts';

/** One row of columns. */
type Row<Columns> = { [Name in keyof Columns]: Columns[Name] extends readonly (infer Value)[] ? Value : never };

export type CountedRow = Row<UsageCounts>;

const HOUR_S = 3600;

/** A batch as a gateway sends it, made of rows; what a row leaves out is one successful request in the present hour. */
export function aUsageBatch(
  rows: {
    batchId?: string;
    counts?: readonly Partial<CountedRow>[];
    keyUses?: readonly Row<KeyUses>[];
    credentialUses?: readonly Row<CredentialUses>[];
    denials?: readonly Partial<UsageDenial>[];
  },
  now = Date.now(),
): UsageBatch {
  const { batchId = newId(), counts = [], keyUses = [], credentialUses = [], denials = [] } = rows;
  const hour = Math.floor(now / 1000 / HOUR_S) * HOUR_S;
  const counted = counts.map((row) => ({ ...aCountedRow(hour), ...row }));
  return {
    batchId,
    counts: {
      hour: counted.map((row) => row.hour),
      keyId: counted.map((row) => row.keyId),
      workspaceId: counted.map((row) => row.workspaceId),
      flowId: counted.map((row) => row.flowId),
      model: counted.map((row) => row.model),
      api: counted.map((row) => row.api),
      permission: counted.map((row) => row.permission),
      outcome: counted.map((row) => row.outcome),
      requests: counted.map((row) => row.requests),
      latencyMsSum: counted.map((row) => row.latencyMsSum),
      latencyMsMax: counted.map((row) => row.latencyMsMax),
      bytesIn: counted.map((row) => row.bytesIn),
      bytesOut: counted.map((row) => row.bytesOut),
      promptTokens: counted.map((row) => row.promptTokens),
      completionTokens: counted.map((row) => row.completionTokens),
    },
    keyUses: {
      keyId: keyUses.map((use) => use.keyId),
      at: keyUses.map((use) => use.at),
      ip: keyUses.map((use) => use.ip),
    },
    credentialUses: {
      credentialId: credentialUses.map((use) => use.credentialId),
      at: credentialUses.map((use) => use.at),
    },
    denials: denials.map((denial) => ({ ...aDenial(now), ...denial })),
  };
}

function aCountedRow(hour: number): CountedRow {
  return {
    hour,
    keyId: 'key0000000000001',
    workspaceId: null,
    flowId: null,
    model: null,
    api: null,
    permission: 'flows:execute',
    outcome: 'ok',
    requests: 1,
    latencyMsSum: 0,
    latencyMsMax: 0,
    bytesIn: 0,
    bytesOut: 0,
    promptTokens: 0,
    completionTokens: 0,
  };
}

function aDenial(now: number): UsageDenial {
  return {
    requestId: newId(),
    at: now,
    keyId: 'key0000000000001',
    workspaceId: null,
    route: 'POST /api/v1/prediction/{flowId}',
    flowId: null,
    status: 403,
    problem: '/problems/insufficient-scope',
    detail: null,
    ip: '203.0.113.7',
  };
}
