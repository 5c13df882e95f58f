import { createHmac, timingSafeEqual } from 'node:crypto';
import { ProblemError } from '@keyward/auth';
import { and, eq, gte, lt, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../database/connect.ts';
import { problems } from '../http/problems.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { idempotencyKeysTable as table } from './idempotency-keys-table.ts';

/** An answer as a repeat of its request gets it. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly enforcement: EnforcementMode;
}

/** Whether an answer waits for the gateways, and says so. */
export type EnforcementMode = 'reported' | 'awaited' | 'needless';

/** A request that carries an Idempotency-Key: whose, which, and what it asks for. */
export interface RepeatableRequest {
  readonly principal: string;
  readonly key: string;
  /** Method, target and body in one text. */
  readonly content: string;
}

const KEPT_FOR_HOURS = 24;
const NOT_ANSWERED_YET = 0;

/**
 * Takes the key for this transaction. A twin of a request under way waits here for the first one's end. Returns the
 * first answer if there is one; throws 422 where the key was used for a request with other content.
 */
export async function claimIdempotencyKey(
  tx: Transaction,
  ring: MasterKeyRing,
  { principal, key, content }: RepeatableRequest,
): Promise<StoredAnswer | undefined> {
  const fresh = {
    fingerprint: fingerprint(ring.current('idempotency').key, content).toString('base64url'),
    status: NOT_ANSWERED_YET,
    headers: {},
    body: null,
    enforcement: 'needless' as const,
    expiresAt: sql`now() + make_interval(hours => ${KEPT_FOR_HOURS})`,
  };
  const claimed = await tx
    .insert(table)
    .values({ principal, key, ...fresh })
    .onConflictDoUpdate({ target: [table.principal, table.key], set: fresh, setWhere: lt(table.expiresAt, sql`now()`) })
    .returning({ key: table.key });
  if (claimed.length > 0) return undefined;

  const first = await findAnswer(tx, ring, { principal, key, content });
  if (first === undefined) throw new Error('the idempotency key vanished');
  return first;
}

/** The answer kept for a request, if there is one; throws 422 where the key was used for one with other content. */
export async function findAnswer(
  db: Queryable,
  ring: MasterKeyRing,
  { principal, key, content }: RepeatableRequest,
): Promise<StoredAnswer | undefined> {
  const [first] = await db
    .select()
    .from(table)
    .where(and(isRequest(principal, key), gte(table.expiresAt, sql`now()`)));
  if (first === undefined) return undefined;
  const stored = Buffer.from(first.fingerprint, 'base64url');
  const same = ring.all('idempotency').some((derived) => timingSafeEqual(fingerprint(derived.key, content), stored));
  if (!same) {
    throw new ProblemError(problems.idempotencyKeyReused, {
      detail: 'This Idempotency-Key came with another method, path or body within the last 24 hours.',
    });
  }
  const { status, headers, body, enforcement } = first;
  return { status, headers, body, enforcement };
}

/** Keeps the answer for repeats, in the transaction that claimed the key. */
export async function keepAnswer(tx: Transaction, request: RepeatableRequest, answer: StoredAnswer): Promise<void> {
  const { status, headers, body, enforcement } = answer;
  await tx
    .update(table)
    .set({ status, headers: { ...headers }, body, enforcement })
    .where(isRequest(request.principal, request.key));
}

/** Forgets the answers whose time has passed. */
export async function deleteExpiredAnswers(db: Queryable): Promise<void> {
  await db.delete(table).where(lt(table.expiresAt, sql`now()`));
}

function isRequest(principal: string, key: string) {
  return and(eq(table.principal, principal), eq(table.key, key));
}

function fingerprint(key: Uint8Array, content: string): Buffer {
  return createHmac('sha256', key).update(content).digest();
}
