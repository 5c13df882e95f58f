import { ProblemError } from '@keyward/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Enforcement } from '../changes/enforcement.ts';
import { databaseFailure } from '../database/failure.ts';
import { problems } from '../http/problems.ts';
import type { StoredAnswer } from './idempotency.ts';

/**
 * Sends the answer of a committed write once no gateway can act on what was true before `revision`, with the receipt
 * where the answer reports one. `Prefer: respond-async` (RFC 7240) sends it at once, as 202.
 */
export async function sendInForce(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: StoredAnswer,
  revision: number | undefined,
): Promise<void> {
  const { status, headers, body, enforcement } = answer;
  if (revision === undefined || enforcement === 'needless') {
    await reply.code(status).headers(headers).send(body);
  } else if (enforcement === 'reported' && prefersAsync(request)) {
    await reply.code(202).headers(headers).header('preference-applied', 'respond-async').send(body);
  } else {
    const receipt = await inForce(request, reply, revision);
    const reported = enforcement === 'reported' ? { ...Object(body), enforcement: receipt } : body;
    await reply.code(status).headers(headers).send(reported);
  }
}

/**
 * Waits for the gateways, for as long as the client waits for us: no receipt where it hangs up. Throws a ProblemError
 * (503) when the database stays out of reach.
 */
export async function inForce(
  request: FastifyRequest,
  reply: FastifyReply,
  revision: number,
): Promise<Enforcement | undefined> {
  const hungUp = new AbortController();
  const hangUp = (): void => hungUp.abort();
  reply.raw.once('close', hangUp);
  try {
    return await request.server.services.feed.enforcer.enforced(revision, hungUp.signal);
  } catch (error) {
    if (hungUp.signal.aborted) return undefined;
    if (databaseFailure(error)?.kind !== 'unavailable') throw error;
    throw new ProblemError(problems.databaseUnavailable, {
      detail:
        'The change is committed, but nobody can tell whether all gateways know. A repeat of the request waits again.',
      headers: { 'retry-after': '1' },
    });
  } finally {
    reply.raw.off('close', hangUp);
  }
}

/** Whether the client does not want to wait for the gateways (RFC 7240). */
export function prefersAsync({ headers }: FastifyRequest): boolean {
  const preferences = [headers.prefer ?? []].flat().join(',').split(',');
  return preferences.some((preference) => /^\s*respond-async\s*(;|$)/i.test(preference));
}
