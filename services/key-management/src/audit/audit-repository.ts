import { and, desc, eq, gte, lt, type SQL } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { type AuditEventRow, auditEventsTable as table } from './audit-events-table.ts';

export interface AuditFilter {
  readonly action?: string | undefined;
  readonly targetType?: string | undefined;
  readonly targetId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly workspaceId?: string | undefined;
  /** The first moment that counts. */
  readonly from?: Date | undefined;
  /** The first moment that counts no more. */
  readonly to?: Date | undefined;
}

/** The audit trail of one organization at a time; it is written by `recordAuditEvent` only. */
export function auditRepository(db: Queryable) {
  return {
    /** Newest first. `before` is the position of the last event of the page before. */
    list(
      organizationId: string,
      filter: AuditFilter,
      before: number | undefined,
      limit: number,
    ): Promise<AuditEventRow[]> {
      return db
        .select()
        .from(table)
        .where(
          and(
            eq(table.organizationId, organizationId),
            before === undefined ? undefined : lt(table.position, before),
            ...conditions(filter),
          ),
        )
        .orderBy(desc(table.position))
        .limit(limit);
    },
  };
}

function conditions(filter: AuditFilter): (SQL | undefined)[] {
  const { action, targetType, targetId, actorId, workspaceId, from, to } = filter;
  return [
    action === undefined ? undefined : eq(table.action, action),
    targetType === undefined ? undefined : eq(table.targetType, targetType),
    targetId === undefined ? undefined : eq(table.targetId, targetId),
    actorId === undefined ? undefined : eq(table.actorId, actorId),
    workspaceId === undefined ? undefined : eq(table.workspaceId, workspaceId),
    from === undefined ? undefined : gte(table.at, from),
    to === undefined ? undefined : lt(table.at, to),
  ];
}
