import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import type { Position } from '../http/cursor.ts';
import { type ImportRow, importsTable as table } from './imports-table.ts';

/** Every query on the records of imports, each within one workspace. */
export function importsRepository(db: Queryable) {
  const isImport = (workspaceId: string, id: string): SQL | undefined =>
    and(eq(table.workspaceId, workspaceId), eq(table.id, id));

  return {
    async insert(row: typeof table.$inferInsert): Promise<ImportRow> {
      return present(await db.insert(table).values(row).returning());
    },

    /** Throws 404. */
    async read(workspaceId: string, id: string): Promise<ImportRow> {
      return present(await db.select().from(table).where(isImport(workspaceId, id)));
    },

    /** Newest first. */
    list(workspaceId: string, before: Position | undefined, limit: number): Promise<ImportRow[]> {
      const [at = null, id = null] = before ?? [];
      const older = before && sql`(${table.createdAt}, ${table.id}) < (${at}::timestamptz, ${id})`;
      return db
        .select()
        .from(table)
        .where(and(eq(table.workspaceId, workspaceId), older))
        .orderBy(desc(table.createdAt), desc(table.id))
        .limit(limit);
    },

    async markUndone(
      workspaceId: string,
      id: string,
      undone: Pick<ImportRow, 'undoneAt' | 'undoneBy' | 'undoneRevoked' | 'undoneRestored'>,
    ): Promise<ImportRow> {
      return present(await db.update(table).set(undone).where(isImport(workspaceId, id)).returning());
    },
  };
}

function present([row]: readonly ImportRow[]): ImportRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
