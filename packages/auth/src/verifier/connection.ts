import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { type Dispatcher, Pool } from 'undici';

import { unavailable } from './unavailable.ts';

/** Questions to key-management, authorised by the service key. Everything but a well-formed 200 rejects. */
export interface KeyManagementConnection {
  /** `path` is relative to the url and may have a query. Rejects with ProblemError `verifierUnavailable` (503). */
  get<S extends TSchema>(path: string, schema: S): Promise<Static<S>>;
  /** The same by POST with a form-encoded body. For questions only: one that was lost in transit is asked again. */
  postForm<S extends TSchema>(path: string, form: Readonly<Record<string, string>>, schema: S): Promise<Static<S>>;
  /** Waits for the questions that are under way; none can be asked afterwards. */
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
}

const MAX_ANSWER_BYTES = 1024 * 1024;
const LOST_CONNECTION: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** A connection pool to key-management with bounded concurrency, queue, time and answer size. */
export function createKeyManagementConnection(options: ConnectionOptions): KeyManagementConnection {
  const { timeoutMs = 3000, maxConcurrent = 16, maxQueued = 1024 } = options;
  const base = new URL(options.url);
  const basePath = base.pathname.replace(/\/$/, '');
  const authorization = `Bearer ${options.serviceKey}`;
  const pool = new Pool(base.origin, {
    connections: maxConcurrent,
    pipelining: 1,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  const validators = new WeakMap<TSchema, Validator>();
  let pending = 0;
  let closing: Promise<void> | undefined;

  async function ask<S extends TSchema>(request: Dispatcher.RequestOptions, schema: S): Promise<Static<S>> {
    if (pending >= maxConcurrent + maxQueued) throw unavailable(new Error('too many questions are waiting'));
    pending++;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const value = readJson(await exchange({ ...request, signal }));
      if (!fits(value, schema)) throw new Error('the answer does not fit its schema');
      return value;
    } catch (cause) {
      throw unavailable(new Error(`${request.method} ${request.path.split('?')[0]} failed`, { cause }));
    } finally {
      pending--;
    }
  }

  async function exchange(request: Dispatcher.RequestOptions): Promise<string> {
    try {
      return await send(request);
    } catch (error) {
      // An idle connection may be closed by the other side at the moment it is used.
      if (LOST_CONNECTION.has(codeOf(error))) return await send(request);
      throw error;
    }
  }

  async function send(request: Dispatcher.RequestOptions): Promise<string> {
    const { statusCode, body } = await pool.request(request);
    if (statusCode !== 200) {
      await body.dump();
      throw new Error(`key-management answered ${statusCode}`);
    }
    return await body.text();
  }

  function fits<S extends TSchema>(value: unknown, schema: S): value is Static<S> {
    let validator = validators.get(schema);
    if (validator === undefined) {
      validator = Compile(schema);
      validators.set(schema, validator);
    }
    return validator.Check(value);
  }

  return {
    get(path, schema) {
      return ask(
        { method: 'GET', path: basePath + path, headers: { authorization, accept: 'application/json' } },
        schema,
      );
    },
    postForm(path, form, schema) {
      const headers = {
        authorization,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = new URLSearchParams(form).toString();
      return ask({ method: 'POST', path: basePath + path, headers, body }, schema);
    },
    close: () => (closing ??= pool.close()),
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new Error('the answer is not JSON');
  }
}
