import { type Static, Type } from 'typebox';

import { KeyLimitsSchema } from './key-limits.ts';

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Revision = Type.Integer({
  minimum: 0,
  description: 'Position of the change feed in the snapshot of the answer.',
});

/** What RFC 7662 introspection answers about a token that may be used, with Keyward's own facts beside it. */
export const IntrospectionActive = Type.Object({
  active: Type.Literal(true),
  scope: Type.String({ description: "The key's permissions, space separated." }),
  client_id: Type.String({ minLength: 1 }),
  token_type: Type.Literal('Bearer'),
  exp: Type.Optional(Type.Integer({ description: 'Seconds since the epoch; absent when the key never expires.' })),
  iat: Type.Integer({ description: 'Seconds since the epoch.' }),
  sub: Type.Optional(Type.String()),
  iss: Type.Optional(Type.String()),
  jti: Type.String({ minLength: 1 }),
  keyward: Type.Object({
    kind: Type.Enum(['api', 'gw'], { type: 'string' }),
    organizationId: Type.String({ minLength: 1 }),
    workspaceId: nullable(Type.String({ minLength: 1, description: 'Null for a key of the whole organization.' })),
    gatewayId: nullable(Type.String({ minLength: 1 })),
    flows: nullable(Type.Array(Type.String(), { description: 'Null when the key may call every flow.' })),
    allowedIps: nullable(Type.Array(Type.String(), { description: 'CIDR blocks; null for any address.' })),
    limits: KeyLimitsSchema,
    revision: Revision,
  }),
});
export type IntrospectionActive = Static<typeof IntrospectionActive>;

/** Any other token: exactly `{"active": false}` to ordinary clients, with the reason to a service key. */
export const IntrospectionInactive = Type.Object({
  active: Type.Literal(false),
  keyward: Type.Optional(
    Type.Object({ revision: Revision, reason: Type.Enum(['unknown', 'revoked', 'expired'], { type: 'string' }) }),
  ),
});
export type IntrospectionInactive = Static<typeof IntrospectionInactive>;

export const IntrospectionAnswer = Type.Union([IntrospectionActive, IntrospectionInactive]);
export type IntrospectionAnswer = Static<typeof IntrospectionAnswer>;
