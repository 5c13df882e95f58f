import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, type AuditEntry, type RequestFacts, recordAuditEvent } from '../audit/record-audit-event.ts';
import { type ChangedEntity, recordChange } from '../changes/record-change.ts';
import type { Database, Transaction } from '../database/connect.ts';
import { databaseFailure } from '../database/failure.ts';
import type { Principal } from '../principals/principal.ts';
import { tenantOf } from '../principals/request-principal.ts';
import { isLive } from '../principals/visible-tenants.ts';
import { claimIdempotencyKey, keepAnswer, type RepeatableRequest, type StoredAnswer } from './idempotency.ts';

type Tenancy = 'organizationId' | 'workspaceId';
/** What is done: in the request's own tenant, or else in the organization of who does it, unless it names another. */
type Act = Omit<AuditEntry, Tenancy> & Partial<Pick<AuditEntry, Tenancy>>;

/** What a write works with: its transaction, who acts, and the two records that belong to it. */
export interface WriteContext {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly facts: RequestFacts;
  /** Records the act; needed in every write. */
  readonly audit: (act: Act) => Promise<void>;
  /**
   * Adds a change to the feed and returns its revision: for every write that can alter an answer of introspection or
   * of routing. To be called first: it puts all such writes in one order, and is 404 for a tenant deleted meanwhile.
   */
  readonly changed: (entity: ChangedEntity, entityId: string, workspaceId: string | null) => Promise<number>;
}

export interface WriteAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What a repeat under the same Idempotency-Key is answered, where that differs: a token is shown once. */
  readonly replayBody?: unknown;
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
  const answer = await retried(() => attempt(db, request, operation));
  await reply.code(answer.status).headers(answer.headers).send(answer.body);
}

async function attempt(
  db: Database,
  request: FastifyRequest,
  operation: (context: WriteContext) => Promise<WriteAnswer>,
): Promise<StoredAnswer> {
  const repeatable = repeatableRequest(request);
  const run = async (tx: Transaction): Promise<StoredAnswer> => {
    if (repeatable !== undefined) {
      const first = await claimIdempotencyKey(tx, request.server.services.masterKeys, repeatable);
      if (first !== undefined) return first;
    }
    const answer = await operation(contextOf(tx, request));
    const { status, headers = {}, body = null, replayBody = body } = answer;
    if (repeatable !== undefined) await keepAnswer(tx, repeatable, { status, headers, body: replayBody });
    return { status, headers, body };
  };
  return await db.transaction(run, { isolationLevel: 'read committed' });
}

function contextOf(tx: Transaction, request: FastifyRequest): WriteContext {
  const { kind, id, name } = request.principal;
  const actor: Actor = { type: kind, id, name };
  const facts = { requestId: request.id, ip: request.ip, userAgent: request.headers['user-agent'] ?? null };
  const tenant = tenantOf(request);
  const tenancy = tenant ?? homeOf(request.principal);
  return {
    tx,
    actor,
    facts,
    audit: (entry) => recordAuditEvent(tx, actor, facts, { ...tenancy, ...entry }),
    async changed(entity, entityId, workspaceId) {
      const revision = await recordChange(tx, { entity, entityId, workspaceId });
      // Deleting a tenant takes the same lock, so from here on it stays as it is until the commit.
      if (tenant !== undefined && !(await isLive(tx, tenant))) throw new ProblemError(PROBLEMS.notFound);
      return revision;
    },
  };
}

/** Where acts on the installation itself are recorded, so that somebody can read of them. */
function homeOf({ grants: [grant] }: Principal): Pick<AuditEntry, Tenancy> {
  return { organizationId: grant?.organizationId ?? null, workspaceId: null };
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
