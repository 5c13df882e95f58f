import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Queryable } from '../database/connect.ts';
import { keyResource, keyResourceSchema } from '../keys/key-resource.ts';
import { clientMembers, createMembers, editMembers, type KeySurface } from '../keys/key-surface.ts';
import { workspaceOf } from '../principals/request-principal.ts';
import type { WorkspaceTenant } from '../workspaces/workspaces-repository.ts';
import { gatewaysRepository } from './gateways-repository.ts';

const tenant = 'workspace';
const { allowedIps, limits } = clientMembers;

/**
 * The keys of one gateway. They have no permissions: a key of a gateway calls the models of that gateway, which is all
 * that it can mean.
 */
export const gatewayKeys: KeySurface = {
  kind: 'gw',
  path: '/v1/workspaces/:workspaceId/gateways/:gatewayId/keys',
  tag: 'Gateway keys',
  noun: 'GatewayKey',
  phrase: 'a gateway key',
  auditName: 'gateway-key',
  access: {
    view: { tenant, anyOf: ['gateways:view'] },
    create: { tenant, anyOf: ['gateways:create'] },
    edit: { tenant, anyOf: ['gateways:update', 'gateways:create'] },
    revoke: { tenant, anyOf: ['gateways:delete'] },
    rotate: { tenant, allOf: ['gateways:create', 'gateways:update'] },
  },
  fullEdit: 'gateways:update',
  requirePlace: async (request) =>
    requireGateway(request.server.services.db, workspaceOf(request), gatewayIdOf(request)),
  createBody: Type.Object(
    { ...createMembers, allowedIps, limits },
    {
      additionalProperties: false,
      title: 'NewGatewayKey',
      examples: [{ name: 'Support chat', limits: { tokensPerDay: 200_000 }, expiresIn: 'one-year' }],
    },
  ),
  editBody: Type.Object(
    { ...editMembers, allowedIps, limits },
    { additionalProperties: false, minProperties: 1, title: 'GatewayKeyChanges', examples: [{ enabled: false }] },
  ),
  resource: keyResourceSchema(
    'GatewayKey',
    { gatewayId: Type.Union([Type.String(), Type.Null()], { description: 'The gateway whose models it calls.' }) },
    {
      kind: 'gw',
      name: 'Support chat',
      display: 'kw_gw_3kTq9ZpL0aBcDeFg…',
      gatewayId: 'G1a2b3c4d5e6f7g8',
      permissions: [],
      limits: { tokensPerDay: 200_000 },
      tags: [],
    },
  ),
  present: (row, now) => ({ ...keyResource(row, now), gatewayId: row.gatewayId }),
  ownerOf: (request) => ({ kind: 'gw', ...workspaceOf(request), gatewayId: gatewayIdOf(request) }),
  powerOf: async (_body, { organizationId, workspaceId, gatewayId }, tx) => {
    if (organizationId === null || workspaceId === null) throw new Error('a gateway belongs to a workspace');
    // Again, since it may have been deleted meanwhile; from here on it stays until the commit.
    await requireGateway(tx, { organizationId, workspaceId }, gatewayId ?? '');
    return { organizationId, workspaceId, gatewayId: gatewayId ?? null, permissions: [], operator: false };
  },
  editedPermissions: () => undefined,
  authorize: () => undefined,
};

async function requireGateway(db: Queryable, tenant: WorkspaceTenant, id: string): Promise<void> {
  if (!(await gatewaysRepository(db).exists(tenant, id))) throw new ProblemError(PROBLEMS.notFound);
}

function gatewayIdOf({ params }: FastifyRequest): string {
  const values: Record<string, unknown> = Object(params);
  return String(values.gatewayId);
}
