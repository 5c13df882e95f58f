import { type Static, Type } from 'typebox';

/** A well-known service: where its key goes in a request, and where a person gets one. */
export const CredentialService = Type.Object(
  {
    service: Type.String({ description: 'What a credential names it by.' }),
    name: Type.String(),
    kind: Type.Enum(['llm', 'api', 'flow-server'], { type: 'string', description: 'The kind of upstream that it is.' }),
    location: Type.Enum(['bearer', 'header', 'query'], { type: 'string' }),
    keyName: Type.Union([Type.String(), Type.Null()], {
      description: 'Of the header or query parameter; null for `bearer`.',
    }),
    baseUrl: Type.Union([Type.String(), Type.Null()], {
      description: 'Null where every customer has one of their own.',
    }),
    keyUrl: Type.String({ description: 'Where a person gets a key.' }),
    valuePattern: Type.Union([Type.String(), Type.Null()], {
      description: 'A regular expression that its keys usually match: to warn of a mix-up, not to refuse.',
    }),
  },
  {
    title: 'CredentialService',
    examples: [
      {
        service: 'openai',
        name: 'OpenAI',
        kind: 'llm',
        location: 'bearer',
        keyName: null,
        baseUrl: 'https://api.openai.com/v1',
        keyUrl: 'https://platform.openai.com/api-keys',
        valuePattern: '^sk-',
      },
    ],
  },
);
export type CredentialService = Static<typeof CredentialService>;
