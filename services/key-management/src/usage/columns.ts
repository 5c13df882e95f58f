import type { FieldError, UsageBatch, UsageCounts } from '@keyward/auth';
import { type SQL, sql } from 'drizzle-orm';

/** Numbers as an array of Postgres, written in one go: a batch has tens of thousands of them. */
export function bigints(values: readonly number[]): SQL {
  return sql`${`{${values.join(',')}}`}::bigint[]`;
}

export function texts(values: readonly (string | null)[]): SQL {
  return sql`${sql.param([...values])}::text[]`;
}

/** Some rows of columns, by their numbers. */
export function rowsOf(counts: UsageCounts, rows: readonly number[]): UsageCounts {
  const pick = <Value>(column: readonly Value[]) => column.filter((_, row) => wanted.has(row));
  const wanted = new Set(rows);
  return {
    hour: pick(counts.hour),
    keyId: pick(counts.keyId),
    workspaceId: pick(counts.workspaceId),
    flowId: pick(counts.flowId),
    model: pick(counts.model),
    api: pick(counts.api),
    permission: pick(counts.permission),
    outcome: pick(counts.outcome),
    requests: pick(counts.requests),
    latencyMsSum: pick(counts.latencyMsSum),
    latencyMsMax: pick(counts.latencyMsMax),
    bytesIn: pick(counts.bytesIn),
    bytesOut: pick(counts.bytesOut),
    promptTokens: pick(counts.promptTokens),
    completionTokens: pick(counts.completionTokens),
  };
}

/** The columns of a batch that have not as many members as the others beside them, by JSON pointer. */
export function unevenColumns(batches: readonly UsageBatch[]): FieldError[] {
  return batches.flatMap((batch, index) =>
    (['counts', 'keyUses', 'credentialUses'] as const).flatMap((part) => {
      const columns: [string, readonly unknown[]][] = Object.entries(batch[part]);
      const rows = columns[0]?.[1].length;
      return columns
        .filter(([, column]) => column.length !== rows)
        .map(([name]) => ({ pointer: `/usage/${index}/${part}/${name}`, detail: `must have ${rows} members` }));
    }),
  );
}
