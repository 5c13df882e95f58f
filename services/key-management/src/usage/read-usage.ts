import type { Static } from 'typebox';
import type { Scope } from '../http/scope.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { sendUsage, usageSchema } from './send-usage.ts';
import type { UsageQuerystring } from './usage-query.ts';

/** `GET /v1/workspaces/{workspaceId}/usage`: all that was counted in a workspace, of keys of its organization too. */
export function readUsage(scope: Scope): void {
  const schema = { ...usageSchema, operationId: 'getUsage', summary: 'Read the usage of a workspace' };
  scope.get<{ Querystring: Static<typeof UsageQuerystring> }>(
    '/v1/workspaces/:workspaceId/usage',
    { schema },
    (request, reply) => sendUsage(request, reply, workspaceOf(request)),
  );
}
