import { and, asc, desc, gt, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { unusedPermissions } from '../usage/unused-permissions.ts';
import { EXPIRING_FOR_MS, type KeyStatus } from './key-status.ts';
import { type KeyRow, keysTable } from './keys-table.ts';

export const KEY_SORTS = ['createdAt', 'lastUsedAt', 'name'] as const;
export type KeySort = (typeof KEY_SORTS)[number];

/** Where a page begins: right after the row with this sort value. */
export interface KeyPosition {
  readonly value: string;
  readonly rowId: number;
}

/** Which keys of a list are wanted, and in which order. */
export interface KeyListQuery {
  readonly sort: KeySort;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly after: KeyPosition | undefined;
  /** The time that statuses are judged at. */
  readonly now: Date;
  /** Part of the name, in any case. */
  readonly nameKeyPart: string | undefined;
  readonly tag: string | undefined;
  /** Undefined: all that live. */
  readonly statuses: readonly KeyStatus[] | undefined;
  readonly expiresUntil: Date | undefined;
  readonly unusedSince: Date | undefined;
  /** Undefined: both those that were used and those that never were. */
  readonly neverUsed: boolean | undefined;
  /** Undefined: both those that have a permission which they never used and those that have none. */
  readonly permissionsUnused: boolean | undefined;
}

/** A key that was never used sorts before all that were. */
const lastUse = sql`coalesce(${keysTable.lastUsedAt}, '-infinity'::timestamptz)`;

const SORT_VALUES: Record<KeySort, SQL> = {
  createdAt: sql`${keysTable.createdAt}`,
  lastUsedAt: lastUse,
  name: sql`${keysTable.nameKey}`,
};

/** The rows that pass every filter. */
export function keysMatching(query: KeyListQuery): SQL | undefined {
  const { nameKeyPart, tag, statuses, expiresUntil, unusedSince, neverUsed, permissionsUnused, now } = query;
  return and(
    statuses === undefined ? isNull(keysTable.revokedAt) : or(...statuses.map((status) => hasStatus(status, now))),
    nameKeyPart === undefined ? undefined : sql`strpos(${keysTable.nameKey}, ${nameKeyPart}) > 0`,
    tag === undefined ? undefined : sql`${keysTable.tags} @> array[${tag}]::text[]`,
    expiresUntil === undefined ? undefined : and(gt(keysTable.expiresAt, now), lte(keysTable.expiresAt, expiresUntil)),
    unusedSince === undefined
      ? undefined
      : and(lt(keysTable.createdAt, unusedSince), sql`${lastUse} < ${unusedSince.toISOString()}::timestamptz`),
    neverUsed === undefined ? undefined : sql`(${keysTable.lastUsedAt} is null) = ${neverUsed}`,
    permissionsUnused === undefined
      ? undefined
      : sql`(cardinality(${unusedPermissions(sql`${keysTable}`)}) > 0) = ${permissionsUnused}`,
  );
}

/** The rows behind the last page: keyset paging, so that rows which come and go meanwhile neither repeat nor hide others. */
export function keysAfter({ sort, order, after }: KeyListQuery): SQL | undefined {
  if (after === undefined) return undefined;
  const value = sort === 'name' ? sql`${after.value}` : sql`${after.value}::timestamptz`;
  const row = sql`(${SORT_VALUES[sort]}, ${keysTable.rowId})`;
  const last = sql`(${value}, ${after.rowId}::bigint)`;
  return order === 'asc' ? sql`${row} > ${last}` : sql`${row} < ${last}`;
}

export function keyOrder({ sort, order }: KeyListQuery): SQL[] {
  const direction = order === 'asc' ? asc : desc;
  return [direction(SORT_VALUES[sort]), direction(keysTable.rowId)];
}

/** The position right after `row` in a list with this sort. */
export function positionOf(row: KeyRow, sort: KeySort): KeyPosition {
  const values: Record<KeySort, string> = {
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? '-infinity',
    name: row.nameKey,
  };
  return { value: values[sort], rowId: row.rowId };
}

/** `keyStatus` as a condition. */
function hasStatus(status: KeyStatus, now: Date): SQL | undefined {
  const { revokedAt, expiresAt, enabled, replacedBy } = keysTable;
  if (status === 'revoked') return isNotNull(revokedAt);
  if (status === 'expired') return and(isNull(revokedAt), lte(expiresAt, now));
  const lives = and(isNull(revokedAt), or(isNull(expiresAt), gt(expiresAt, now)));
  if (status === 'disabled') return and(lives, sql`not ${enabled}`);
  const ends = and(
    isNotNull(expiresAt),
    or(isNotNull(replacedBy), lte(expiresAt, new Date(now.getTime() + EXPIRING_FOR_MS))),
  );
  return and(lives, sql`${enabled}`, status === 'expiring' ? ends : sql`not coalesce(${ends}, false)`);
}
