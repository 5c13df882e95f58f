import type { TokenKind } from '@keyward/auth';
import { and, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { changeCounterTable } from '../changes/changes-table.ts';
import type { Database } from '../database/connect.ts';
import { organizationsTable } from '../organizations/organizations-table.ts';
import { workspacesTable } from '../workspaces/workspaces-table.ts';
import { type KeyRow, keysTable } from './keys-table.ts';

/** What decides on a presented token: half of the columns, since reading rows is most of what an introspection costs. */
const columns = {
  id: keysTable.id,
  kind: keysTable.kind,
  organizationId: keysTable.organizationId,
  workspaceId: keysTable.workspaceId,
  gatewayId: keysTable.gatewayId,
  name: keysTable.name,
  hash: keysTable.hash,
  lookup: keysTable.lookup,
  permissions: keysTable.permissions,
  operator: keysTable.operator,
  flows: keysTable.flows,
  allowedIps: keysTable.allowedIps,
  limits: keysTable.limits,
  enabled: keysTable.enabled,
  createdAt: keysTable.createdAt,
  expiresAt: keysTable.expiresAt,
  revokedAt: keysTable.revokedAt,
  replacedBy: keysTable.replacedBy,
};

/** A key as far as a token is judged by it: with its hash, so never part of an answer or a log line. */
export type PresentedRow = Pick<KeyRow, keyof typeof columns>;

/** What the database knows of a presented token, all of it from one snapshot. */
export interface PresentedKey {
  /** The change feed's position in that snapshot. */
  readonly revision: number;
  /** The live key, or else the one that was revoked last. */
  readonly key: PresentedRow | undefined;
  /** Whether the key's organization or workspace is deleted. */
  readonly tenantDeleted: boolean;
}

export interface PresentedKeys {
  byId(kind: TokenKind, id: string): Promise<PresentedKey>;
  /** By the digests that a foreign token may stand under. */
  byLookup(digests: readonly string[]): Promise<PresentedKey>;
}

/** Finds keys by what a token tells, in one prepared statement each: this is what every cold introspection waits for. */
export function presentedKeys(db: Database): PresentedKeys {
  // Several indexes begin with the kind. Where its statistics are old, as after a large import, Postgres would take one of
  // them to help the one by id, and so go through all keys of the kind; for this comparison it can't use an index.
  const isOfKind = sql`${keysTable.kind} is not distinct from ${sql.placeholder('kind')}`;
  const byId = statement(db, and(isOfKind, eq(keysTable.id, sql.placeholder('id')))).prepare('presented_key_by_id');
  const byLookup = statement(
    db,
    and(isNotNull(keysTable.lookup), sql`${keysTable.lookup} = any(${sql.placeholder('digests')}::text[])`),
  ).prepare('presented_key_by_lookup');
  return {
    byId: async (kind, id) => presentedKey(await byId.execute({ kind, id })),
    byLookup: async (digests) => presentedKey(await byLookup.execute({ digests })),
  };
}

/** Starts at the counter, which always has its one row, so that there is a revision also where there is no key. */
function statement(db: Database, presented: SQL | undefined) {
  return db
    .select({
      revision: changeCounterTable.revision,
      key: columns,
      tenantDeleted: sql<boolean>`(${isNotNull(organizationsTable.deletedAt)} or ${isNotNull(workspacesTable.deletedAt)})`,
    })
    .from(changeCounterTable)
    .leftJoin(keysTable, presented)
    .leftJoin(organizationsTable, eq(organizationsTable.id, keysTable.organizationId))
    .leftJoin(workspacesTable, eq(workspacesTable.id, keysTable.workspaceId))
    .orderBy(desc(isNull(keysTable.revokedAt)), desc(keysTable.rowId))
    .limit(1);
}

function presentedKey(
  rows: readonly { revision: number; key: PresentedRow | null; tenantDeleted: boolean }[],
): PresentedKey {
  const [row] = rows;
  if (row === undefined) throw new Error('the change counter has no row');
  return { revision: row.revision, key: row.key ?? undefined, tenantDeleted: row.tenantDeleted };
}
