import type { Lease } from '@keyward/auth';
import { PROBLEMS, ProblemError } from '@keyward/auth';
import type { FastifyInstance } from 'fastify';

import type { Exchange } from '../edge/exchange.ts';
import type { Readiness } from './readiness.ts';

const PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** Whether a request is for what is registered here. */
export function isHealthCheck({ request, path }: Exchange): boolean {
  return PATHS.has(path) && (request.method === 'GET' || request.method === 'HEAD');
}

/** `GET /healthz`: the process lives. `GET /readyz`: it can serve; 503 with the reason where not. */
export function registerHealth(app: FastifyInstance, readiness: Readiness, lease: Lease): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const detail = readiness.problem();
    if (detail !== undefined) throw new ProblemError(PROBLEMS.serviceUnavailable, { detail });
    return reply.header('cache-control', 'no-store').send({ status: 'ready', lease: leaseFacts(lease) });
  });
}

function leaseFacts(lease: Lease): { remainingMs: number; appliedRevision: number } {
  return { remainingMs: Math.round(lease.remainingMs()), appliedRevision: lease.log.applied };
}
