import { Type } from 'typebox';
import type { Access } from '../principals/guard.ts';
import { ClientPermissions } from './key-fields.ts';
import { keyResource, keyResourceSchema } from './key-resource.ts';
import { clientMembers, createMembers, editMembers, type KeySurface } from './key-surface.ts';

const permissions = Type.Optional(ClientPermissions);

/** What both lists of API keys have in common. */
const apiKeys = {
  kind: 'api',
  tag: 'API keys',
  auditName: 'api-key',
  fullEdit: 'apikeys:update',
  createBody: Type.Object(
    { ...createMembers, ...clientMembers, permissions },
    {
      additionalProperties: false,
      title: 'NewApiKey',
      examples: [{ name: 'Production web app', permissions: ['flows:execute'], expiresIn: 'one-year', tags: ['web'] }],
    },
  ),
  editBody: Type.Object(
    { ...editMembers, ...clientMembers, permissions },
    { additionalProperties: false, minProperties: 1, title: 'ApiKeyChanges', examples: [{ enabled: false }] },
  ),
  resource: keyResourceSchema('ApiKey', {}),
  present: keyResource,
  powerOf: async (body, { organizationId, workspaceId }) => ({
    organizationId,
    workspaceId,
    permissions: body.permissions ?? ['flows:execute'],
    operator: false,
  }),
  editedPermissions: (body) => body.permissions,
  // Client permissions mean nothing at this API, so whoever may manage API keys may hand out any of them.
  authorize: () => undefined,
} as const satisfies Partial<KeySurface>;

/** API keys of one workspace. */
export const workspaceApiKeys: KeySurface = {
  ...apiKeys,
  path: '/v1/workspaces/:workspaceId/api-keys',
  noun: 'ApiKey',
  phrase: 'an API key of a workspace',
  access: apiKeyAccess('workspace'),
  ownerOf: ({ tenant }) => ({ kind: 'api', ...tenant }),
};

/** API keys that are valid in every workspace of an organization. */
export const organizationApiKeys: KeySurface = {
  ...apiKeys,
  path: '/v1/organizations/:organizationId/api-keys',
  noun: 'OrganizationApiKey',
  phrase: 'an organization-wide API key',
  access: apiKeyAccess('organization'),
  ownerOf: ({ tenant }) => ({ kind: 'api', ...tenant }),
};

function apiKeyAccess(tenant: 'workspace' | 'organization') {
  return {
    view: { tenant, anyOf: ['apikeys:view'] },
    create: { tenant, anyOf: ['apikeys:create'] },
    edit: { tenant, anyOf: ['apikeys:update', 'apikeys:create'] },
    revoke: { tenant, anyOf: ['apikeys:delete'] },
    rotate: { tenant, allOf: ['apikeys:create', 'apikeys:update'] },
  } as const satisfies Record<string, Access>;
}
