import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { createdAfter } from '../database/keyset.ts';
import type { Position } from '../http/cursor.ts';
import { problems } from '../http/problems.ts';
import { nameKey } from '../names/name.ts';
import { type OrganizationRow, organizationsTable as table } from './organizations-table.ts';

export interface OrganizationPage {
  /** Which organizations may be seen; all where undefined. */
  readonly visible: readonly string[] | undefined;
  readonly after: Position | undefined;
  readonly limit: number;
}

/** Every query on organizations. Deleted ones are not there for any of them. */
export function organizationsRepository(db: Queryable) {
  const live = (id: string) => and(eq(table.id, id), isNull(table.deletedAt));

  return {
    list({ visible, after, limit }: OrganizationPage): Promise<OrganizationRow[]> {
      const within = visible === undefined ? undefined : inArray(table.id, [...visible]);
      return db
        .select()
        .from(table)
        .where(and(isNull(table.deletedAt), within, createdAfter(table.createdAt, table.id, after)))
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit);
    },

    /** Throws 404. */
    async read(id: string): Promise<OrganizationRow> {
      return present(await db.select().from(table).where(live(id)));
    },

    /** Reads and holds the row until the transaction ends, so that a version that was checked stays. Throws 404. */
    async lock(id: string): Promise<OrganizationRow> {
      return present(await db.select().from(table).where(live(id)).for('update'));
    },

    /** Throws 409 where a live organization has the name. */
    async insert(row: { id: string; name: string; createdBy: string }): Promise<OrganizationRow> {
      const insert = db
        .insert(table)
        .values({ ...row, nameKey: nameKey(row.name) })
        .returning();
      return present(await refusingTakenName(insert, row.name));
    },

    /** Throws 409 where another live organization has the name. */
    async rename(id: string, name: string): Promise<OrganizationRow> {
      const update = db
        .update(table)
        .set({ name, nameKey: nameKey(name), version: sql`${table.version} + 1`, updatedAt: sql`now()` })
        .where(live(id))
        .returning();
      return present(await refusingTakenName(update, name));
    },

    async delete(id: string, at: Date): Promise<void> {
      await db
        .update(table)
        .set({ deletedAt: at, updatedAt: at, version: sql`${table.version} + 1` })
        .where(live(id));
    },
  };
}

async function refusingTakenName<Rows>(query: PromiseLike<Rows>, name: string): Promise<Rows> {
  try {
    return await query;
  } catch (error) {
    if (brokenConstraint(error) !== 'organizations_live_name') throw error;
    throw new ProblemError(problems.nameTaken, { detail: `An organization is already named ${JSON.stringify(name)}.` });
  }
}

function present([row]: readonly OrganizationRow[]): OrganizationRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
