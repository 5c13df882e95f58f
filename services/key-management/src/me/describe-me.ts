import { type Static, Type } from 'typebox';
import type { Scope } from '../http/scope.ts';
import { presentedKeys } from '../keys/presented-keys.ts';
import { organizationsRepository } from '../organizations/organizations-repository.ts';

const Me = Type.Object(
  {
    kind: Type.Enum(['management-key', 'service-key'], { type: 'string' }),
    id: Type.String(),
    name: Type.String(),
    operator: Type.Boolean({ description: 'Whether the caller is owner in every organization.' }),
    grants: Type.Array(
      Type.Object({
        organizationId: Type.String(),
        organizationName: Type.String(),
        workspaceId: Type.Union([Type.String(), Type.Null()], { description: 'Null: in the whole organization.' }),
        permissions: Type.Array(Type.String()),
      }),
    ),
    expiresAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  {
    title: 'Me',
    examples: [
      {
        kind: 'management-key',
        id: 'M5d3XqN2cDeFgHiJ',
        name: 'Deploy pipeline',
        operator: false,
        grants: [
          {
            organizationId: 'Q4b9ZpL0aBcDeFgH',
            organizationName: 'Acme',
            workspaceId: null,
            permissions: ['flows:view', 'flows:update'],
          },
        ],
        expiresAt: null,
      },
    ],
  },
);
type Me = Static<typeof Me>;

/** `GET /v1/me`: who the caller is and what it may do. */
export function describeMe(scope: Scope): void {
  const schema = {
    operationId: 'getMe',
    summary: 'Read who the caller is',
    tags: ['Tokens'],
    response: { 200: Me },
  };
  const { db } = scope.services;
  const keys = presentedKeys(db);
  scope.get('/v1/me', { schema }, async (request): Promise<Me> => {
    const { kind, id, name, operator, grants } = request.principal;
    const { key } = await keys.byId(kind === 'service-key' ? 'svc' : 'mgmt', id);
    const visible = grants.map(({ organizationId }) => organizationId);
    const organizations = await organizationsRepository(db).list({ visible, after: undefined, limit: visible.length });
    const names = new Map(organizations.map((organization) => [organization.id, organization.name]));
    return {
      kind,
      id,
      name,
      operator,
      grants: grants.map(({ organizationId, workspaceId, permissions }) => ({
        organizationId,
        organizationName: names.get(organizationId) ?? '',
        workspaceId,
        permissions: [...permissions],
      })),
      expiresAt: key?.expiresAt?.toISOString() ?? null,
    };
  });
}
