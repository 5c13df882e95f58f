import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { ENFORCEMENT_EXAMPLE, Enforcement } from '../changes/enforcement.ts';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { problems } from '../http/problems.ts';
import { accepted, conflict } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { type WriteContext, write } from '../writes/write.ts';
import { requireOperator } from './key-for-change.ts';
import type { KeySurface } from './key-surface.ts';
import { keysRepository } from './keys-repository.ts';

const Query = Type.Object(
  {
    reason: Type.Optional(Type.String({ maxLength: 200, description: 'Why; kept with the key and its audit record.' })),
  },
  { additionalProperties: false },
);

const Revoked = Type.Object(
  { revokedAt: Type.String({ format: 'date-time' }), enforcement: Type.Optional(Enforcement) },
  {
    title: 'RevokedKey',
    description: 'Revoked; no gateway accepts it any more.',
    examples: [
      {
        revokedAt: '2026-03-01T12:00:00.000Z',
        enforcement: ENFORCEMENT_EXAMPLE,
      },
    ],
  },
);

/** `DELETE` of one key: it ends at once and for good. Repeated, it answers the same. */
export function revokeKey(scope: Scope, surface: KeySurface): void {
  const schema = {
    operationId: `revoke${surface.noun}`,
    summary: `Revoke ${surface.phrase}`,
    description:
      'The key ends at once and for good; its row stays for the audit. The answer comes when no gateway accepts it any ' +
      'more and its running requests have ended. Repeated, it waits again and answers the same.',
    tags: [surface.tag],
    headers: IfMatch,
    querystring: Query,
    response: { 200: Revoked, 202: accepted(Revoked), ...conflict(scope, 'It is the last operator.') },
  };
  type Route = { Querystring: Static<typeof Query>; Params: { keyId: string } };
  scope.delete<Route>(`${surface.path}/:keyId`, { schema }, (request, reply) =>
    write(request, reply, async (context) => {
      const { keyId } = request.params;
      const row = await keysRepository(context.tx).find(surface.ownerOf(request), keyId);
      if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
      if (row.revokedAt !== null) await context.changedBefore();
      const revokedAt = row.revokedAt ?? (await revoke(context, surface, request, keyId, request.query.reason ?? null));
      return { status: 200, body: { revokedAt: revokedAt.toISOString() }, enforcement: 'reported' };
    }),
  );
}

async function revoke(
  context: WriteContext,
  surface: KeySurface,
  request: FastifyRequest,
  keyId: string,
  reason: string | null,
): Promise<Date> {
  const owner = surface.ownerOf(request);
  const keys = keysRepository(context.tx);
  await context.changed('key', keyId, owner.workspaceId);
  const row = await keys.find(owner, keyId);
  if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
  // Another request may have come first while this one waited for its turn.
  if (row.revokedAt !== null) return row.revokedAt;
  requireMatch(request.headers['if-match'], row);
  if (row.operator && !request.principal.operator) {
    throw new ProblemError(problems.privilegeEscalation, { detail: 'Only an operator may revoke an operator.' });
  }

  const now = new Date();
  const revoked = await keys.revoke(owner, row, { at: now, by: context.actor.id, reason });
  if (row.operator) await requireOperator(context, now);
  await context.audit({
    action: `${surface.auditName}.revoked`,
    target: { type: surface.auditName, id: row.id, name: row.name },
    workspaceId: row.workspaceId,
    before: surface.present(row, now),
    after: { ...surface.present(revoked, now), revokeReason: reason },
  });
  return now;
}
