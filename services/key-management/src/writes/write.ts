import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Transaction } from '../database/connect.ts';
import { retried } from '../database/retried.ts';
import {
  claimIdempotencyKey,
  type EnforcementMode,
  findAnswer,
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
export interface CommittedAnswer {
  readonly answer: StoredAnswer;
  readonly revision: number | undefined;
  /** Whether it answers a repeat: the operation did not run. */
  readonly repeated: boolean;
}

export interface CommitOptions {
  /** What the transaction runs on, where that is not the pool. */
  readonly db?: Database;
  /** What stands for the body where it was not read into memory, to tell a repeat from another request. */
  readonly bodyDigest?: string;
}

/** Commits a write and sends its answer once what it changed is in force. */
export async function write(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: (context: WriteContext) => Promise<WriteAnswer>,
): Promise<void> {
  const { answer, revision } = await commit(request, operation);
  await sendInForce(request, reply, answer, revision);
}

/**
 * Runs a write in one READ COMMITTED transaction together with its audit record, its change and the answer kept for its
 * Idempotency-Key: all of it or nothing. The operation may run several times, after a deadlock, so it acts on the
 * database only.
 */
export async function commit(
  request: FastifyRequest,
  operation: (context: WriteContext) => Promise<WriteAnswer>,
  options: CommitOptions = {},
): Promise<CommittedAnswer> {
  return await retried(() => attempt(request, operation, options));
}

/** What a request was answered before, under its Idempotency-Key: for work that is not worth doing a second time. */
export async function answeredBefore(
  request: FastifyRequest,
  { db = request.server.services.db, bodyDigest }: CommitOptions,
): Promise<CommittedAnswer | undefined> {
  const repeatable = repeatableRequest(request, bodyDigest);
  if (repeatable === undefined) return undefined;
  const answer = await findAnswer(db, request.server.services.masterKeys, repeatable);
  return answer && { answer, revision: await position(db), repeated: true };
}

async function attempt(
  request: FastifyRequest,
  operation: (context: WriteContext) => Promise<WriteAnswer>,
  { db = request.server.services.db, bodyDigest }: CommitOptions,
): Promise<CommittedAnswer> {
  const repeatable = repeatableRequest(request, bodyDigest);
  const run = async (tx: Transaction): Promise<CommittedAnswer> => {
    if (repeatable !== undefined) {
      const first = await claimIdempotencyKey(tx, request.server.services.masterKeys, repeatable);
      if (first !== undefined) return { answer: first, revision: await position(tx), repeated: true };
    }
    const context = contextOf(tx, request);
    const answer = await operation(context);
    const { status, headers = {}, body = null, replayBody = body, enforcement = 'awaited' } = answer;
    if (repeatable !== undefined) await keepAnswer(tx, repeatable, { status, headers, body: replayBody, enforcement });
    return { answer: { status, headers, body, enforcement }, revision: context.revision, repeated: false };
  };
  return await db.transaction(run, { isolationLevel: 'read committed' });
}

function repeatableRequest(request: FastifyRequest, bodyDigest?: string): RepeatableRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return undefined;
  const { kind, id } = request.principal;
  const content = JSON.stringify([request.method, request.url, bodyDigest ?? request.body ?? null]);
  return { principal: `${kind}:${id}`, key, content };
}
