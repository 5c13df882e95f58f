import { CREDENTIAL_LOCATIONS } from '@keyward/auth';
import { Type } from 'typebox';
import { nullable } from '../http/nullable.ts';
import { Name } from '../names/name.ts';
import { CREDENTIAL_SERVICES } from './credential-services.ts';
import { VISIBILITIES } from './credentials-table.ts';

export const Service = Type.Enum([...CREDENTIAL_SERVICES.map(({ service }) => service), 'custom'], {
  type: 'string',
  description: 'Of the catalogue, `GET /v1/credential-services`, or `custom`.',
});
const Location = Type.Enum([...CREDENTIAL_LOCATIONS], {
  type: 'string',
  description: 'Where the value goes in a request; left out, as the catalogue says.',
});
const KeyName = nullable(Type.String(), 'Of the header or query parameter; null for `bearer`.');
const Visibility = Type.Enum([...VISIBILITIES], {
  type: 'string',
  description: 'Whether it is for its owner alone. Sharing takes `credentials:share`.',
});
const SharedWith = nullable(
  Type.Array(Type.String({ pattern: '^[0-9A-Za-z]{16}$', 'x-rule': 'an id' }), {
    minItems: 1,
    maxItems: 200,
    uniqueItems: true,
  }),
  'The members and management keys that a shared one is for, beside its owner; null for everybody in the workspace.',
);

/** Bounded, and nothing that could end a header: no controls, no line breaks, no space at either end. */
const Value = Type.String({
  pattern: '^[!-~]([ -~]*[!-~])?$',
  'x-rule': 'visible ASCII characters, without line breaks, and without white space at either end',
  maxLength: 16_384,
  writeOnly: true,
  description: 'The key itself. No answer ever shows it.',
});

export const NewCredential = Type.Object(
  {
    name: Name,
    service: Type.Optional(Service),
    location: Type.Optional(Location),
    keyName: Type.Optional(KeyName),
    value: Value,
    visibility: Type.Optional(Visibility),
    sharedWith: Type.Optional(SharedWith),
  },
  {
    additionalProperties: false,
    title: 'NewCredential',
    description: 'Left out, `service` is `custom` and `visibility` is `personal`.',
    examples: [{ name: 'OpenAI', service: 'openai', value: 'sk-0123456789abcdefghij' }],
  },
);

export const CredentialChanges = Type.Object(
  {
    name: Type.Optional(Name),
    service: Type.Optional(Service),
    location: Type.Optional(Location),
    keyName: Type.Optional(KeyName),
    value: Type.Optional(Value),
    visibility: Type.Optional(Visibility),
    sharedWith: Type.Optional(SharedWith),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    title: 'CredentialChanges',
    description: 'A new `value` is how a credential is rotated: whatever uses it goes on.',
    examples: [{ value: 'sk-9876543210jihgfedcba' }],
  },
);
