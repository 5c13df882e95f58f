import { and, count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import type { Position } from '../http/cursor.ts';
import { type FindingRow, type FindingType, findingsTable as table } from './findings-table.ts';

/** Whose findings are wanted: of a whole organization, or of one workspace. */
export interface FindingOwner {
  readonly organizationId: string;
  readonly workspaceId: string | null;
}

export interface FindingFilter {
  readonly status: 'open' | 'resolved';
  readonly type?: FindingType | undefined;
  readonly keyId?: string | undefined;
}

/** What there is to look at, each list within one organization. */
export function findingsRepository(db: Queryable) {
  return {
    /** Newest first. `after` is the position of the last one of the page before. */
    list(
      { organizationId, workspaceId }: FindingOwner,
      { status, type, keyId }: FindingFilter,
      after: Position | undefined,
      limit: number,
    ): Promise<FindingRow[]> {
      const [at = null, id = null] = after ?? [];
      return db
        .select()
        .from(table)
        .where(
          and(
            eq(table.organizationId, organizationId),
            workspaceId === null ? undefined : eq(table.workspaceId, workspaceId),
            status === 'open' ? isNull(table.resolvedAt) : isNotNull(table.resolvedAt),
            type === undefined ? undefined : eq(table.type, type),
            keyId === undefined ? undefined : eq(table.keyId, keyId),
            after === undefined ? undefined : sql`(${table.foundAt}, ${table.id}) < (${at}::timestamptz, ${id})`,
          ),
        )
        .orderBy(desc(table.foundAt), desc(table.id))
        .limit(limit);
    },

    /** How many are open in the whole installation, by type. */
    async openByType(): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .select({ type: table.type, open: count() })
        .from(table)
        .where(isNull(table.resolvedAt))
        .groupBy(table.type);
      return new Map(rows.map(({ type, open }) => [type, open]));
    },
  };
}
