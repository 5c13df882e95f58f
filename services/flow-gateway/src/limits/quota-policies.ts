import { WINDOW_LIMITS, type WindowLimit } from './limit-table.ts';
import type { Limited } from './limited.ts';

/** A limit as the headers call it. */
export interface QuotaPolicy {
  readonly allowed: number;
  /** `"requests-per-minute"`. */
  readonly name: string;
  /** An item of `RateLimit-Policy`: `"requests-per-minute";q=600;w=60`. */
  readonly text: string;
  /** Whether it counts in windows that end. */
  readonly resets: boolean;
}

/** A limit that counts in windows. */
export interface WindowPolicy extends QuotaPolicy {
  readonly limit: WindowLimit;
}

/** All that limits a key or a gateway. */
export interface QuotaPolicies {
  readonly windows: readonly WindowPolicy[];
  readonly concurrency: QuotaPolicy | undefined;
}

/** The largest integer of structured fields (RFC 9651 section 3.3.1). */
const LARGEST = 999_999_999_999_999;
/** Of how many different limits the policies are remembered; beyond that remembering begins anew. */
const MAX_REMEMBERED = 10_000;

const remembered = {
  key: new Map<Limited['limits'], QuotaPolicies>(),
  gateway: new Map<Limited['limits'], QuotaPolicies>(),
};

/** What limits a key or a gateway. Keys with the same limits have them in common, so that those are few. */
export function policiesOf({ scope, limits }: Limited): QuotaPolicies {
  const policies = remembered[scope];
  const known = policies.get(limits);
  if (known !== undefined) return known;
  if (policies.size === MAX_REMEMBERED) policies.clear();
  const fresh = { windows: windowPolicies(scope, limits), concurrency: concurrencyPolicy(scope, limits) };
  policies.set(limits, fresh);
  return fresh;
}

function windowPolicies(scope: Limited['scope'], limits: Limited['limits']): readonly WindowPolicy[] {
  return WINDOW_LIMITS.flatMap((limit) => {
    const allowed = limits[limit.name];
    if (allowed === undefined) return [];
    const name = nameOf(scope, limit.policy);
    // Requests are what is meant where no unit is given.
    const unit = limit.unit === 'requests' ? '' : `;qu="${limit.unit}"`;
    return { limit, allowed, name, text: `${name};q=${integer(allowed)}${unit};w=${limit.windowS}`, resets: true };
  });
}

function concurrencyPolicy(scope: Limited['scope'], limits: Limited['limits']): QuotaPolicy | undefined {
  const allowed = limits.concurrentRequests;
  if (allowed === undefined) return undefined;
  const name = nameOf(scope, 'concurrent-requests');
  return { allowed, name, text: `${name};q=${integer(allowed)};qu="concurrent-requests"`, resets: false };
}

function nameOf(scope: Limited['scope'], policy: string): string {
  return scope === 'key' ? `"${policy}"` : `"${scope}-${policy}"`;
}

/** A number as structured fields may have it. */
export function integer(value: number): number {
  return Math.min(LARGEST, Math.max(0, Math.floor(value)));
}
