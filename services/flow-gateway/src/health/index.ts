import type { Lease } from '@keyward/auth';
import { PROBLEMS, ProblemError, problemDocument, problemHeaders } from '@keyward/auth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { RequestHead } from '../edge/client-message.ts';
import type { Readiness } from './readiness.ts';

const TARGET = /^\/(?:healthz|readyz)(?:\?|$)/;

/** Whether a request is for what is registered here. */
export function isHealthCheck({ method, url = '' }: Pick<RequestHead, 'method' | 'url'>): boolean {
  return TARGET.test(url) && (method === 'GET' || method === 'HEAD');
}

/** `GET /healthz`: the process lives. `GET /readyz`: it can serve; 503 with the reason where not. */
export function registerHealth(app: FastifyInstance, readiness: Readiness, lease: Lease): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    const detail = readiness.problem();
    if (detail !== undefined) return notReady(request, reply, detail);
    return reply.header('cache-control', 'no-store').send({ status: 'ready', lease: leaseFacts(lease) });
  });
}

/** Answered, not thrown: what is thrown is logged as a failure, and this is what happens at every start and stop. */
function notReady(request: FastifyRequest, reply: FastifyReply, detail: string): FastifyReply {
  const problem = new ProblemError(PROBLEMS.serviceUnavailable, { detail });
  const headers = { ...problemHeaders(problem), 'cache-control': 'no-store' };
  return reply
    .code(503)
    .headers(headers)
    .send({ ...problemDocument(problem, request.id), message: detail });
}

function leaseFacts(lease: Lease): { remainingMs: number; appliedRevision: number } {
  return { remainingMs: Math.round(lease.remainingMs()), appliedRevision: lease.log.applied };
}
