import { type KeyLimits, ProblemError } from '@keyward/auth';

import { GATEWAY_PROBLEMS } from '../problems.ts';
import type { Limited } from './limited.ts';
import { policiesOf, type WindowPolicy } from './quota-policies.ts';
import { type Quota, rateLimitHeaders } from './rate-limit-headers.ts';

/** What a request wanted of a limit that counts in windows. */
export interface Excess {
  readonly limited: Limited;
  readonly policy: WindowPolicy;
  readonly points: number;
  readonly resetMs: number;
}

/** The refusal of a request by a limit that counts in windows; `told` is what the answer says of all limits. */
export function windowExhausted(
  { limited: { scope }, policy: { limit, allowed }, points, resetMs }: Excess,
  told: readonly Quota[],
): ProblemError {
  const { name, unit, phrase } = limit;
  const verb = unit === 'requests' ? 'make' : 'use';
  const alone = points > allowed ? ` This request alone asks for up to ${points}.` : '';
  return rateLimited(`The ${scope} may ${verb} ${allowed} ${phrase}.${alone}`, { name, scope }, resetMs, told);
}

/** The refusal of a request while as many others are under way as may be. */
export function tooManyAtOnce(limited: Limited): ProblemError {
  const { scope, limits } = limited;
  const detail = `The ${scope} may have ${limits.concurrentRequests} requests under way at the same time.`;
  const policy = policiesOf(limited).concurrency;
  const told = policy === undefined ? [] : [{ policy, remaining: 0, resetMs: 0 }];
  return rateLimited(detail, { name: 'concurrentRequests', scope }, 0, told);
}

/** The refusal of a client that has presented too many bad tokens. */
export function tooManyFailures(resetMs: number): ProblemError {
  return new ProblemError(GATEWAY_PROBLEMS.tooManyFailures, {
    detail: 'Too many tokens from this address were refused.',
    headers: { 'retry-after': retryAfter(resetMs) },
  });
}

function rateLimited(
  detail: string,
  { name, scope }: { name: keyof KeyLimits; scope: Limited['scope'] },
  resetMs: number,
  told: readonly Quota[],
): ProblemError {
  return new ProblemError(GATEWAY_PROBLEMS.rateLimited, {
    detail,
    members: { limit: name, scope },
    headers: { 'retry-after': retryAfter(resetMs), ...rateLimitHeaders(told) },
  });
}

/** Whole seconds, one at least. */
function retryAfter(resetMs: number): string {
  return String(Math.max(1, Math.ceil(resetMs / 1000)));
}
