import type { Limited } from './limited.ts';

/** One limit of a request, as its headers tell of it. */
export interface Quota {
  readonly limited: Limited;
  readonly kind: QuotaKind;
  readonly allowed: number;
  readonly remaining: number;
  readonly resetMs: number;
}

export interface QuotaKind {
  /** `requests-per-minute`. */
  readonly policy: string;
  readonly unit: 'requests' | 'tokens' | 'concurrent-requests';
  /** Of the window, in seconds; undefined for what counts in none. */
  readonly windowS: number | undefined;
}

const CONCURRENCY: QuotaKind = { policy: 'concurrent-requests', unit: 'concurrent-requests', windowS: undefined };

/** The largest integer of structured fields (RFC 9651 section 3.3.1). */
const LARGEST = 999_999_999_999_999;

/** Headers that say how much of its limits a request has left. */
export type RateLimitHeaders = { readonly 'ratelimit-policy': string; readonly ratelimit: string };

/** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10); undefined where there is no limit. */
export function rateLimitHeaders(quotas: readonly Quota[]): RateLimitHeaders | undefined {
  if (quotas.length === 0) return undefined;
  let policies = '';
  let counts = '';
  for (const quota of quotas) {
    const separator = policies === '' ? '' : ', ';
    const name = nameOf(quota);
    policies += `${separator}"${name}";q=${integer(quota.allowed)}${unitOf(quota)}${windowOf(quota)}`;
    counts += `${separator}"${name}";r=${integer(quota.remaining)}${resetOf(quota)}`;
  }
  return { 'ratelimit-policy': policies, ratelimit: counts };
}

/** How many more requests may be under way; only for what has such a limit. */
export function concurrencyQuota(limited: Limited, remaining: number): Quota {
  return { limited, kind: CONCURRENCY, allowed: limited.limits.concurrentRequests ?? 0, remaining, resetMs: 0 };
}

function nameOf({ limited, kind }: Quota): string {
  return limited.scope === 'key' ? kind.policy : `${limited.scope}-${kind.policy}`;
}

/** Requests are what is meant where no unit is given. */
function unitOf({ kind: { unit } }: Quota): string {
  return unit === 'requests' ? '' : `;qu="${unit}"`;
}

function windowOf({ kind: { windowS } }: Quota): string {
  return windowS === undefined ? '' : `;w=${windowS}`;
}

function resetOf({ kind: { windowS }, resetMs }: Quota): string {
  return windowS === undefined ? '' : `;t=${Math.ceil(resetMs / 1000)}`;
}

function integer(value: number): number {
  return Math.min(LARGEST, Math.max(0, Math.floor(value)));
}
