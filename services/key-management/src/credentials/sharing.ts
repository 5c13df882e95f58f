import { type FieldError, PROBLEMS, ProblemError } from '@keyward/auth';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import type { Queryable } from '../database/connect.ts';
import { invalidBody } from '../keys/invalid-body.ts';
import { keysTable } from '../keys/keys-table.ts';
import { membersTable } from '../members/members-table.ts';
import { permissionsIn } from '../principals/principal.ts';
import type { CredentialRow } from './credentials-table.ts';

/** Whom a credential is for. */
export type Sharing = Pick<CredentialRow, 'visibility' | 'sharedWith'>;

const PERSONAL: Sharing = { visibility: 'personal', sharedWith: null };

/** What a body asks for, of a new credential or of one that is shared as `before` says. Throws 400. */
export function wantedSharing(
  body: { readonly visibility?: Sharing['visibility']; readonly sharedWith?: string[] | null },
  before: Sharing = PERSONAL,
): Sharing {
  const { visibility = before.visibility, sharedWith = visibility === 'personal' ? null : before.sharedWith } = body;
  if (visibility === 'personal' && sharedWith !== null) {
    throw invalidBody({ pointer: '/sharedWith', detail: 'must be left out unless visibility is shared' });
  }
  return { visibility, sharedWith };
}

/**
 * Makes sure that the caller may change the sharing from `before` to `after`: 403 without `credentials:share`, 400 for
 * whoever is added and is neither a member nor a live management key of the organization.
 */
export async function requireSharing(
  request: FastifyRequest,
  db: Queryable,
  after: Sharing,
  before: Sharing = PERSONAL,
): Promise<void> {
  if (after.visibility === before.visibility && sameIds(after.sharedWith, before.sharedWith)) return;
  const needed = 'credentials:share';
  if (!permissionsIn(request.principal, request.tenant).includes(needed)) {
    throw new ProblemError(PROBLEMS.insufficientScope, {
      detail: `Needs ${needed} to change who may use it.`,
      members: { scope: needed },
    });
  }
  const ids = after.sharedWith ?? [];
  // Somebody who has left since may stay in a list that is edited.
  const known = new Set([
    ...(before.sharedWith ?? []),
    ...(await principalsAmong(db, request.tenant.organizationId, ids)),
  ]);
  const errors = ids.flatMap((id, index): FieldError[] =>
    known.has(id)
      ? []
      : [{ pointer: `/sharedWith/${index}`, detail: 'is not a member or management key of the organization' }],
  );
  if (errors.length > 0) throw invalidBody(...errors);
}

async function principalsAmong(db: Queryable, organizationId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const members = await db
    .select({ id: membersTable.id })
    .from(membersTable)
    .where(and(eq(membersTable.organizationId, organizationId), inArray(membersTable.id, [...ids])));
  const keys = await db
    .select({ id: keysTable.id })
    .from(keysTable)
    .where(
      and(
        eq(keysTable.kind, 'mgmt'),
        eq(keysTable.organizationId, organizationId),
        isNull(keysTable.revokedAt),
        inArray(keysTable.id, [...ids]),
      ),
    );
  return [...members, ...keys].map(({ id }) => id);
}

function sameIds(some: readonly string[] | null, others: readonly string[] | null): boolean {
  return JSON.stringify(some?.toSorted() ?? null) === JSON.stringify(others?.toSorted() ?? null);
}
