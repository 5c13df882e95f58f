import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Transaction } from '../database/connect.ts';
import { databaseFailure } from '../database/failure.ts';
import {
  claimIdempotencyKey,
  type EnforcementMode,
  keepAnswer,
  type RepeatableRequest,
  type StoredAnswer,
} from './idempotency.ts';
import { sendInForce } from './send-in-force.ts';
import { contextOf, position, type WriteContext } from './write-context.ts';

export type { WriteContext };

export interface WriteAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What a repeat under the same Idempotency-Key is answered, where that differs: a token is shown once. */
  readonly replayBody?: unknown;
  /**
   * What the answer does about the changes that the write recorded. `awaited`, where left out: it waits until no gateway
   * can act on what was true before. `reported`: and says what that took, as member `enforcement`. `needless`: nobody
   * can have cached what the write alters.
   */
  readonly enforcement?: EnforcementMode;
}

/** An answer, and the change that has to be in force before it is sent. */
interface CommittedAnswer {
  readonly answer: StoredAnswer;
  readonly revision: number | undefined;
}

const ATTEMPTS = 4;

/**
 * Runs a write in one READ COMMITTED transaction together with its audit record, its change and the answer kept for its
 * Idempotency-Key: all of it or nothing. Sends the answer after the commit. The operation may run several times, after
 * a deadlock, so it acts on the database only.
 */
export async function write(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: (context: WriteContext) => Promise<WriteAnswer>,
): Promise<void> {
  const { db } = request.server.services;
  const { answer, revision } = await retried(() => attempt(db, request, operation));
  await sendInForce(request, reply, answer, revision);
}

async function attempt(
  db: Database,
  request: FastifyRequest,
  operation: (context: WriteContext) => Promise<WriteAnswer>,
): Promise<CommittedAnswer> {
  const repeatable = repeatableRequest(request);
  const run = async (tx: Transaction): Promise<CommittedAnswer> => {
    if (repeatable !== undefined) {
      const first = await claimIdempotencyKey(tx, request.server.services.masterKeys, repeatable);
      if (first !== undefined) return { answer: first, revision: await position(tx) };
    }
    const context = contextOf(tx, request);
    const answer = await operation(context);
    const { status, headers = {}, body = null, replayBody = body, enforcement = 'awaited' } = answer;
    if (repeatable !== undefined) await keepAnswer(tx, repeatable, { status, headers, body: replayBody, enforcement });
    return { answer: { status, headers, body, enforcement }, revision: context.revision };
  };
  return await db.transaction(run, { isolationLevel: 'read committed' });
}

function repeatableRequest(request: FastifyRequest): RepeatableRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return undefined;
  const { kind, id } = request.principal;
  const content = JSON.stringify([request.method, request.url, request.body ?? null]);
  return { principal: `${kind}:${id}`, key, content };
}

async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await run();
    } catch (error) {
      if (attempts === ATTEMPTS || databaseFailure(error)?.kind !== 'retryable') throw error;
    }
  }
}
