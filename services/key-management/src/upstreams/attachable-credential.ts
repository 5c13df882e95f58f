import { ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import { credentialsRepository } from '../credentials/credentials-repository.ts';
import type { Queryable } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import { identitiesOf } from '../principals/identities.ts';
import { permissionsIn } from '../principals/principal.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import type { UpstreamRow } from './upstreams-table.ts';

/**
 * Makes sure that the caller may attach a credential: it is in the workspace, and the caller sees it. 404 where not,
 * wherever else it may exist.
 */
export async function requireAttachable(request: FastifyRequest, db: Queryable, credentialId: string): Promise<void> {
  if (permissionsIn(request.principal, request.tenant).includes('credentials:view')) {
    const viewer = await identitiesOf(db, request.principal);
    const row = await credentialsRepository(db).find(workspaceOf(request), viewer, credentialId);
    if (row !== undefined) return;
  }
  throw new ProblemError(problems.credentialNotFound, {
    errors: [
      { pointer: '/credentialId', detail: 'must be the id of a credential of the workspace that the caller may use' },
    ],
  });
}

/**
 * The same for an edit. Whoever leads an upstream to another origin has its credential sent there, so that takes the
 * right to attach it, too; what is attached already otherwise stays.
 */
export async function requireStillAttachable(
  request: FastifyRequest,
  db: Queryable,
  before: UpstreamRow,
  { credentialId = before.credentialId, baseUrl = before.baseUrl }: { credentialId?: string | null; baseUrl?: string },
): Promise<void> {
  const same = credentialId === before.credentialId && new URL(baseUrl).origin === new URL(before.baseUrl).origin;
  if (credentialId !== null && !same) await requireAttachable(request, db, credentialId);
}
