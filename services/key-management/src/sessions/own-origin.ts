import { ProblemError } from '@keyward/auth';
import type { onRequestAsyncHookHandler } from 'fastify';
import { problems } from '../http/problems.ts';

/**
 * Refuses requests that a page of another site made a browser send: by `Sec-Fetch-Site`, and by an `Origin` that is
 * neither the public address nor the host that the request is for. Other clients than browsers send neither header.
 */
export function ownOriginOnly(publicUrl: string): onRequestAsyncHookHandler {
  const own = new URL(publicUrl).origin;
  return async ({ headers }) => {
    const { origin, host, 'sec-fetch-site': site = 'same-origin' } = headers;
    const isOwn = origin === undefined || origin === own || URL.parse(origin)?.host === host;
    if (isOwn && (site === 'same-origin' || site === 'none')) return;
    throw new ProblemError(problems.foreignOrigin, { detail: 'Signing in and out is for pages of this service only.' });
  };
}
