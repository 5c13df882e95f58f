import { type Static, Type } from 'typebox';
import { USAGE_LIMITS, UsageBatch } from './usage.ts';

/**
 * One row of the change feed: what a committed write touched. `entity` is open: a reader that does not know the word
 * drops everything it holds.
 */
export const FeedChange = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  entity: Type.String(),
  entityId: Type.String(),
  workspaceId: Type.Union([Type.String(), Type.Null()]),
});
export type FeedChange = Static<typeof FeedChange>;

/** The answer to `POST /internal/v1/leases`. */
export const LeaseGrant = Type.Object({
  leaseId: Type.String({ minLength: 1 }),
  ttlMs: Type.Integer({ minimum: 1 }),
  epoch: Type.String({ minLength: 1 }),
  revision: Type.Integer({ minimum: 0 }),
});
export type LeaseGrant = Static<typeof LeaseGrant>;

/** A year. */
const LONGEST_STALE_MS = 365 * 24 * 60 * 60 * 1000;

/** The body of `POST /internal/v1/leases`. */
export const LeaseRequest = Type.Object(
  {
    /** For how long this process serves cached answers after its lease, in milliseconds: 0 unless the operator traded the promise. */
    staleMs: Type.Integer({ minimum: 0, maximum: LONGEST_STALE_MS, default: 0 }),
  },
  { additionalProperties: false },
);
export type LeaseRequest = Static<typeof LeaseRequest>;

/**
 * The body of `POST /internal/v1/leases/{leaseId}/poll`: everything up to `revision` has been applied. `usage` are the
 * oldest batches that no answer has named as taken.
 */
export const PollRequest = Type.Object(
  {
    revision: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    usage: Type.Optional(Type.Array(UsageBatch, { maxItems: USAGE_LIMITS.batchesInPoll })),
  },
  { additionalProperties: false },
);
export type PollRequest = Static<typeof PollRequest>;

/**
 * The answer to a poll: the changes after the acknowledged revision, or the order to drop everything. `usageTaken` are
 * the ids of batches that are added and need not be sent again. One that came and is not named is sent again, with
 * a later poll and not at once: changes do not wait for it, and an answer comes also where it could not be added.
 */
export const PollAnswer = Type.Object({
  revision: Type.Integer({ minimum: 0 }),
  changes: Type.Optional(Type.Array(FeedChange)),
  reset: Type.Optional(Type.Literal(true)),
  usageTaken: Type.Optional(Type.Array(Type.String())),
});
export type PollAnswer = Static<typeof PollAnswer>;
