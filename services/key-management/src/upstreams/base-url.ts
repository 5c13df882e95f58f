import { PROBLEMS, ProblemError, type UpstreamAddressPolicy } from '@keyward/auth';

/** Throws 400 for a base URL that may not be configured: its form, or an address that upstreams must not have. */
export function requireBaseUrl(policy: UpstreamAddressPolicy, baseUrl: string | undefined): void {
  if (baseUrl === undefined) return;
  const check = policy.checkBaseUrl(baseUrl);
  if (check.ok) return;
  throw new ProblemError(PROBLEMS.validationFailed, { errors: [{ pointer: '/baseUrl', detail: check.detail }] });
}
