import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Value } from 'typebox/value';

import { PollRequest } from '../wire/index.ts';

export interface ReceivedQuestion {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
  /** The body as it came. */
  readonly text: string;
}

/** What the server does with a question. `reset` breaks the connection instead of an answer. */
export interface StubAnswer {
  status?: number;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  delayMs?: number;
  reset?: true;
}

export type Answerer = (question: ReceivedQuestion) => StubAnswer | Promise<StubAnswer>;

export interface IntrospectionServer {
  readonly url: string;
  /** All questions so far, in their order; without the calls about leases. */
  readonly questions: readonly ReceivedQuestion[];
  /** The largest number of questions that were under way at once. */
  readonly mostAtOnce: number;
  /** From now on it answers so; returns what it answered with before. */
  answerWith(answerer: Answerer): Answerer;
  close(): Promise<void>;
}

/** How long a lease of `leaseAnswer` is, and how long its polls wait. */
const LEASES = '/internal/v1/leases';
const LEASE = { leaseId: 'lease00000000001', ttlMs: 3_000, epoch: 'epoch', revision: 1 };
const POLL_MS = 300;

/**
 * What a key-management in which nothing changes says to calls about leases, taking all usage; undefined for all other
 * calls.
 */
export function leaseAnswer({ method, path, text }: ReceivedQuestion): StubAnswer | undefined {
  if (path === LEASES) return { status: 201, body: LEASE };
  if (!path.startsWith(`${LEASES}/`)) return undefined;
  if (method === 'DELETE') return { status: 204 };
  const answer = { revision: LEASE.revision, changes: [] };
  const { usage } = Value.Parse(PollRequest, JSON.parse(text));
  if (usage !== undefined) return { body: { ...answer, usageTaken: usage.map(({ batchId }) => batchId) } };
  return { body: answer, delayMs: POLL_MS };
}

/** A key-management of a few lines on a real loopback socket; what it says of each token is the test's choice. */
export async function startIntrospectionServer(answerer: Answerer): Promise<IntrospectionServer> {
  let answer = answerer;
  let atOnce = 0;
  let mostAtOnce = 0;
  const questions: ReceivedQuestion[] = [];
  const server = createServer(async (request, response) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    response.on('close', () => atOnce--);
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const question = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
      form: new URLSearchParams(text),
      text,
    };
    if (!question.path.startsWith(LEASES)) questions.push(question);
    const { status = 200, body = '', delayMs = 0, reset } = await answer(question);
    if (delayMs > 0) await delay(delayMs, undefined, { ref: false });
    if (reset) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    questions,
    get mostAtOnce() {
      return mostAtOnce;
    },
    answerWith(next) {
      const before = answer;
      answer = next;
      return before;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
