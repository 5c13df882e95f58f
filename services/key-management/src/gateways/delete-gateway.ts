import { Type } from 'typebox';
import { IfMatch, requireMatch } from '../http/etag.ts';
import { GatewayId } from '../http/path-parameters.ts';
import { accepted, Deleted } from '../http/responses.ts';
import type { Scope } from '../http/scope.ts';
import { keysRepository } from '../keys/keys-repository.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import { write } from '../writes/write.ts';
import { gatewayResource } from './gateway-resource.ts';
import { gatewaysRepository } from './gateways-repository.ts';

/** `DELETE /v1/workspaces/{workspaceId}/gateways/{gatewayId}`: ends it and every key of it. */
export function deleteGateway(scope: Scope): void {
  scope.delete(
    '/v1/workspaces/:workspaceId/gateways/:gatewayId',
    {
      schema: {
        operationId: 'deleteGateway',
        tags: ['Gateways'],
        summary: 'Delete a gateway',
        description: 'Ends every key of it, at once and for good.',
        params: Type.Object({ gatewayId: GatewayId }),
        headers: IfMatch,
        response: { 200: Deleted, 202: accepted(Deleted) },
      },
    },
    (request, reply) =>
      write(request, reply, async ({ tx, actor, audit, changed }) => {
        const tenant = workspaceOf(request);
        const { gatewayId } = request.params;
        const at = new Date();
        const gateways = gatewaysRepository(tx);
        await changed('gateway', gatewayId, tenant.workspaceId);
        const row = await gateways.lock(tenant, gatewayId);
        requireMatch(request.headers['if-match'], row);

        const revocation = { at, by: actor.id, reason: 'The gateway was deleted.' };
        const revoked = await keysRepository(tx).revokeBelow({ ...tenant, gatewayId }, revocation);
        // One change for all of its keys: whoever remembers a key forgets it with its workspace.
        if (revoked > 0) await changed('workspace', tenant.workspaceId, tenant.workspaceId);
        await gateways.delete(tenant, gatewayId);
        await audit({
          action: 'gateway.deleted',
          target: { type: 'gateway', id: row.id, name: row.name },
          before: gatewayResource(row),
        });
        return { status: 200, body: { deletedAt: at.toISOString() }, enforcement: 'reported' };
      }),
  );
}
