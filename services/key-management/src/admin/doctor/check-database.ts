import { sql } from 'drizzle-orm';
import type { Database } from '../../database/connect.ts';
import { counted, type Finding, fail, ok, warn } from './finding.ts';

const OLDEST_VERSION = 150_000;

interface Server extends Record<string, unknown> {
  version: string;
  version_num: number;
  standby: boolean;
  synchronous_commit: string;
  fsync: string;
  replicas: number;
  synchronous_replicas: number;
}

/** Whether the server is new enough, is the primary, and keeps what it has committed. */
export async function checkDatabase(db: Database): Promise<Finding[]> {
  const { rows } = await db.execute<Server>(sql`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as version_num,
      pg_is_in_recovery() as standby, current_setting('synchronous_commit') as synchronous_commit,
      current_setting('fsync') as fsync,
      (select count(*)::int from pg_stat_replication) as replicas,
      (select count(*)::int from pg_stat_replication where sync_state in ('sync', 'quorum')) as synchronous_replicas`);
  const [server] = rows;
  if (server === undefined) throw new Error('the database answers nothing');
  return [version(server), role(server), durability(server), replication(server)].flat();
}

function version({ version_num, version: name }: Server): Finding {
  if (version_num >= OLDEST_VERSION) return ok('database', `Postgres ${name} answers`);
  return fail('database', `Postgres ${name} is too old`, 'Move to Postgres 15 or later.');
}

function role({ standby }: Server): Finding {
  if (!standby) return ok('primary', 'it is the primary');
  return fail(
    'primary',
    'it is a standby',
    'Let DATABASE_URL lead to the primary: a standby does not know yet what was revoked.',
  );
}

function durability({ fsync, synchronous_commit }: Server): Finding {
  if (fsync === 'on' && synchronous_commit !== 'off') return ok('durability', 'what is committed survives a crash');
  const setting = fsync === 'on' ? 'synchronous_commit' : 'fsync';
  return warn('durability', `${setting} is off: a crash may bring a revoked key back`, `Set ${setting} = on.`);
}

function replication({ replicas, synchronous_replicas }: Server): Finding[] {
  if (replicas === 0) return [];
  if (synchronous_replicas > 0) return [ok('standbys', `${synchronous_replicas} of ${replicas} synchronous`)];
  return [
    warn(
      'standbys',
      `${counted(replicas, 'replica')} without a synchronous one: a failover may bring a revoked key back`,
      'Set synchronous_standby_names, or run new-epoch and revoke again after a failover.',
    ),
  ];
}
