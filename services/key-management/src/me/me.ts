import { type Static, Type } from 'typebox';
import type { Database } from '../database/connect.ts';
import { presentedKeys } from '../keys/presented-keys.ts';
import { organizationsRepository } from '../organizations/organizations-repository.ts';
import type { Principal } from '../principals/principal.ts';

export const ME_EXAMPLE = {
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
};

/** Who a principal is and what it may do, as answers show it. */
export const Me = Type.Object(
  {
    kind: Type.Enum(['management-key', 'service-key', 'member'], { type: 'string' }),
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
    expiresAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description: 'Of a key.' }),
  },
  {
    title: 'Me',
    examples: [ME_EXAMPLE],
  },
);
export type Me = Static<typeof Me>;

export async function meOf(db: Database, principal: Principal): Promise<Me> {
  const { kind, id, name, operator, grants } = principal;
  const visible = [...new Set(grants.map(({ organizationId }) => organizationId))];
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
    expiresAt: (await endOf(db, principal))?.toISOString() ?? null,
  };
}

async function endOf(db: Database, { kind, id }: Principal): Promise<Date | null | undefined> {
  if (kind === 'member') return null;
  const { key } = await presentedKeys(db).byId(kind === 'service-key' ? 'svc' : 'mgmt', id);
  return key?.expiresAt;
}
