import { PROBLEMS, ProblemError } from '@keyward/auth';
import { and, arrayOverlaps, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Queryable } from '../database/connect.ts';
import { brokenConstraint } from '../database/failure.ts';
import { createdAfter } from '../database/keyset.ts';
import type { Position } from '../http/cursor.ts';
import { problems } from '../http/problems.ts';
import { nameKey } from '../names/name.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';
import { type CredentialRow, credentialsTable as table } from './credentials-table.ts';

/** Who looks: the ids that it acts under, or somebody who may see every credential, to delete it. */
export type Viewer = readonly string[] | 'overseer';

type NewCredentialRow = Omit<typeof table.$inferInsert, 'organizationId' | 'workspaceId' | 'nameKey'>;
type Changeable =
  | 'name'
  | 'service'
  | 'location'
  | 'keyName'
  | 'value'
  | 'kid'
  | 'valueHint'
  | 'visibility'
  | 'sharedWith';
/** A member that is left out or undefined leaves its column as it is. */
export type CredentialRowChanges = { readonly [Column in Changeable]?: CredentialRow[Column] | undefined };

/** Every query on credentials but routing's and rewrapping, each within one workspace and what its viewer may see. */
export function credentialsRepository(db: Queryable) {
  const within = ({ organizationId, workspaceId }: WorkspaceTenant) =>
    and(eq(table.organizationId, organizationId), eq(table.workspaceId, workspaceId));
  const one = (tenant: WorkspaceTenant, viewer: Viewer, id: string) =>
    and(within(tenant), visibleTo(viewer), eq(table.id, id));

  return {
    list(
      tenant: WorkspaceTenant,
      viewer: Viewer,
      service: string | undefined,
      after: Position | undefined,
      limit: number,
    ): Promise<CredentialRow[]> {
      return db
        .select()
        .from(table)
        .where(
          and(
            within(tenant),
            visibleTo(viewer),
            service === undefined ? undefined : eq(table.service, service),
            createdAfter(table.createdAt, table.id, after),
          ),
        )
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit);
    },

    async find(tenant: WorkspaceTenant, viewer: Viewer, id: string): Promise<CredentialRow | undefined> {
      const [row] = await db
        .select()
        .from(table)
        .where(one(tenant, viewer, id));
      return row;
    },

    /** Throws 404. */
    async read(tenant: WorkspaceTenant, viewer: Viewer, id: string): Promise<CredentialRow> {
      return present(
        await db
          .select()
          .from(table)
          .where(one(tenant, viewer, id)),
      );
    },

    /** Reads and holds the row until the transaction ends, so that a version that was checked stays. Throws 404. */
    async lock(tenant: WorkspaceTenant, viewer: Viewer, id: string): Promise<CredentialRow> {
      return present(
        await db
          .select()
          .from(table)
          .where(one(tenant, viewer, id))
          .for('update'),
      );
    },

    /** Throws 409 where a credential that the name could be mixed up with has it. */
    async insert({ organizationId, workspaceId }: WorkspaceTenant, row: NewCredentialRow): Promise<CredentialRow> {
      const values = { ...row, nameKey: nameKey(row.name), organizationId, workspaceId };
      return present(await refusingTakenName(db.insert(table).values(values).returning(), row.name));
    },

    /** Changes a row that was locked. Throws 409 as `insert`. */
    async update(
      tenant: WorkspaceTenant,
      { id, name }: CredentialRow,
      changes: CredentialRowChanges,
    ): Promise<CredentialRow> {
      const update = db
        .update(table)
        .set({
          ...changes,
          ...(changes.name === undefined ? {} : { nameKey: nameKey(changes.name) }),
          ...(changes.value === undefined ? {} : { valueUpdatedAt: sql`now()` }),
          version: sql`${table.version} + 1`,
          updatedAt: sql`now()`,
        })
        .where(and(within(tenant), eq(table.id, id)))
        .returning();
      return present(await refusingTakenName(update, changes.name ?? name));
    },

    async delete(tenant: WorkspaceTenant, id: string): Promise<void> {
      await db.delete(table).where(and(within(tenant), eq(table.id, id)));
    },
  };
}

function visibleTo(viewer: Viewer) {
  if (viewer === 'overseer') return undefined;
  const ids = [...viewer];
  const shared = and(
    eq(table.visibility, 'shared'),
    or(isNull(table.sharedWith), arrayOverlaps(table.sharedWith, ids)),
  );
  return or(inArray(table.ownerId, ids), shared);
}

async function refusingTakenName<Rows>(query: PromiseLike<Rows>, name: string): Promise<Rows> {
  try {
    return await query;
  } catch (error) {
    if (brokenConstraint(error) !== 'credentials_name') throw error;
    throw new ProblemError(problems.nameTaken, { detail: `A credential is already named ${JSON.stringify(name)}.` });
  }
}

function present([row]: readonly CredentialRow[]): CredentialRow {
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  return row;
}
