import { Type } from 'typebox';
import { keyResource, keyResourceSchema } from '../keys/key-resource.ts';
import { createMembers, editMembers, type KeySurface } from '../keys/key-surface.ts';

const access = { tenant: 'none', operator: true } as const;

/** The keys that gateways authenticate with. They belong to the installation, so operators manage them. */
export const serviceKeys: KeySurface = {
  kind: 'svc',
  path: '/v1/service-keys',
  tag: 'Service keys',
  noun: 'ServiceKey',
  phrase: 'a service key',
  auditName: 'service-key',
  access: { view: access, create: access, edit: access, revoke: access, rotate: access },
  createBody: Type.Object(createMembers, {
    additionalProperties: false,
    title: 'NewServiceKey',
    examples: [{ name: 'Gateways of region A' }],
  }),
  editBody: Type.Object(editMembers, {
    additionalProperties: false,
    minProperties: 1,
    title: 'ServiceKeyChanges',
    examples: [{ name: 'Gateways of region B' }],
  }),
  resource: keyResourceSchema(
    'ServiceKey',
    {},
    {
      kind: 'svc',
      name: 'Gateways of region A',
      display: 'kw_svc_3kTq9ZpL0aBcDeFg…',
      organizationId: null,
      workspaceId: null,
      permissions: [],
      tags: [],
    },
  ),
  present: keyResource,
  ownerOf: () => ({ kind: 'svc', organizationId: null, workspaceId: null }),
  powerOf: async () => ({ organizationId: null, workspaceId: null, permissions: [], operator: false }),
  editedPermissions: () => undefined,
  authorize: () => undefined,
};
