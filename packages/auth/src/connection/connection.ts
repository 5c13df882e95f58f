import type { Static, TSchema } from 'typebox';

import { createJsonClient, type JsonCall } from './json-client.ts';
import { unavailable } from './unavailable.ts';
import { withDeadline } from './with-deadline.ts';

/** Questions to key-management, authorised by the service key. Everything but a well-formed 200 rejects. */
export interface KeyManagementConnection {
  /** `path` is relative to the url and may have a query. Rejects with ProblemError `verifierUnavailable` (503). */
  get<S extends TSchema>(path: string, schema: S): Promise<Static<S>>;
  /** The same by POST with a form-encoded body. For questions only: one that was lost in transit is asked again. */
  postForm<S extends TSchema>(path: string, form: Readonly<Record<string, string>>, schema: S): Promise<Static<S>>;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  /** Key-management's base URL. */
  url: string;
  serviceKey: string;
  /** For one question from being asked to the last byte of the answer, waiting included. */
  timeoutMs?: number;
  maxConcurrent?: number;
  /** How many more may wait; the next one is refused at once. */
  maxQueued?: number;
  /** Fields that a question carries beside its own, asked for when it is sent. */
  headers?: (() => Readonly<Record<string, string>>) | undefined;
}

const MAX_ANSWER_BYTES = 1024 * 1024;

const LOST_CONNECTION: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** A connection pool to key-management with bounded concurrency, queue, time and answer size. */
export function createKeyManagementConnection(options: ConnectionOptions): KeyManagementConnection {
  const { url, serviceKey, timeoutMs = 3000, maxConcurrent = 16, maxQueued = 1024 } = options;
  const client = createJsonClient({
    url,
    serviceKey,
    connections: maxConcurrent,
    timeoutMs,
    maxAnswerBytes: MAX_ANSWER_BYTES,
    headers: options.headers,
  });
  let pending = 0;

  async function ask<S extends TSchema>(call: Omit<JsonCall<S>, 'signal'>): Promise<Static<S>> {
    if (pending >= maxConcurrent + maxQueued) throw unavailable(new Error('too many questions are waiting'));
    pending++;
    try {
      const answer = await withDeadline(timeoutMs, (signal) => askAgainIfLost({ ...call, signal }));
      if ('status' in answer) throw new Error(`key-management answered ${answer.status}`);
      return answer.value;
    } catch (cause) {
      throw unavailable(new Error(`${call.method} ${call.path.split('?')[0]} failed`, { cause }));
    } finally {
      pending--;
    }
  }

  async function askAgainIfLost<S extends TSchema>(call: JsonCall<S>) {
    try {
      return await client.call(call);
    } catch (error) {
      // An idle connection may be closed by the other side at the moment it is used.
      if (LOST_CONNECTION.has(codeOf(error))) return await client.call(call);
      throw error;
    }
  }

  return {
    get: (path, schema) => ask({ method: 'GET', path, schema }),
    postForm(path, form, schema) {
      const body = { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() };
      return ask({ method: 'POST', path, body, schema });
    },
    close: () => client.close(),
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
