import { sql } from 'drizzle-orm';
import { credentialsTable } from '../../credentials/credentials-table.ts';
import type { Database } from '../../database/connect.ts';
import { keysTable } from '../../keys/keys-table.ts';
import type { MasterKeyRing } from '../../master-keys/ring.ts';
import { counted, type Finding, fail, ok } from './finding.ts';

interface Dependence extends Record<string, unknown> {
  kid: string;
  keys: number;
  credentials: number;
}

/** Which master keys the rows need: imported keys are looked up, and credentials decrypted, under the one they name. */
export async function checkMasterKeys(db: Database, ring: MasterKeyRing): Promise<Finding[]> {
  const { rows } = await db.execute<Dependence>(sql`
    select kid, sum(keys)::int as keys, sum(credentials)::int as credentials from (
      select split_part(${keysTable.lookup}, '.', 1) as kid, count(*) as keys, 0 as credentials from ${keysTable}
      where ${keysTable.lookup} is not null and ${keysTable.revokedAt} is null group by 1
      union all
      select ${credentialsTable.kid}, 0, count(*) from ${credentialsTable} group by 1
    ) as needed group by kid order by kid`);
  const [current, ...older] = ring.all('lookup').map(({ kid }) => kid);
  const unknown = rows.filter(({ kid }) => kid !== current && !older.includes(kid));
  const needed = rows.filter(({ kid }) => older.includes(kid));
  const unneeded = older.filter((kid) => !rows.some((row) => row.kid === kid));
  return [
    ok('master keys', `${current} is current`),
    ...unknown.map((row) =>
      fail('master keys', `${row.kid} is missing: ${dependents(row)} cannot be used`, 'Add it to MASTER_KEYS again.'),
    ),
    ...needed.map((row) => ok('master keys', `${row.kid} is still needed: ${dependents(row)}${rewrapHint(row)}`)),
    ...unneeded.map((kid) => ok('master keys', `${kid} is needed by no key and no credential any more`)),
  ];
}

function dependents({ keys, credentials }: Dependence): string {
  const parts = [
    keys > 0 ? counted(keys, 'imported key') : [],
    credentials > 0 ? counted(credentials, 'credential') : [],
  ];
  return parts.flat().join(' and ');
}

function rewrapHint({ credentials }: Dependence): string {
  return credentials > 0 ? ' (rewrap moves the credentials to the current one)' : '';
}
