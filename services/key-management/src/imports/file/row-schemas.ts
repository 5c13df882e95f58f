import { type Static, Type } from 'typebox';
import { nullable } from '../../http/nullable.ts';
import { ExpiresAt, ExpiresIn } from '../../keys/expiry.ts';
import { AllowedIps, ClientPermissions, Flows, Limits, Metadata, Tags } from '../../keys/key-fields.ts';
import { Name } from '../../names/name.ts';

const Token = Type.String({
  minLength: 1,
  maxLength: 512,
  description: 'The key itself, as client apps present it: 1–512 visible ASCII characters.',
});
const AllowWeak = Type.Optional(
  Type.Boolean({ description: 'Takes a token of fewer than 20 characters, which can be guessed.' }),
);

const shared = {
  flows: Type.Optional(nullable(Flows)),
  allowedIps: Type.Optional(nullable(AllowedIps)),
  limits: Type.Optional(Limits),
  metadata: Type.Optional(Metadata),
  tags: Type.Optional(Tags),
  enabled: Type.Optional(Type.Boolean()),
  expiresAt: Type.Optional(ExpiresAt),
  externalId: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 200 }))),
};

/** A row of a file that somebody wrote. */
export const WrittenRow = Type.Object(
  {
    name: Name,
    token: Type.Optional({ ...Token, description: 'Left out: one is minted, and shown in the answer, once.' }),
    allowWeak: AllowWeak,
    permissions: Type.Optional(ClientPermissions),
    ...shared,
    expiresIn: Type.Optional(ExpiresIn),
  },
  { additionalProperties: false, title: 'WrittenImportRow' },
);
export type WrittenRow = Static<typeof WrittenRow>;

/** A row of an export: no token, but what makes the token work. */
export const ExportedRow = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9A-Za-z]{16}$', 'x-rule': 'an id of 16 letters and digits' }),
    name: Name,
    display: Type.String({ maxLength: 64 }),
    permissions: ClientPermissions,
    ...shared,
    hash: Type.String({ maxLength: 512, description: 'argon2id, as a PHC string.' }),
    lookup: Type.Union(
      [
        Type.Object(
          {
            kid: Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$', 'x-rule': 'the id of a master key' }),
            digest: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', 'x-rule': '128 bits in base64url' }),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ],
      { description: 'Where a token that was not minted by Keyward is found; null for minted ones.' },
    ),
  },
  { additionalProperties: false, title: 'ExportedApiKey' },
);
export type ExportedRow = Static<typeof ExportedRow>;

/** A row of Flowise's. Members that are not listed are not Keyward's to judge. */
export const FlowiseRow = Type.Object(
  {
    keyName: Type.String({ maxLength: 200 }),
    apiKey: Token,
    apiSecret: Type.Optional(nullable(Type.String({ maxLength: 512 }))),
    id: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
    createdAt: Type.Optional(nullable(Type.String({ maxLength: 100 }))),
    updatedDate: Type.Optional(nullable(Type.String({ maxLength: 100 }))),
    workspaceId: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
    permissions: Type.Optional(nullable(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 1000 }))),
    chatFlows: Type.Optional(
      nullable(Type.Array(Type.Object({ flowName: Type.Optional(Type.String()) }), { maxItems: 10_000 })),
    ),
    allowWeak: AllowWeak,
  },
  { title: 'FlowiseApiKey' },
);
export type FlowiseRow = Static<typeof FlowiseRow>;
