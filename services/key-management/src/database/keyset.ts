import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { Position } from '../http/cursor.ts';

/** Where lists in the order of creation go on: behind the row whose `createdAt` and id the cursor holds. */
export function createdAfter(createdAt: AnyColumn, id: AnyColumn, position: Position | undefined): SQL | undefined {
  if (position === undefined) return undefined;
  const [at = null, lastId = null] = position;
  return sql`(${createdAt}, ${id}) > (${at}::timestamptz, ${lastId})`;
}

/** What a cursor holds of the last row of a page in the order of creation. */
export function creationPosition({ createdAt, id }: { createdAt: Date; id: string }): Position {
  return [createdAt.toISOString(), id];
}
