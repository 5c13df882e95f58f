import { sql } from 'drizzle-orm';
import { credentialsTable } from '../../credentials/credentials-table.ts';
import type { Database } from '../../database/connect.ts';
import { keysTable } from '../../keys/keys-table.ts';
import type { MasterKeyRing } from '../../master-keys/ring.ts';
import { secretsByMasterKey } from '../../webhooks/secrets-by-master-key.ts';
import { counted, type Finding, fail, ok } from './finding.ts';

/** What needs one master key. */
interface Dependence {
  readonly kid: string;
  readonly keys: number;
  readonly credentials: number;
  readonly webhooks: number;
}

/** Which master keys are needed: imported keys are looked up, credentials and webhooks' secrets decrypted, under one. */
export async function checkMasterKeys(db: Database, ring: MasterKeyRing): Promise<Finding[]> {
  const needs = await dependences(db);
  const [current, ...older] = ring.all('lookup').map(({ kid }) => kid);
  const unknown = needs.filter(({ kid }) => kid !== current && !older.includes(kid));
  const needed = needs.filter(({ kid }) => older.includes(kid));
  const unneeded = older.filter((kid) => !needs.some((one) => one.kid === kid));
  return [
    ok('master keys', `${current} is current`),
    ...unknown.map((one) =>
      fail('master keys', `${one.kid} is missing: ${dependents(one)} cannot be used`, 'Add it to MASTER_KEYS again.'),
    ),
    ...needed.map((one) => ok('master keys', `${one.kid} is still needed: ${dependents(one)}${rewrapHint(one)}`)),
    ...unneeded.map((kid) => ok('master keys', `${kid} is needed by no key, credential or webhook any more`)),
  ];
}

async function dependences(db: Database): Promise<Dependence[]> {
  const { rows } = await db.execute<{ kid: string; keys: number; credentials: number }>(sql`
    select kid, sum(keys)::int as keys, sum(credentials)::int as credentials from (
      select split_part(${keysTable.lookup}, '.', 1) as kid, count(*) as keys, 0 as credentials from ${keysTable}
      where ${keysTable.lookup} is not null and ${keysTable.revokedAt} is null group by 1
      union all
      select ${credentialsTable.kid}, 0, count(*) from ${credentialsTable} group by 1
    ) as needed group by kid`);
  const webhooks = await secretsByMasterKey(db);
  const kids = new Set([...rows.map(({ kid }) => kid), ...webhooks.keys()]);
  return [...kids]
    .sort((one, other) => one.localeCompare(other))
    .map((kid) => {
      const { keys = 0, credentials = 0 } = rows.find((row) => row.kid === kid) ?? {};
      return { kid, keys, credentials, webhooks: webhooks.get(kid) ?? 0 };
    });
}

const DEPENDENTS = [
  ['keys', 'imported key'],
  ['credentials', 'credential'],
  ['webhooks', 'webhook secret'],
] as const;

function dependents(one: Dependence): string {
  const parts = DEPENDENTS.flatMap(([what, noun]) => (one[what] > 0 ? counted(one[what], noun) : []));
  return new Intl.ListFormat('en-GB').format(parts);
}

function rewrapHint({ credentials, webhooks }: Dependence): string {
  return credentials + webhooks > 0 ? ' (rewrap moves what is encrypted to the current one)' : '';
}
