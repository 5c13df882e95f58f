import { sql } from 'drizzle-orm';
import type { Transaction } from '../database/connect.ts';
import { currentFindings } from './current-findings.ts';
import { type FindingRow, findingsTable } from './findings-table.ts';

/** What is opened at once. The rest follows with the next run: nobody reads more in a minute. */
const MAX_OPENED = 1000;

/** What is told of a finding that was opened. */
export type OpenedFinding = Pick<FindingRow, 'id' | 'organizationId' | 'workspaceId' | 'keyId' | 'type' | 'detail'>;

/** Opens what is found for the first time, renews what is found again, and resolves what is no longer so. */
export async function updateFindings(tx: Transaction): Promise<OpenedFinding[]> {
  const { rows } = await tx.execute<OpenedRow>(sql`
    with current as materialized (${currentFindings}),
    open as materialized (
      select id, organization_id, key_id, type, subject from ${findingsTable} where resolved_at is null
    ), renewed as (
      update ${findingsTable} as finding set seen_at = now(), detail = current.detail
      from open join current using (organization_id, key_id, type, subject) where finding.id = open.id
    ), resolved as (
      update ${findingsTable} set resolved_at = now()
      where id in (
        select open.id from open left join current using (organization_id, key_id, type, subject)
        where current.detail is null)
    )
    insert into ${findingsTable}
      (id, organization_id, workspace_id, key_id, type, subject, detail, found_at, seen_at)
    select replace(gen_random_uuid()::text, '-', ''), organization_id, workspace_id, key_id, type, subject, detail, now(), now()
    from current where not exists (
      select from open where (open.organization_id, open.key_id, open.type, open.subject)
        = (current.organization_id, current.key_id, current.type, current.subject))
    limit ${MAX_OPENED}
    on conflict do nothing
    returning id, organization_id, workspace_id, key_id, type, detail`);
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    workspaceId: row.workspace_id,
    keyId: row.key_id,
    type: row.type,
    detail: row.detail,
  }));
}

interface OpenedRow extends Record<string, unknown> {
  id: string;
  organization_id: string;
  workspace_id: string | null;
  key_id: string;
  type: OpenedFinding['type'];
  detail: Record<string, unknown>;
}
