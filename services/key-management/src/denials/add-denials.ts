import type { UsageDenial } from '@keyward/auth';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../database/connect.ts';
import { bigints, texts } from '../usage/columns.ts';
import { plausibleTime } from '../usage/plausible-time.ts';
import { reportedKey } from '../usage/reported-key.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';
import { denialsTable } from './denials-table.ts';

/** Keeps what a gateway refused, where the refused key belongs; what tells of a key that does not exist is dropped. */
export async function addDenials(tx: Transaction, denials: readonly UsageDenial[]): Promise<void> {
  if (denials.length === 0) return;
  await tx.execute(sql`
    insert into ${denialsTable}
      (organization_id, workspace_id, key_id, at, request_id, route, flow_id, status, problem, detail, ip)
    select key.organization_id, coalesce(key.workspace_id, workspace.id), sent.key_id,
      ${plausibleTime(sql`sent.at`, 'milliseconds')}, request_id, route, flow_id, status, problem, detail, ip
    from unnest(
      ${texts(denials.map(({ keyId }) => keyId))}, ${texts(denials.map(({ workspaceId }) => workspaceId))},
      ${bigints(denials.map(({ at }) => at))}, ${texts(denials.map(({ requestId }) => requestId))},
      ${texts(denials.map(({ route }) => route))}, ${texts(denials.map(({ flowId }) => flowId))},
      ${bigints(denials.map(({ status }) => status))}, ${texts(denials.map(({ problem }) => problem))},
      ${texts(denials.map(({ detail }) => detail))}, ${texts(denials.map(({ ip }) => ip))}
    ) as sent (key_id, workspace_id, at, request_id, route, flow_id, status, problem, detail, ip)
    cross join ${reportedKey(sql`sent.key_id`)}
    left join ${workspacesTable} as workspace
      on workspace.id = sent.workspace_id and workspace.organization_id = key.organization_id
    order by sent.at`);
}
