import { PROBLEMS, ProblemError, type UpstreamAddressPolicy } from '@keyward/auth';

/** Throws 400 for a URL that nothing may be posted to: its form, or an address that upstreams must not have either. */
export function requireWebhookUrl(policy: UpstreamAddressPolicy, url: string | undefined): void {
  if (url === undefined) return;
  const check = policy.checkBaseUrl(url);
  if (check.ok) return;
  throw new ProblemError(PROBLEMS.validationFailed, { errors: [{ pointer: '/url', detail: check.detail }] });
}
