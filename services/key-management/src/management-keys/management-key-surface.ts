import { ROLES } from '@keyward/auth';
import { Type } from 'typebox';
import type { Transaction } from '../database/connect.ts';
import { invalidBody } from '../keys/invalid-body.ts';
import { keyResource, keyResourceSchema } from '../keys/key-resource.ts';
import { type CreateKeyBody, createMembers, editMembers, type KeyPower, type KeySurface } from '../keys/key-surface.ts';
import type { KeyOwner } from '../keys/keys-repository.ts';
import { isLive } from '../principals/visible-tenants.ts';
import { requireNoEscalation } from './no-escalation.ts';
import { permissionMembers, requestedPermissions } from './requested-permissions.ts';

const access = { tenant: 'organization', anyOf: ['members:manage'] } as const;

/** Management keys of an organization, those that are valid in one of its workspaces only among them. */
export const managementKeys: KeySurface = {
  kind: 'mgmt',
  path: '/v1/organizations/:organizationId/management-keys',
  tag: 'Management keys',
  noun: 'ManagementKey',
  phrase: 'a management key',
  auditName: 'management-key',
  access: { view: access, create: access, edit: access, revoke: access, rotate: access },
  createBody: Type.Object(
    {
      ...createMembers,
      ...permissionMembers,
      workspaceId: Type.Optional(
        Type.Union([Type.String(), Type.Null()], { description: 'The only workspace it is valid in; null for all.' }),
      ),
      operator: Type.Optional(
        Type.Boolean({
          description: 'Owner in every organization of the installation. Only an operator makes another.',
        }),
      ),
    },
    {
      additionalProperties: false,
      title: 'NewManagementKey',
      examples: [{ name: 'Deploy pipeline', permissions: ['flows:view', 'flows:update'], expiresIn: 'three-months' }],
    },
  ),
  editBody: Type.Object(
    { ...editMembers, ...permissionMembers },
    { additionalProperties: false, minProperties: 1, title: 'ManagementKeyChanges', examples: [{ role: 'viewer' }] },
  ),
  resource: keyResourceSchema(
    'ManagementKey',
    { operator: Type.Boolean({ description: 'Whether it is owner in every organization.' }) },
    {
      kind: 'mgmt',
      name: 'Deploy pipeline',
      display: 'kw_mgmt_3kTq9ZpL0aBcDeFg…',
      workspaceId: null,
      permissions: ['flows:view', 'flows:update'],
      tags: [],
      operator: false,
    },
  ),
  present: (row, now) => ({ ...keyResource(row, now), operator: row.operator }),
  ownerOf: ({ tenant }) => ({ kind: 'mgmt', ...tenant }),
  powerOf,
  editedPermissions: requestedPermissions,
  authorize: ({ principal }, power) => requireNoEscalation(principal, power),
};

async function powerOf(body: CreateKeyBody, owner: KeyOwner, tx: Transaction): Promise<KeyPower> {
  const { organizationId } = owner;
  const { workspaceId = null, operator = false } = body;
  const permissions = requestedPermissions(body) ?? (operator ? [...ROLES.owner] : undefined);
  if (permissions === undefined) throw invalidBody({ pointer: '/permissions', detail: 'is required, or role' });
  if (organizationId === null) throw new Error('a management key belongs to an organization');
  if (workspaceId !== null) {
    if (operator) throw invalidBody({ pointer: '/workspaceId', detail: 'must not be given for an operator' });
    if (!(await isLive(tx, { organizationId, workspaceId }))) {
      throw invalidBody({ pointer: '/workspaceId', detail: 'is not a workspace of this organization' });
    }
  }
  return { organizationId, workspaceId, permissions, operator };
}
