import { type Static, Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import { AllowedIps, Flows, Limits, Metadata, Tags } from './key-fields.ts';
import { KEY_STATUSES, keyStatus } from './key-status.ts';
import type { KeyRow } from './keys-table.ts';

const Id = Type.String({ examples: ['3kTq9ZpL0aBcDeFg'] });
const Moment = Type.String({ format: 'date-time', examples: ['2026-01-31T09:30:00.000Z'] });

/** The members of a key as every answer shows it: never its token, its secret or its hash. */
const members = {
  id: Id,
  kind: Type.Enum(['api', 'gw', 'mgmt', 'svc'], { type: 'string' }),
  name: Type.String(),
  display: Type.String({ description: 'What may be shown of the token.', examples: ['kw_api_3kTq9ZpL0aBcDeFg…'] }),
  organizationId: nullable(Id),
  workspaceId: nullable(Id),
  permissions: Type.Array(Type.String()),
  flows: nullable(Flows),
  allowedIps: nullable(AllowedIps),
  limits: Limits,
  metadata: Metadata,
  tags: Tags,
  enabled: Type.Boolean({ description: 'False while the key is suspended.' }),
  status: Type.Enum([...KEY_STATUSES], { type: 'string' }),
  createdAt: Moment,
  createdBy: Type.String({ description: 'The id of the principal that created the key.' }),
  updatedAt: Moment,
  expiresAt: nullable(Moment),
  lastUsedAt: nullable(Moment),
  lastUsedIp: nullable(Type.String({ description: 'The client address of the last use.', examples: ['203.0.113.7'] })),
  revokedAt: nullable(Moment),
  replaces: nullable(Type.String({ description: 'The key that this one succeeds.' })),
  replacedBy: nullable(Type.String({ description: 'The key that succeeds this one.' })),
  origin: Type.Enum(['minted', 'imported'], { type: 'string' }),
  externalId: nullable(Type.String({ description: 'The id that an imported key had where it came from.' })),
};
export type KeyResource = Static<Type.TObject<typeof members>>;

const example: KeyResource = {
  id: '3kTq9ZpL0aBcDeFg',
  kind: 'api',
  name: 'Production web app',
  display: 'kw_api_3kTq9ZpL0aBcDeFg…',
  organizationId: 'Q4b9ZpL0aBcDeFgH',
  workspaceId: 'W7c2YpM1bCdEfGhI',
  permissions: ['flows:execute'],
  flows: null,
  allowedIps: null,
  limits: {},
  metadata: {},
  tags: ['web'],
  enabled: true,
  status: 'active',
  createdAt: '2026-01-31T09:30:00.000Z',
  createdBy: 'M5d3XqN2cDeFgHiJ',
  updatedAt: '2026-01-31T09:30:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
  lastUsedIp: null,
  revokedAt: null,
  replaces: null,
  replacedBy: null,
  origin: 'minted',
  externalId: null,
};

/** The schema of a kind of key under its own name, with members of its own and what its example has of its own. */
export function keyResourceSchema<Own extends Record<string, Type.TSchema>>(
  title: string,
  own: Own,
  ownExample: Partial<KeyResource> & Readonly<Record<string, unknown>> = {},
) {
  return Type.Object({ ...members, ...own }, { title, examples: [{ ...example, ...ownExample }] });
}

/** What answers and audit records show of a row at `now`. */
export function keyResource(row: KeyRow, now: Date): KeyResource {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    display: row.display,
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    permissions: row.permissions,
    flows: row.flows,
    allowedIps: row.allowedIps,
    limits: row.limits,
    metadata: row.metadata,
    tags: row.tags,
    enabled: row.enabled,
    status: keyStatus(row, now),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedIp: row.lastUsedIp,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    replaces: row.replaces,
    replacedBy: row.replacedBy,
    origin: row.origin,
    externalId: row.externalId,
  };
}
