import { sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import type { Principal } from './principal.ts';

/**
 * The ids that a principal acts under: its own, those of the members that a person is found as and, for a management
 * key, those of the keys that it succeeded by rotation. What was theirs is its own.
 */
export async function identitiesOf(db: Queryable, { kind, id, memberIds }: Principal): Promise<string[]> {
  if (kind === 'member') return [id, ...memberIds];
  const { rows } = await db.execute<{ id: string }>(sql`
    with recursive line (id) as (
      select ${id}::text
      union
      select ${keysTable.replaces} from ${keysTable} join line on ${keysTable.id} = line.id
      where ${keysTable.kind} = 'mgmt' and ${keysTable.replaces} is not null
    )
    select id from line`);
  return rows.map((row) => row.id);
}
