import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import type { Position } from '../http/cursor.ts';
import type { Tenant } from '../principals/principal.ts';
import { type ImportRow, importsTable as table } from './imports-table.ts';

/** Every query on the records of imports, each within one workspace, or among those of a whole organization. */
export function importsRepository(db: Queryable) {
  const into = ({ organizationId, workspaceId }: Tenant): SQL | undefined =>
    and(
      eq(table.organizationId, organizationId),
      workspaceId === null ? isNull(table.workspaceId) : eq(table.workspaceId, workspaceId),
    );
  const isImport = (tenant: Tenant, id: string): SQL | undefined => and(into(tenant), eq(table.id, id));

  return {
    async insert(row: typeof table.$inferInsert): Promise<ImportRow> {
      return present(await db.insert(table).values(row).returning());
    },

    /** Throws 404. */
    async read(tenant: Tenant, id: string): Promise<ImportRow> {
      return present(await db.select().from(table).where(isImport(tenant, id)));
    },

    /** Newest first. */
    list(tenant: Tenant, before: Position | undefined, limit: number): Promise<ImportRow[]> {
      const [at = null, id = null] = before ?? [];
      const older = before && sql`(${table.createdAt}, ${table.id}) < (${at}::timestamptz, ${id})`;
      return db
        .select()
        .from(table)
        .where(and(into(tenant), older))
        .orderBy(desc(table.createdAt), desc(table.id))
        .limit(limit);
    },

    async markUndone(
      tenant: Tenant,
      id: string,
      undone: Pick<ImportRow, 'undoneAt' | 'undoneBy' | 'undoneRevoked' | 'undoneRestored'>,
    ): Promise<ImportRow> {
      return present(await db.update(table).set(undone).where(isImport(tenant, id)).returning());
    },
  };
}

function present([row]: readonly ImportRow[]): ImportRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
