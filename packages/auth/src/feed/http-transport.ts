import { Type } from 'typebox';
import { createJsonClient } from '../connection/index.ts';
import { LeaseGrant, PollAnswer } from '../wire/index.ts';
import type { FeedTransport } from './feed-transport.ts';

/** The feed over key-management's internal API, on connections of its own: a waiting poll holds up no question. */
export interface HttpFeedTransport extends FeedTransport {
  close(): Promise<void>;
}

/** Longer than any poll waits; the lease's keeper gives up long before. */
const SILENCE_MS = 60_000;
const RELEASE_MS = 2_000;
/** Several times what all the changes take that key-management keeps. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** `staleMs` is told to key-management, so that a revoke's answer can say what this process was allowed to trade. */
export function createHttpFeedTransport(options: {
  url: string;
  serviceKey: string;
  staleMs?: number;
}): HttpFeedTransport {
  const { url, serviceKey, staleMs = 0 } = options;
  const client = createJsonClient({
    url,
    serviceKey,
    connections: 2,
    timeoutMs: SILENCE_MS,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  });
  const json = (value: object) => ({ type: 'application/json', text: JSON.stringify(value) });

  return {
    async createLease(signal) {
      const path = '/internal/v1/leases';
      const body = json({ staleMs });
      const answer = await client.call({ method: 'POST', path, body, success: 201, schema: LeaseGrant, signal });
      if ('status' in answer) throw new Error(`key-management granted no lease: ${answer.status}`);
      return answer.value;
    },
    async poll(leaseId, revision, signal, usage = []) {
      const path = `/internal/v1/leases/${leaseId}/poll`;
      const body = json(usage.length === 0 ? { revision } : { revision, usage });
      const answer = await client.call({ method: 'POST', path, body, schema: PollAnswer, signal });
      if ('value' in answer) return answer.value;
      if (answer.status === 410) return undefined;
      throw new Error(`key-management answered the poll with ${answer.status}`);
    },
    async releaseLease(leaseId) {
      const signal = AbortSignal.timeout(RELEASE_MS);
      await client.call({ method: 'DELETE', path: `/internal/v1/leases/${leaseId}`, schema: Type.Unknown(), signal });
    },
    close: () => client.close(),
  };
}
