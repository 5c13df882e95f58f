import { and, asc, count, eq, gt, ne } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { credentialsTable as table } from './credentials-table.ts';
import { openValue, sealValue } from './sealed-value.ts';

export interface RewrapReport {
  /** Values that are under the current master key now and were not before. */
  readonly rewrapped: number;
  /** Values that nobody can decrypt, by the id of the master key that they name. */
  readonly unreadable: ReadonlyMap<string, number>;
}

const BATCH = 100;

/**
 * Encrypts every credential's value anew under the current master key, a row at a time, while the service runs. Can be
 * ended and begun again at any time. `onProgress` is told how many of `total` rows were looked at.
 */
export async function rewrapCredentials(
  db: Queryable,
  ring: MasterKeyRing,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<RewrapReport> {
  const older = ne(table.kid, ring.current('credential').kid);
  const [{ total } = { total: 0 }] = await db.select({ total: count() }).from(table).where(older);
  const unreadable = new Map<string, number>();
  let rewrapped = 0;
  let done = 0;
  for (let after = ''; ; ) {
    const { id, workspaceId, value, kid } = table;
    const rows = await db
      .select({ id, workspaceId, value, kid })
      .from(table)
      .where(and(older, gt(id, after)))
      .orderBy(asc(id))
      .limit(BATCH);
    for (const row of rows) {
      const outcome = await rewrap(db, ring, row);
      if (outcome === 'rewrapped') rewrapped += 1;
      if (outcome === 'unreadable') unreadable.set(row.kid, (unreadable.get(row.kid) ?? 0) + 1);
    }
    done += rows.length;
    onProgress(done, Math.max(total, done));
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return { rewrapped, unreadable };
    after = last.id;
  }
}

/**
 * No change goes into the feed, and the version stays: what gateways hold is the plain text, which is the same. A row
 * that was given another value meanwhile keeps that one; where a replica has encrypted it under an older master key
 * still, the next run finds it.
 */
async function rewrap(
  db: Queryable,
  ring: MasterKeyRing,
  row: { id: string; workspaceId: string; value: string; kid: string },
): Promise<'rewrapped' | 'overtaken' | 'unreadable'> {
  const opened = await openValue(ring, row, row);
  if (!opened.ok) return 'unreadable';
  const { rowCount } = await db
    .update(table)
    .set(await sealValue(ring, row, opened.value))
    .where(and(eq(table.id, row.id), eq(table.value, row.value)));
  return rowCount === 1 ? 'rewrapped' : 'overtaken';
}
