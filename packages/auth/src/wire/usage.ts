import { type Static, Type } from 'typebox';

/** What one batch, and one poll, may hold at most. With more to report a gateway makes more batches. */
export const USAGE_LIMITS = { batchesInPoll: 4, rowsInBatch: 2_500, denialsInBatch: 500 } as const;

/** For how long a gateway goes on sending a batch that nobody has taken; key-management remembers its id for longer. */
export const USAGE_REPEATED_FOR_MS = 24 * 60 * 60 * 1000;

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
/** One schema with two types: a union makes a validator try both for each of thousands of values. */
const nullableText = (maxLength: number) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], minLength: 1, maxLength });
const Id = text(32);
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const Sum = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000_000 });
/** Milliseconds since the epoch, by the gateway's clock. */
const Moment = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });
const NullableId = nullableText(32);
const Address = nullableText(45);
const FlowId = nullableText(100);
const column = <Schema extends Type.TSchema>(schema: Schema) =>
  Type.Array(schema, { maxItems: USAGE_LIMITS.rowsInBatch });

/** How a request ended: forwarded and answered, refused for a reason, refused by a limit, or failed by the upstream. */
export const UsageOutcome = Type.String({
  pattern: '^(ok|limited|upstream-error|denied:[a-z0-9-]{1,60})$',
  'x-rule': 'ok, limited, upstream-error or denied:<the last part of the problem type>',
});

/**
 * Counted requests, by columns: the n-th members of all of them are one row. What tells rows apart is everything down
 * to `outcome`; a row that comes twice is added up.
 */
export const UsageCounts = Type.Object(
  {
    /** When the hour in which they ended began: seconds since the epoch, a multiple of 3600, by the gateway's clock. */
    hour: column(Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 })),
    keyId: column(Id),
    /** Where they went; null where it did not come to that. A key of one workspace is always counted there. */
    workspaceId: column(NullableId),
    flowId: column(FlowId),
    /** The model's public name. */
    model: column(nullableText(200)),
    /** The name of the upstream behind `/apis/{upstreamName}`. */
    api: column(nullableText(100)),
    /** The client permission that was needed; null where the route needs none. */
    permission: column(nullableText(40)),
    outcome: column(UsageOutcome),
    requests: column(Count),
    /** From the first byte of the request to the last one of the answer. */
    latencyMsSum: column(Sum),
    latencyMsMax: column(Count),
    bytesIn: column(Sum),
    bytesOut: column(Sum),
    promptTokens: column(Sum),
    completionTokens: column(Sum),
  },
  { additionalProperties: false },
);
export type UsageCounts = Static<typeof UsageCounts>;

/**
 * When and from where keys were last accepted, by columns: one row a key, or several for several client addresses. A
 * gateway may leave out addresses of a key that has many.
 */
export const KeyUses = Type.Object(
  { keyId: column(Id), at: column(Moment), ip: column(Address) },
  { additionalProperties: false },
);
export type KeyUses = Static<typeof KeyUses>;

/** When credentials were last injected, one row a credential, by columns. */
export const CredentialUses = Type.Object(
  { credentialId: column(Id), at: column(Moment) },
  { additionalProperties: false },
);
export type CredentialUses = Static<typeof CredentialUses>;

/** A request that was refused although its key is known, also a key that is revoked or expired. */
export const UsageDenial = Type.Object(
  {
    requestId: text(200),
    at: Moment,
    keyId: Id,
    workspaceId: NullableId,
    /** Method and pattern of the route, never the path itself: `POST /api/v1/prediction/{flowId}`. */
    route: text(200),
    flowId: FlowId,
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    /** The path of the problem type; the client may have been told less. */
    problem: Type.String({
      pattern: '^/problems/[a-z0-9-]{1,60}$',
      'x-rule': 'the path of a problem type',
    }),
    /** The reason for the owner, in words that hold nothing secret. */
    detail: nullableText(500),
    ip: Address,
  },
  { additionalProperties: false },
);
export type UsageDenial = Static<typeof UsageDenial>;

/**
 * What a gateway counted since its last batch. `batchId` is random and made once: a repeat carries the same id and the
 * same content, and is added once only.
 */
export const UsageBatch = Type.Object(
  {
    batchId: Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$', 'x-rule': '16–64 of A-Z a-z 0-9 _ -' }),
    counts: UsageCounts,
    keyUses: KeyUses,
    credentialUses: CredentialUses,
    denials: Type.Array(UsageDenial, { maxItems: USAGE_LIMITS.denialsInBatch }),
  },
  { additionalProperties: false },
);
export type UsageBatch = Static<typeof UsageBatch>;
