import { type Static, Type } from 'typebox';
import { UpstreamName } from '../http/path-parameters.ts';
import { UPSTREAM_KINDS, type UpstreamRow } from './upstreams-table.ts';

const Kind = Type.Enum([...UPSTREAM_KINDS], {
  description: 'What it serves: flows, a language model API, or any other API.',
});

const BaseUrl = Type.String({
  maxLength: 2048,
  description: 'An http or https URL without query. Private addresses need UPSTREAM_ALLOW.',
  examples: ['https://flowise.example.com'],
});

const CredentialReference = Type.Union([Type.String(), Type.Null()], {
  description: 'The credential that is sent along, of the same workspace; null for none.',
});

export const Upstream = Type.Object(
  {
    id: Type.String(),
    organizationId: Type.String(),
    workspaceId: Type.String(),
    name: Type.String(),
    kind: Kind,
    baseUrl: Type.String(),
    credentialId: CredentialReference,
    createdAt: Type.String({ format: 'date-time' }),
    createdBy: Type.String({ description: 'The id of the principal that created it.' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  {
    title: 'Upstream',
    examples: [
      {
        id: 'U1a2b3c4d5e6f7g8',
        organizationId: 'Q4b9ZpL0aBcDeFgH',
        workspaceId: 'W7c2YpM1bCdEfGhI',
        name: 'flowise-prod',
        kind: 'flow-server',
        baseUrl: 'https://flowise.example.com',
        credentialId: null,
        createdAt: '2026-01-05T09:30:00.000Z',
        createdBy: '3kTq9ZpL0aBcDeFg',
        updatedAt: '2026-01-05T09:30:00.000Z',
      },
    ],
  },
);

export const NewUpstream = Type.Object(
  { name: UpstreamName, kind: Kind, baseUrl: BaseUrl, credentialId: Type.Optional(CredentialReference) },
  {
    additionalProperties: false,
    examples: [{ name: 'flowise-prod', kind: 'flow-server', baseUrl: 'https://flowise.example.com' }],
  },
);

export const UpstreamChanges = Type.Object(
  {
    name: Type.Optional(UpstreamName),
    baseUrl: Type.Optional(BaseUrl),
    credentialId: Type.Optional(CredentialReference),
  },
  { additionalProperties: false, minProperties: 1, examples: [{ baseUrl: 'https://flowise-2.example.com' }] },
);

/** A row as answers and audit records show it. */
export function upstreamResource(row: UpstreamRow): Static<typeof Upstream> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    name: row.name,
    kind: row.kind,
    baseUrl: row.baseUrl,
    credentialId: row.credentialId,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}
