import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { Static } from 'typebox';
import type { Scope } from '../http/scope.ts';
import type { KeySurface } from '../keys/key-surface.ts';
import { keysRepository } from '../keys/keys-repository.ts';
import { sendUsage, usageSchema } from './send-usage.ts';
import type { UsageQuerystring } from './usage-query.ts';

/** `GET …/{keyId}/usage`: all that was counted of one key, live or revoked. */
export function readKeyUsage(scope: Scope, surface: KeySurface): void {
  const schema = {
    ...usageSchema,
    operationId: `get${surface.noun}Usage`,
    summary: `Read the usage of ${surface.phrase}`,
  };
  type Route = { Querystring: Static<typeof UsageQuerystring>; Params: { keyId: string } };
  scope.get<Route>(`${surface.path}/:keyId/usage`, { schema }, async (request, reply) => {
    const { keyId } = request.params;
    const { organizationId } = request.tenant;
    await surface.requirePlace?.(request);
    const row = await keysRepository(request.server.services.db).find(surface.ownerOf(request), keyId);
    if (row === undefined) throw new ProblemError(PROBLEMS.notFound);
    const { workspaceId } = row;
    return sendUsage(request, reply, { organizationId, keyId, ...(workspaceId !== null && { workspaceId }) });
  });
}
