import { integer, type QuotaPolicy } from './quota-policies.ts';

/** One limit of a request, as its headers tell of it. */
export interface Quota {
  readonly policy: QuotaPolicy;
  readonly remaining: number;
  /** Until its window ends. */
  readonly resetMs: number;
}

/** Headers that say how much of its limits a request has left. */
export type RateLimitHeaders = { readonly 'ratelimit-policy': string; readonly ratelimit: string };

/** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10); undefined where there is no limit. */
export function rateLimitHeaders(quotas: readonly Quota[]): RateLimitHeaders | undefined {
  if (quotas.length === 0) return undefined;
  let policies = '';
  let counts = '';
  for (const { policy, remaining, resetMs } of quotas) {
    const separator = policies === '' ? '' : ', ';
    const reset = policy.resets ? `;t=${Math.ceil(resetMs / 1000)}` : '';
    policies += separator + policy.text;
    counts += `${separator}${policy.name};r=${integer(remaining)}${reset}`;
  }
  return { 'ratelimit-policy': policies, ratelimit: counts };
}
