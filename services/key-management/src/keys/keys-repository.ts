import { ProblemError, type TokenKind } from '@keyward/auth';
import { and, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { problems } from '../http/problems.ts';
import { type KeyListQuery, keyOrder, keysAfter, keysMatching } from './key-list-query.ts';
import { type KeyRow, keysTable, type NewKeyRow } from './keys-table.ts';

/** Whose list a key stands in. Management keys are listed by organization, service keys by the installation. */
export interface KeyOwner {
  readonly kind: TokenKind;
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
  /** For the keys of a gateway. */
  readonly gatewayId?: string | null;
}

/** When, by whom and why keys are revoked. */
export interface Revocation {
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
}

type Changeable =
  | 'name'
  | 'nameKey'
  | 'permissions'
  | 'flows'
  | 'allowedIps'
  | 'limits'
  | 'metadata'
  | 'tags'
  | 'enabled'
  | 'expiresAt'
  | 'replacedBy'
  | 'updatedAt';

/** What of a key may change. A member that is left out or undefined leaves its column as it is. */
export type KeyChanges = { readonly [Column in Changeable]?: KeyRow[Column] | undefined };

/** Every query on keys but introspection's. All that act on one list take its owner first. */
export function keysRepository(db: Queryable) {
  return {
    /** Throws 409 where a live key of the same list has the name. */
    async insert(key: NewKeyRow): Promise<KeyRow> {
      return only(await refusingTakenNames(db.insert(keysTable).values(key).returning(), key.name));
    },

    /** The live key with this id, or the one that was revoked last. */
    async find(owner: KeyOwner, id: string): Promise<KeyRow | undefined> {
      const [row] = await db
        .select()
        .from(keysTable)
        .where(and(ownedBy(owner), eq(keysTable.id, id)))
        .orderBy(desc(isNull(keysTable.revokedAt)), desc(keysTable.rowId))
        .limit(1);
      return row;
    },

    /** Changes a row and counts its version up. Throws 409 where a live key of the same list has the new name. */
    async update(owner: KeyOwner, { rowId, name }: KeyRow, changes: KeyChanges): Promise<KeyRow> {
      const update = db
        .update(keysTable)
        .set({ ...changes, version: nextVersion })
        .where(isRow(owner, rowId))
        .returning();
      return only(await refusingTakenNames(update, changes.name ?? name));
    },

    async revoke(owner: KeyOwner, { rowId }: KeyRow, revocation: Revocation): Promise<KeyRow> {
      return only(await db.update(keysTable).set(revoked(revocation)).where(isRow(owner, rowId)).returning());
    },

    /** One page, at most `limit` rows. */
    async list(owner: KeyOwner, query: KeyListQuery): Promise<KeyRow[]> {
      return await db
        .select()
        .from(keysTable)
        .where(and(ownedBy(owner), keysMatching(query), keysAfter(query)))
        .orderBy(...keyOrder(query))
        .limit(query.limit);
    },

    /** Those of the names, as `nameKey` folds them, that live keys of the list have. */
    async takenNames(owner: KeyOwner, nameKeys: readonly string[]): Promise<Set<string>> {
      const rows = await db
        .select({ nameKey: keysTable.nameKey })
        .from(keysTable)
        .where(and(ownedBy(owner), isNull(keysTable.revokedAt), inArray(keysTable.nameKey, [...nameKeys])));
      return new Set(rows.map(({ nameKey }) => nameKey));
    },

    /**
     * Revokes every live key of an organization or, with `workspaceId`, of one workspace or, with `gatewayId`, of one
     * gateway in it. Returns how many there were.
     */
    async revokeBelow(
      place: { readonly organizationId: string; readonly workspaceId: string | null; readonly gatewayId?: string },
      revocation: Revocation,
    ): Promise<number> {
      const { organizationId, workspaceId, gatewayId } = place;
      const { rowCount } = await db
        .update(keysTable)
        .set(revoked(revocation))
        .where(
          and(
            eq(keysTable.organizationId, organizationId),
            workspaceId === null ? undefined : eq(keysTable.workspaceId, workspaceId),
            gatewayId === undefined ? undefined : eq(keysTable.gatewayId, gatewayId),
            isNull(keysTable.revokedAt),
          ),
        );
      return rowCount ?? 0;
    },

    /** Whether an operator could still act at `now`. */
    async anOperatorRemains(now: Date): Promise<boolean> {
      const rows = await db
        .select({ id: keysTable.id })
        .from(keysTable)
        .where(
          and(
            eq(keysTable.operator, true),
            eq(keysTable.enabled, true),
            isNull(keysTable.revokedAt),
            sql`(${keysTable.expiresAt} is null or ${keysTable.expiresAt} > ${now.toISOString()})`,
          ),
        )
        .limit(1);
      return rows.length > 0;
    },
  };
}

const nextVersion = sql`${keysTable.version} + 1`;

function revoked({ at, by, reason }: Revocation) {
  return { revokedAt: at, revokedBy: by, revokeReason: reason, updatedAt: at, version: nextVersion };
}

function isRow(owner: KeyOwner, rowId: number): SQL | undefined {
  return and(ownedBy(owner), eq(keysTable.rowId, rowId));
}

function ownedBy({ kind, organizationId, workspaceId, gatewayId }: KeyOwner): SQL | undefined {
  const ownerId = kind === 'mgmt' ? organizationId : (gatewayId ?? workspaceId ?? organizationId);
  // The gateway's id alone would also lead from one workspace into another.
  const place = kind === 'gw' ? eq(keysTable.workspaceId, workspaceId ?? '') : undefined;
  return and(eq(keysTable.kind, kind), eq(keysTable.ownerId, ownerId ?? ''), place);
}

async function refusingTakenNames<Result>(query: PromiseLike<Result>, name: string): Promise<Result> {
  try {
    return await query;
  } catch (error) {
    if (brokenConstraint(error) !== 'keys_live_name') throw error;
    throw new ProblemError(problems.keyNameTaken, { detail: `A live key is already named ${JSON.stringify(name)}.` });
  }
}

function only(rows: readonly KeyRow[]): KeyRow {
  const [row] = rows;
  if (row === undefined) throw new Error('the key has vanished');
  return row;
}
