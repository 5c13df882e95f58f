import { and, eq, getTableColumns, gt, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { type SessionRow, sessionsTable as table } from './sessions-table.ts';

export const ABSOLUTE_LIMIT_HOURS = 12;
export const IDLE_LIMIT_MINUTES = 60;

type NewSessionRow = Omit<typeof table.$inferInsert, 'createdAt' | 'lastSeenAt' | 'expiresAt'>;

/** A session within its limits. */
export interface LiveSessionRow extends SessionRow {
  /** When it ends unless it is used again. */
  readonly endsAt: Date;
  /** Whether its use was last noted more than a minute ago: reading a session seldom means writing. */
  readonly stale: boolean;
}

/** Every query on sessions, all by the database's clock. */
export function sessionsRepository(db: Queryable) {
  const minutes = (count: number): SQL => sql`make_interval(mins => ${count})`;
  const minuteAgo = sql`now() - ${minutes(1)}`;
  const idleSince = sql`now() - ${minutes(IDLE_LIMIT_MINUTES)}`;

  return {
    async insert(row: NewSessionRow): Promise<LiveSessionRow> {
      const [inserted] = await db
        .insert(table)
        .values({ ...row, expiresAt: sql`now() + ${minutes(ABSOLUTE_LIMIT_HOURS * 60)}` })
        .returning();
      if (inserted === undefined) throw new Error('the session was not stored');
      return live({ ...inserted, stale: false });
    },

    /** The session, unless it has ended. */
    async find(digest: string): Promise<LiveSessionRow | undefined> {
      const [row] = await db
        .select({ ...getTableColumns(table), stale: sql<boolean>`${table.lastSeenAt} < ${minuteAgo}` })
        .from(table)
        .where(and(eq(table.digest, digest), gt(table.expiresAt, sql`now()`), gt(table.lastSeenAt, idleSince)));
      return row && live(row);
    },

    /** Notes that a session is in use. */
    async touch({ digest }: SessionRow): Promise<void> {
      await db
        .update(table)
        .set({ lastSeenAt: sql`now()` })
        .where(and(eq(table.digest, digest), lt(table.lastSeenAt, minuteAgo)));
    },

    async delete(digest: string): Promise<void> {
      await db.delete(table).where(eq(table.digest, digest));
    },

    /** Forgets the sessions that have ended. */
    async deleteEnded(): Promise<void> {
      await db.delete(table).where(or(lt(table.expiresAt, sql`now()`), lt(table.lastSeenAt, idleSince)));
    },
  };
}

function live(row: Omit<LiveSessionRow, 'endsAt'>): LiveSessionRow {
  const idleEnd = row.lastSeenAt.getTime() + IDLE_LIMIT_MINUTES * 60_000;
  return { ...row, endsAt: new Date(Math.min(idleEnd, row.expiresAt.getTime())) };
}
