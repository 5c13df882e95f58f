import { type Static, Type } from 'typebox';
import { FlowId } from '../http/path-parameters.ts';
import { Name } from '../names/name.ts';
import type { FlowRow } from './flows-table.ts';

const Public = Type.Boolean({ description: 'Whether it may be called without a key.' });
const UpstreamReference = Type.String({ description: 'An upstream of kind flow-server in the same workspace.' });

export const Flow = Type.Object(
  {
    id: Type.String(),
    organizationId: Type.String(),
    workspaceId: Type.String(),
    name: Type.String(),
    upstreamId: UpstreamReference,
    public: Public,
    createdAt: Type.String({ format: 'date-time' }),
    createdBy: Type.String({ description: 'The id of the principal that registered it.' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  {
    title: 'Flow',
    examples: [
      {
        id: '5f0e3a52-9d1c-4a0b-8f43-2b1d9c1c7a11',
        organizationId: 'Q4b9ZpL0aBcDeFgH',
        workspaceId: 'W7c2YpM1bCdEfGhI',
        name: 'Support agent',
        upstreamId: 'U1a2b3c4d5e6f7g8',
        public: false,
        createdAt: '2026-01-05T09:30:00.000Z',
        createdBy: '3kTq9ZpL0aBcDeFg',
        updatedAt: '2026-01-05T09:30:00.000Z',
      },
    ],
  },
);

export const NewFlow = Type.Object(
  {
    id: FlowId,
    name: Type.Optional(Name),
    upstreamId: UpstreamReference,
    public: Type.Optional(Public),
  },
  {
    additionalProperties: false,
    description: 'Without a name, the id is the name.',
    examples: [{ id: '5f0e3a52-9d1c-4a0b-8f43-2b1d9c1c7a11', name: 'Support agent', upstreamId: 'U1a2b3c4d5e6f7g8' }],
  },
);

export const FlowChanges = Type.Object(
  { name: Type.Optional(Name), upstreamId: Type.Optional(UpstreamReference), public: Type.Optional(Public) },
  { additionalProperties: false, minProperties: 1, examples: [{ public: true }] },
);

/** A row as answers and audit records show it. */
export function flowResource(row: FlowRow): Static<typeof Flow> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    name: row.name,
    upstreamId: row.upstreamId,
    public: row.public,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}
