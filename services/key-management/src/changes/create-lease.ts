import { LeaseGrant, LeaseRequest } from '@keyward/auth';
import type { Static } from 'typebox';
import type { Scope } from '../http/scope.ts';

/** `POST /internal/v1/leases`: a gateway process begins to follow the change feed. */
export function createLease(scope: Scope): void {
  const schema = { hide: true, body: LeaseRequest, response: { 201: LeaseGrant } };
  scope.post<{ Body: Static<typeof LeaseRequest> }>('/internal/v1/leases', { schema }, async (request, reply) => {
    const grant = await request.server.services.feed.leases.grant(request.body.staleMs);
    return reply.code(201).send(grant);
  });
}
