import { PollAnswer, PollRequest, ProblemError } from '@keyward/auth';
import type { Static } from 'typebox';
import { problems } from '../http/problems.ts';
import type { Scope } from '../http/scope.ts';

/**
 * `POST /internal/v1/leases/{leaseId}/poll`: acknowledges everything up to a revision, renews the lease and waits for
 * what comes after it. 410 when the lease is gone: its holder has to drop all that it remembers and begin anew.
 */
export function pollLease(scope: Scope): void {
  const schema = { hide: true, body: PollRequest, response: { 200: PollAnswer } };
  type Route = { Body: Static<typeof PollRequest>; Params: { leaseId: string } };
  scope.post<Route>('/internal/v1/leases/:leaseId/poll', { schema }, async (request, reply) => {
    const { leases, stopping } = request.server.services.feed;
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const waiting = AbortSignal.any([gone.signal, stopping]);
    const answer = await leases.poll(request.params.leaseId, request.body.revision, waiting);
    if (answer === undefined) throw new ProblemError(problems.leaseGone);
    return reply.send(answer);
  });
}
