import { PollAnswer, PollRequest, PROBLEMS, ProblemError } from '@keyward/auth';
import type { Static } from 'typebox';
import { problems } from '../http/problems.ts';
import type { Scope } from '../http/scope.ts';
import { unevenColumns } from '../usage/columns.ts';

/** What the largest poll takes that the schema allows, with texts of usual length. */
const BODY_LIMIT = 16 * 1024 * 1024;

/**
 * `POST /internal/v1/leases/{leaseId}/poll`: acknowledges everything up to a revision, renews the lease and waits for
 * what comes after it. 410 when the lease is gone: its holder has to drop all that it remembers and begin anew.
 *
 * Usage is taken in after the renewal and beside the waiting, so that it never delays a change or costs the lease. A poll
 * that brings some is answered as soon as it is in, too.
 */
export function pollLease(scope: Scope): void {
  const schema = { hide: true, body: PollRequest, response: { 200: PollAnswer } };
  type Route = { Body: Static<typeof PollRequest>; Params: { leaseId: string } };
  const path = '/internal/v1/leases/:leaseId/poll';
  scope.post<Route>(path, { schema, bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const { feed, usage } = request.server.services;
    const { revision, usage: batches } = request.body;
    const errors = unevenColumns(batches ?? []);
    if (errors.length > 0) {
      throw new ProblemError(PROBLEMS.validationFailed, { detail: 'The body of the request is not valid.', errors });
    }
    const enough = new AbortController();
    reply.raw.once('close', () => enough.abort());
    const waiting = AbortSignal.any([enough.signal, feed.stopping]);
    let usageTaken: string[] | undefined;
    const takeUsage = async (): Promise<void> => {
      if (batches === undefined) return;
      usageTaken = await usage.take(batches);
      enough.abort();
    };
    const answer = await feed.leases.poll(request.params.leaseId, revision, waiting, () => void takeUsage());
    if (answer === undefined) throw new ProblemError(problems.leaseGone);
    return reply.send({ ...answer, ...(usageTaken && { usageTaken }) });
  });
}
