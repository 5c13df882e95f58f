import type { ProblemType } from '@keyward/auth';

/** The problems of this service beside the shared ones. */
export const problems = {
  invalidCursor: { type: '/problems/invalid-cursor', status: 400, title: 'The cursor is not valid' },
  unsupportedTokenType: { type: '/problems/unsupported-token-type', status: 400, title: 'Not a token for this' },
  privilegeEscalation: { type: '/problems/privilege-escalation', status: 403, title: 'More than the caller holds' },
  keyExpired: { type: '/problems/key-expired', status: 409, title: 'The key has expired' },
  keyNameTaken: { type: '/problems/key-name-taken', status: 409, title: 'The name is taken' },
  keyRetiring: { type: '/problems/key-retiring', status: 409, title: 'The key has been rotated already' },
  keyRevoked: { type: '/problems/key-revoked', status: 409, title: 'The key is revoked' },
  lastOperator: { type: '/problems/last-operator', status: 409, title: 'The last operator must stay' },
  nameTaken: { type: '/problems/name-taken', status: 409, title: 'The name is taken' },
  flowIdTaken: { type: '/problems/flow-id-taken', status: 409, title: 'The flow is registered already' },
  upstreamNotFound: { type: '/problems/upstream-not-found', status: 404, title: 'The upstream does not exist' },
  upstreamInUse: { type: '/problems/upstream-in-use', status: 409, title: 'Flows use the upstream' },
  leaseGone: { type: '/problems/lease-gone', status: 410, title: 'The lease is gone' },
  preconditionFailed: { type: '/problems/precondition-failed', status: 412, title: 'It has changed meanwhile' },
  idempotencyKeyReused: {
    type: '/problems/idempotency-key-reused',
    status: 422,
    title: 'The Idempotency-Key was used for another request',
  },
  databaseUnavailable: { type: '/problems/database-unavailable', status: 503, title: 'The database is out of reach' },
  notReady: { type: '/problems/not-ready', status: 503, title: 'Not ready' },
} as const satisfies Record<string, ProblemType>;
