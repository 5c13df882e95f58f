import { createGuardedConnector, ProblemError, type UpstreamAddressPolicy } from '@keyward/auth';
import { LRUCache } from 'lru-cache';
import Pool from 'undici/lib/dispatcher/pool.js';

import { GATEWAY_PROBLEMS } from '../problems.ts';
import { writeWhole } from '../whole-writes.ts';
import type { TimeLimits } from './time-limits.ts';

/** How an upstream is called: over which connections, and with which path in front of a request's own. */
export interface Upstream {
  readonly pool: Pool;
  /** Without a slash at its end; often empty. */
  readonly basePath: string;
}

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
  readonly pool: Pool;
  /** Since the last sweep. A time stamp would have the clock read for each request. */
  used: boolean;
}

/** The connection pools to upstreams, one an origin. The least used are closed when there are many, idle ones after a while. */
export function createUpstreams(policy: UpstreamAddressPolicy, limits: TimeLimits): Upstreams {
  const dial = createGuardedConnector(policy, limits.connectMs);
  const closing = new Set<Promise<void>>();
  const pools = new LRUCache<string, Kept>({
    max: MAX_ORIGINS,
    // Closing waits for what is under way on the pool, so an eviction breaks no stream.
    dispose: ({ pool }) => retire(pool),
  });
  const bases = new LRUCache<string, { origin: string; basePath: string }>({ max: 4 * MAX_ORIGINS });
  const connect: typeof dial = (options, callback) =>
    dial(options, (...[error, socket]) =>
      error === null ? callback(null, writeWhole(socket)) : callback(error, null),
    );
  const sweeping = setInterval(sweep, IDLE_MS).unref();

  function sweep(): void {
    const idle = [...pools.entries()].filter(([, { used }]) => !used);
    for (const [origin] of idle) pools.delete(origin);
    for (const kept of pools.values()) kept.used = false;
  }

  function retire(pool: Pool): void {
    const closed = pool.close().finally(() => closing.delete(closed));
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
    const pool = new Pool(origin, {
      connect,
      allowH2: false,
      pipelining: 1,
      headersTimeout: limits.firstByteMs,
      bodyTimeout: limits.idleStreamMs,
    });
    const kept = { pool, used: true };
    pools.set(origin, kept);
    return kept;
  }

  return {
    at(baseUrl) {
      const { origin, basePath } = bases.get(baseUrl) ?? readBase(baseUrl);
      const kept = pools.get(origin) ?? open(origin);
      kept.used = true;
      return { pool: kept.pool, basePath };
    },
    async close() {
      clearInterval(sweeping);
      pools.clear();
      await Promise.all(closing);
    },
  };
}
