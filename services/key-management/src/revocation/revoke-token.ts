import { ProblemError, parseToken } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { recordChange } from '../changes/record-change.ts';
import { problems } from '../http/problems.ts';
import type { Scope } from '../http/scope.ts';
import { findPresentedKey } from '../introspection/find-presented-key.ts';
import { keyResource } from '../keys/key-resource.ts';
import { keysRepository } from '../keys/keys-repository.ts';
import { type PresentedRow, presentedKeys } from '../keys/presented-keys.ts';
import { inForce } from '../writes/send-in-force.ts';

const Body = Type.Object(
  { token: Type.String({ description: 'The token to end: it alone authorises.' }) },
  { additionalProperties: false },
);

const REASON = 'given up by its holder';

/** `POST /oauth2/revoke` (RFC 7009): whoever holds a client app's token, found in a leak perhaps, can end it. */
export function revokeToken(scope: Scope): void {
  const schema = {
    operationId: 'revokeToken',
    summary: 'Give up a token',
    description: 'RFC 7009. The token itself authorises. A token that is unknown, or ended already, is 200 as well.',
    tags: ['Tokens'],
    security: [],
    consumes: ['application/x-www-form-urlencoded'],
    body: Body,
    response: { 200: Type.Null({ description: 'The token is not valid, or not any more.' }) },
  };
  const { services } = scope;
  const keys = presentedKeys(services.db);
  scope.post<{ Body: Static<typeof Body> }>('/oauth2/revoke', { schema }, async (request, reply) => {
    const { token } = request.body;
    requireClientToken(token, services.tokenPrefixes);
    const { key, revision } = await findPresentedKey(keys, services, token);
    if (key !== undefined && (await services.secrets.verifySecret(key.hash, token))) {
      // A repeat waits too: the first answer may have been lost before the end was in force.
      await inForce(request, reply, key.revokedAt === null ? await revokeForHolder(request, key) : revision);
    }
    return reply.code(200).send();
  });
}

/** Management and service keys are ended by whoever manages them (RFC 7009 §2.2.1). */
function requireClientToken(token: string, prefixes: readonly string[]): void {
  const parsed = parseToken(token, prefixes);
  if (parsed.form !== 'minted' || parsed.kind === 'api' || parsed.kind === 'gw') return;
  throw new ProblemError(problems.unsupportedTokenType, {
    detail: 'Only the keys of client apps are given up here.',
    members: { error: 'unsupported_token_type' },
  });
}

async function revokeForHolder(request: FastifyRequest, { id, ...owner }: PresentedRow): Promise<number> {
  const { db } = request.server.services;
  const { organizationId, workspaceId } = owner;
  return await db.transaction(async (tx) => {
    const revision = await recordChange(tx, { entity: 'key', entityId: id, workspaceId });
    const keys = keysRepository(tx);
    const row = await keys.find(owner, id);
    if (row === undefined || row.revokedAt !== null) return revision;
    const now = new Date();
    const revoked = await keys.revoke(owner, row, { at: now, by: id, reason: REASON });
    const actor = { type: 'holder', id, name: row.name } as const;
    const type = row.kind === 'gw' ? 'gateway-key' : 'api-key';
    const facts = { requestId: request.id, ip: request.ip, userAgent: request.headers['user-agent'] ?? null };
    await recordAuditEvent(tx, actor, facts, {
      action: `${type}.revoked`,
      target: { type, id, name: row.name },
      organizationId,
      workspaceId,
      before: keyResource(row, now),
      after: { ...keyResource(revoked, now), revokeReason: REASON },
    });
    return revision;
  });
}
