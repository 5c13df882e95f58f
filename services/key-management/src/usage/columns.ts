import type { FieldError, UsageBatch } from '@keyward/auth';
import { type SQL, sql } from 'drizzle-orm';

/** Numbers as an array of Postgres, written in one go: a batch has tens of thousands of them. */
export function bigints(values: readonly number[]): SQL {
  return sql`${`{${values.join(',')}}`}::bigint[]`;
}

export function texts(values: readonly (string | null)[]): SQL {
  return sql`${sql.param([...values])}::text[]`;
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
