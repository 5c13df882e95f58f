import { and, desc, eq, lt } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { type DenialRow, denialsTable as table } from './denials-table.ts';

/** Whose denials are wanted: of a whole organization, or of one workspace. */
export interface DenialOwner {
  readonly organizationId: string;
  readonly workspaceId: string | null;
}

export interface DenialFilter {
  readonly requestId?: string | undefined;
  readonly keyId?: string | undefined;
  readonly problem?: string | undefined;
}

/** What gateways refused, each query within one organization. */
export function denialsRepository(db: Queryable) {
  return {
    /** Newest first. `before` is the position of the last one of the page before. */
    list(
      { organizationId, workspaceId }: DenialOwner,
      { requestId, keyId, problem }: DenialFilter,
      before: number | undefined,
      limit: number,
    ): Promise<DenialRow[]> {
      return db
        .select()
        .from(table)
        .where(
          and(
            eq(table.organizationId, organizationId),
            workspaceId === null ? undefined : eq(table.workspaceId, workspaceId),
            requestId === undefined ? undefined : eq(table.requestId, requestId),
            keyId === undefined ? undefined : eq(table.keyId, keyId),
            problem === undefined ? undefined : eq(table.problem, problem),
            before === undefined ? undefined : lt(table.position, before),
          ),
        )
        .orderBy(desc(table.position))
        .limit(limit);
    },
  };
}
