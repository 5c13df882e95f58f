import { isIP } from 'node:net';
import type { CredentialUses, KeyUses } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import { credentialsTable } from '../credentials/credentials-table.ts';
import type { Queryable } from '../database/connect.ts';
import { keysTable } from '../keys/keys-table.ts';
import { bigints, texts } from './columns.ts';
import { keyNetworksTable } from './key-networks-table.ts';
import { plausibleTime } from './plausible-time.ts';
import { reportedKey } from './reported-key.ts';

/** More than one place of work, and fewer than a key in a web page is used from: there a new network says nothing. */
const KNOWN_NETWORKS = 50;

/** Several gateways report a busy key one after the other; not each of them has to write the row. */
const EXACT_TO = sql`interval '10 seconds'`;

/**
 * Writes when (to ten seconds) and from where keys were used last, the newest use winning. Returns how many keys have to be tried again:
 * this statement waits for nobody who is changing a key, so that it can never be in a deadlock, and holds nobody up.
 *
 * It touches neither `version` nor `updated_at`, and adds nothing to the change feed: nobody caches a last use.
 */
export async function recordKeyUses(db: Queryable, uses: KeyUses): Promise<number> {
  if (uses.keyId.length === 0) return 0;
  const result = await db.execute<{ newer: string; written: string }>(sql`
    with used as materialized (
      select key.row_id, key.last_used_at, ip, ${plausibleTime(sql`sent.at`, 'milliseconds')} as used_at
      from unnest(${texts(uses.keyId)}, ${bigints(uses.at)}, ${texts(uses.ip.map(plainAddress))}) as sent (key_id, at, ip)
      cross join ${reportedKey(sql`sent.key_id`)}
    ), newer as materialized (
      select distinct on (row_id) row_id, used_at, ip from used
      where last_used_at is null or last_used_at < used_at - ${EXACT_TO}
      order by row_id, used_at desc
    ), held as materialized (
      select row_id from ${keysTable} where row_id in (select row_id from newer) for no key update skip locked
    ), written as (
      update ${keysTable} as key
      set last_used_at = greatest(key.last_used_at, newer.used_at),
        last_used_ip = case when key.last_used_at > newer.used_at then key.last_used_ip else coalesce(newer.ip, key.last_used_ip) end
      from newer join held using (row_id) where key.row_id = newer.row_id
      returning 1
    ), networks as (
      insert into ${keyNetworksTable} (key_row_id, network, first_used_at)
      select row_id, network, min(used_at) from (
        select row_id, used_at, network(set_masklen(ip::inet, case family(ip::inet) when 4 then 24 else 48 end)) as network
        from used where ip is not null) as seen
      cross join lateral (
        select count(*) as networks, coalesce(bool_or(known.network = seen.network), false) as holds_it
        from ${keyNetworksTable} as known where known.key_row_id = seen.row_id) as known
      where not holds_it and networks < ${KNOWN_NETWORKS}
      group by row_id, network order by row_id, network
      on conflict do nothing
    )
    select (select count(*) from newer) as newer, (select count(*) from written) as written`);
  const [row] = result.rows;
  return Number(row?.newer ?? 0) - Number(row?.written ?? 0);
}

/** Writes when credentials were injected last. */
export async function recordCredentialUses(db: Queryable, uses: CredentialUses): Promise<void> {
  if (uses.credentialId.length === 0) return;
  await db.execute(sql`
    with used as (
      select id, max(${plausibleTime(sql`sent.at`, 'milliseconds')}) as used_at
      from unnest(${texts(uses.credentialId)}, ${bigints(uses.at)}) as sent (id, at)
      group by id
    ), held as materialized (
      select id from ${credentialsTable} where id in (select id from used) for no key update skip locked
    )
    update ${credentialsTable} as credential set last_used_at = used.used_at
    from used join held using (id)
    where credential.id = used.id and (credential.last_used_at is null or credential.last_used_at < used.used_at)`);
}

/** An address as Postgres reads it too; null for text that is none. */
function plainAddress(ip: string | null): string | null {
  return ip === null || isIP(ip) === 0 || ip.includes('%') ? null : ip.replace(/^::ffff:(?=\d+\.)/i, '');
}
