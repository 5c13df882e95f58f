import type { Scope } from '../http/scope.ts';

/** `DELETE /internal/v1/leases/{leaseId}`: its holder stops, and remembers nothing any more. Repeated: the same. */
export function releaseLease(scope: Scope): void {
  const schema = { hide: true };
  scope.delete<{ Params: { leaseId: string } }>('/internal/v1/leases/:leaseId', { schema }, async (request, reply) => {
    await request.server.services.feed.leases.release(request.params.leaseId);
    return reply.code(204).send();
  });
}
