import { createGuardedConnector, ProblemError, type UpstreamAddressPolicy } from '@keyward/auth';
import { LRUCache } from 'lru-cache';
import type { Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
import { createOrigin, type Origin } from '../origins/origin.ts';
import { GATEWAY_PROBLEMS } from '../problems.ts';
import { writeWhole } from '../whole-writes.ts';
import type { TimeLimits } from './time-limits.ts';

/** How an upstream is called: over which connections, and with which path in front of a request's own. */
export interface Upstream {
  /** For requests that are here as a whole. */
  readonly origin: Origin;
  /** For those whose bodies are still coming. */
  readonly streaming: () => StreamingPool;
  /** Without a slash at its end; often empty. */
  readonly basePath: string;
}

/** Undici's pool, as far as it is used here. */
export type StreamingPool = Pick<Dispatcher, 'dispatch' | 'close'> & { readonly closed: boolean };

export interface Upstreams {
  /** Throws ProblemError `upstreamForbidden` (502) where a base URL is not one the gateway may call. */
  at(baseUrl: string): Upstream;
  /** Waits for the requests under way. */
  close(): Promise<void>;
}

const MAX_ORIGINS = 256;
/** A pool that nobody asks for in such a time is closed. */
const IDLE_MS = 10 * 60_000;

interface Kept {
  readonly origin: Origin;
  /** Opened when it is needed first. */
  readonly streaming: () => StreamingPool;
  readonly close: () => Promise<unknown>;
  /** Since the last sweep. A time stamp would have the clock read for each request. */
  used: boolean;
}

/** The connections to upstreams, by their origins. The least used are closed when there are many, idle ones after a while. */
export function createUpstreams(policy: UpstreamAddressPolicy, limits: TimeLimits): Upstreams {
  const dial = createGuardedConnector(policy, limits.connectMs);
  const closing = new Set<Promise<unknown>>();
  const kept = new LRUCache<string, Kept>({
    max: MAX_ORIGINS,
    // Closing waits for what is under way, so an eviction breaks no stream.
    dispose: retire,
  });
  const bases = new LRUCache<string, { origin: string; basePath: string }>({ max: 4 * MAX_ORIGINS });
  const connect: typeof dial = (options, callback) =>
    dial(options, (...[error, socket]) =>
      error === null ? callback(null, writeWhole(socket)) : callback(error, null),
    );
  const sweeping = setInterval(sweep, IDLE_MS).unref();

  function sweep(): void {
    const idle = [...kept.entries()].filter(([, { used }]) => !used);
    for (const [origin] of idle) kept.delete(origin);
    for (const one of kept.values()) one.used = false;
  }

  function retire({ close }: Kept): void {
    const closed = close().finally(() => closing.delete(closed));
    closing.add(closed);
  }

  function readBase(baseUrl: string) {
    const check = policy.checkBaseUrl(baseUrl);
    if (!check.ok) throw new ProblemError(GATEWAY_PROBLEMS.upstreamForbidden, { cause: new Error(check.detail) });
    const { origin, pathname } = check.url;
    const base = { origin, basePath: pathname.endsWith('/') ? pathname.slice(0, -1) : pathname };
    bases.set(baseUrl, base);
    return base;
  }

  function open(origin: string): Kept {
    const own = createOrigin(new URL(origin), dial, limits);
    let pool: StreamingPool | undefined;
    const opened = {
      origin: own,
      streaming: () => (pool ??= openPool(origin)),
      close: () => Promise.all([own.close(), pool?.close()]),
      used: true,
    };
    kept.set(origin, opened);
    return opened;
  }

  function openPool(origin: string): StreamingPool {
    return new Pool(origin, {
      connect,
      allowH2: false,
      pipelining: 1,
      headersTimeout: limits.firstByteMs,
      bodyTimeout: limits.idleStreamMs,
    });
  }

  return {
    at(baseUrl) {
      const { origin: name, basePath } = bases.get(baseUrl) ?? readBase(baseUrl);
      const one = kept.get(name) ?? open(name);
      one.used = true;
      return { origin: one.origin, streaming: one.streaming, basePath };
    },
    async close() {
      clearInterval(sweeping);
      kept.clear();
      await Promise.all(closing);
    },
  };
}
