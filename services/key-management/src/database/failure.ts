import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseError } from 'pg';

/**
 * What went wrong in the database. `retryable`: another transaction was in the way, the same may work now;
 * `unavailable`: it could not be reached, is starting or stopping, or took too long; `constraint`: a rule of the
 * schema was broken, by name; `other`: a fault of ours.
 */
export type DatabaseFailure =
  | { kind: 'constraint'; constraint: string }
  | { kind: 'retryable' | 'unavailable' | 'other'; code: string | undefined };

/** serialization_failure, deadlock_detected */
const RETRYABLE = new Set(['40001', '40P01']);

/** query_canceled (statement timeout), lock_not_available, idle_in_transaction_session_timeout, crash recovery. */
const UNAVAILABLE = new Set(['57014', '55P03', '25P03', '57P01', '57P02', '57P03', '57P05']);
/** Connection exceptions, insufficient resources (too many connections, disk full), system errors. */
const UNAVAILABLE_CLASSES = ['08', '53', '58'];

/** node's codes for a connection that can't be made or is gone. */
const NETWORK = /^(ECONN|EHOST|ENET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;
/** node-postgres has no codes for these; their texts are fixed, so they stand for one. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|The server does not support SSL|Cannot use a pool after calling end)/;

/** Classifies an error that a query threw; undefined for one that is not of the database. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (cause instanceof DatabaseError) return serverFailure(cause);
  if (cause instanceof Error) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
    if (code !== undefined && NETWORK.test(code)) return { kind: 'unavailable', code };
    if (LOST.test(cause.message)) return { kind: 'unavailable', code: cause.message };
  }
  return error instanceof DrizzleQueryError ? { kind: 'other', code: undefined } : undefined;
}

/** The name of the constraint or unique index that a write has broken, if that is what the error says. */
export function brokenConstraint(error: unknown): string | undefined {
  const failure = databaseFailure(error);
  return failure?.kind === 'constraint' ? failure.constraint : undefined;
}

function serverFailure({ code, constraint }: DatabaseError): DatabaseFailure {
  if (code !== undefined) {
    if (RETRYABLE.has(code)) return { kind: 'retryable', code };
    if (UNAVAILABLE.has(code) || UNAVAILABLE_CLASSES.includes(code.slice(0, 2))) return { kind: 'unavailable', code };
    if (code.startsWith('23') && constraint !== undefined) return { kind: 'constraint', constraint };
  }
  return { kind: 'other', code };
}
