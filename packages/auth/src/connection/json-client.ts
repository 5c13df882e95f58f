import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import Pool from 'undici/lib/dispatcher/pool.js';

import { receiveAnswer } from './receive-answer.ts';

/** One call. `body` comes with its content type. */
export interface JsonCall<S extends TSchema> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Relative to the url; may have a query. */
  readonly path: string;
  readonly body?: { readonly type: string; readonly text: string };
  /** The one status that is success; 200 unless it says otherwise. */
  readonly success?: 200 | 201;
  /** What an answer of that status holds. */
  readonly schema: S;
  readonly signal: AbortSignal;
}

/** JSON over HTTP to key-management, authorised by the service key. */
export interface JsonClient {
  /** The answer's value, or the status of one that is no success. Throws for an answer that does not fit. */
  call<S extends TSchema>(call: JsonCall<S>): Promise<{ value: Static<S> } | { status: number }>;
  close(): Promise<void>;
}

/** A pool of at most `connections`. `timeoutMs` bounds the dial and each silence in an answer. */
export function createJsonClient(options: {
  url: string;
  serviceKey: string;
  connections: number;
  timeoutMs: number;
  maxAnswerBytes: number;
  /** Fields that a call carries beside its own. */
  headers?: (() => Readonly<Record<string, string>>) | undefined;
}): JsonClient {
  const { timeoutMs, maxAnswerBytes } = options;
  const base = new URL(options.url);
  const basePath = base.pathname.replace(/\/$/, '');
  const authorization = `Bearer ${options.serviceKey}`;
  const pool = new Pool(base.origin, {
    connections: options.connections,
    pipelining: 1,
    connect: { timeout: Math.min(timeoutMs, 3_000) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxAnswerBytes,
  });
  let closing: Promise<void> | undefined;
  const validators = new WeakMap<TSchema, Validator>();

  function fits<S extends TSchema>(value: unknown, schema: S): value is Static<S> {
    let validator = validators.get(schema);
    if (validator === undefined) {
      validator = Compile(schema);
      validators.set(schema, validator);
    }
    return validator.Check(value);
  }

  return {
    async call({ method, path, body: content, success = 200, schema, signal }) {
      const headers = {
        authorization,
        accept: 'application/json',
        ...(content && { 'content-type': content.type }),
        ...options.headers?.(),
      };
      const request = { method, path: basePath + path, headers, ...(content && { body: content.text }) };
      const { status, text } = await receiveAnswer(pool, request, signal);
      if (status !== success) return { status };
      const value = readJson(text);
      if (!fits(value, schema)) throw new Error('the answer does not fit its schema');
      return { value };
    },
    close: () => (closing ??= pool.close()),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new Error('the answer is not JSON');
  }
}
