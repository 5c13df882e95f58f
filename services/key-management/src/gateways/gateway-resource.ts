import { KeyLimitsSchema } from '@keyward/auth';
import { type Static, Type } from 'typebox';
import { Name } from '../names/name.ts';
import type { GatewayWithModels, Model } from './gateways-repository.ts';

const Moment = Type.String({ format: 'date-time' });

const ModelName = (description: string) =>
  Type.String({
    pattern: '^[!-~]{1,200}$',
    'x-rule': '1–200 visible ASCII characters without spaces',
    description,
    examples: ['gpt-4o-mini'],
  });
const PublicName = ModelName('What applications call it.');
const UpstreamReference = Type.String({ description: 'An upstream of kind llm in the same workspace.' });
const UpstreamModel = Type.Union([ModelName("The provider's name for it."), Type.Null()], {
  description: "The provider's own name for it; null where it is the same.",
});

const Models = Type.Array(
  Type.Object(
    { name: PublicName, upstreamId: UpstreamReference, upstreamModel: Type.Optional(UpstreamModel) },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 200, description: 'Each under a name of its own; replaced as a whole.' },
);

const Limits = Type.Object(KeyLimitsSchema.properties, {
  additionalProperties: false,
  description: 'How much all of its keys may use together; what is left out is not limited.',
});

const models = [
  { name: 'fast', upstreamId: 'U1a2b3c4d5e6f7g8', upstreamModel: 'gpt-4o-mini' },
  { name: 'claude-sonnet-4-5', upstreamId: 'U8g7f6e5d4c3b2a1', upstreamModel: null },
];

export const Gateway = Type.Object(
  {
    id: Type.String(),
    organizationId: Type.String(),
    workspaceId: Type.String(),
    name: Type.String(),
    models: Type.Array(Type.Object({ name: PublicName, upstreamId: UpstreamReference, upstreamModel: UpstreamModel })),
    limits: Limits,
    createdAt: Moment,
    createdBy: Type.String({ description: 'The id of the principal that created it.' }),
    updatedAt: Moment,
  },
  {
    title: 'Gateway',
    examples: [
      {
        id: 'G1a2b3c4d5e6f7g8',
        organizationId: 'Q4b9ZpL0aBcDeFgH',
        workspaceId: 'W7c2YpM1bCdEfGhI',
        name: 'Support agents',
        models,
        limits: { tokensPerDay: 2_000_000 },
        createdAt: '2026-01-05T09:30:00.000Z',
        createdBy: '3kTq9ZpL0aBcDeFg',
        updatedAt: '2026-01-05T09:30:00.000Z',
      },
    ],
  },
);

export const NewGateway = Type.Object(
  { name: Name, models: Models, limits: Type.Optional(Limits) },
  { additionalProperties: false, title: 'NewGateway', examples: [{ name: 'Support agents', models }] },
);

export const GatewayChanges = Type.Object(
  { name: Type.Optional(Name), models: Type.Optional(Models), limits: Type.Optional(Limits) },
  {
    additionalProperties: false,
    minProperties: 1,
    title: 'GatewayChanges',
    examples: [{ limits: { tokensPerDay: 5_000_000 } }],
  },
);

/** A row as answers and audit records show it. */
export function gatewayResource(row: GatewayWithModels): Static<typeof Gateway> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    workspaceId: row.workspaceId,
    name: row.name,
    models: row.models.map(({ name, upstreamId, upstreamModel }: Model) => ({ name, upstreamId, upstreamModel })),
    limits: row.limits,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}
