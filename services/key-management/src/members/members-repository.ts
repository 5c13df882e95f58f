import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { createdAfter } from '../database/keyset.ts';
import type { Position } from '../http/cursor.ts';
import { problems } from '../http/problems.ts';
import { type MemberRow, membersTable as table } from './members-table.ts';

type NewMemberRow = Omit<typeof table.$inferInsert, 'organizationId'>;

/** Every query on members, each within one organization. */
export function membersRepository(db: Queryable) {
  const one = (organizationId: string, id: string) => and(eq(table.organizationId, organizationId), eq(table.id, id));

  return {
    list(organizationId: string, after: Position | undefined, limit: number): Promise<MemberRow[]> {
      return db
        .select()
        .from(table)
        .where(and(eq(table.organizationId, organizationId), createdAfter(table.createdAt, table.id, after)))
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit);
    },

    /** Reads and holds the row until the transaction ends, so that a version that was checked stays. Throws 404. */
    async lock(organizationId: string, id: string): Promise<MemberRow> {
      return present(await db.select().from(table).where(one(organizationId, id)).for('update'));
    },

    /** Throws 409 where the person or group is a member of that place already. */
    async insert(organizationId: string, row: NewMemberRow): Promise<MemberRow> {
      try {
        return present(
          await db
            .insert(table)
            .values({ ...row, organizationId })
            .returning(),
        );
      } catch (error) {
        if (!/^members_(subject|group)$/.test(brokenConstraint(error) ?? '')) throw error;
        throw new ProblemError(problems.memberExists);
      }
    },

    async delete(organizationId: string, id: string): Promise<void> {
      await db.delete(table).where(one(organizationId, id));
    },
  };
}

function present([row]: readonly MemberRow[]): MemberRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
