import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import { permissionMembers } from '../management-keys/requested-permissions.ts';
import { Name } from '../names/name.ts';
import type { MemberRow } from './members-table.ts';

/** Of the provider's token, taken as it is: compared byte for byte. */
const Claim = (description: string, example: string) =>
  Type.String({
    minLength: 1,
    maxLength: 255,
    pattern: '^[^\\p{Cc}]+$',
    'x-rule': 'text without control characters',
    description,
    examples: [example],
  });
const Subject = Claim("The OpenID provider's `sub` of one person.", '248289761001');
const Group = Claim("A value of the OpenID provider's groups claim: everybody in that group.", 'platform-team');
const Email = Type.String({
  maxLength: 254,
  pattern: '^[^\\s@\\p{Cc}]+@[^\\s@\\p{Cc}]+$',
  'x-rule': 'an e-mail address',
  examples: ['ada@example.com'],
});
const WorkspaceReference = 'The only workspace that the permissions hold in; null for all of the organization.';

export const Member = Type.Object(
  {
    id: Type.String(),
    organizationId: Type.String(),
    workspaceId: nullable(Type.String(), WorkspaceReference),
    subject: nullable(Type.String()),
    group: nullable(Type.String()),
    displayName: nullable(Type.String()),
    email: nullable(Type.String()),
    role: nullable(Type.String(), 'The role that the permissions came from, if they did.'),
    permissions: Type.Array(Type.String()),
    createdAt: Type.String({ format: 'date-time' }),
    createdBy: Type.String({ description: 'The id of the principal that created it.' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  {
    title: 'Member',
    examples: [
      {
        id: 'P1a2b3c4d5e6f7g8',
        organizationId: 'Q4b9ZpL0aBcDeFgH',
        workspaceId: null,
        subject: '248289761001',
        group: null,
        displayName: 'Ada Lovelace',
        email: 'ada@example.com',
        role: null,
        permissions: ['apikeys:view', 'apikeys:create'],
        createdAt: '2026-01-05T09:30:00.000Z',
        createdBy: '3kTq9ZpL0aBcDeFg',
        updatedAt: '2026-01-05T09:30:00.000Z',
      },
    ],
  },
);

export const NewMember = Type.Object(
  {
    subject: Type.Optional(Subject),
    group: Type.Optional(Group),
    displayName: Type.Optional(Name),
    email: Type.Optional(Email),
    workspaceId: Type.Optional(nullable(Type.String(), WorkspaceReference)),
    ...permissionMembers,
  },
  {
    additionalProperties: false,
    title: 'NewMember',
    description: 'Either `subject` or `group`, and either `permissions` or `role`.',
    examples: [
      { subject: '248289761001', displayName: 'Ada Lovelace', permissions: ['apikeys:view', 'apikeys:create'] },
    ],
  },
);

/** A row as answers and audit records show it. */
export function memberResource(row: MemberRow): Static<typeof Member> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    subject: row.subject,
    group: row.group,
    displayName: row.displayName,
    email: row.email,
    role: row.role,
    permissions: row.permissions,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}
