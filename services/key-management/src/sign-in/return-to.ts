/** Sealed it has to fit into a cookie. */
const MAX_LENGTH = 2000;

/**
 * The absolute address that a person goes to after signing in: `returnTo` where it is a path of this installation, else
 * its root. Judged after parsing, as a browser reads it, since there are many ways to spell another origin.
 */
export function returnAddress(returnTo: string | undefined, publicUrl: string): string {
  const root = new URL(`${publicUrl}/`);
  if (returnTo === undefined || !/^\/(?![/\\])/.test(returnTo)) return root.href;
  const address = URL.parse(returnTo, root.href);
  const isOwn = address !== null && address.origin === root.origin && address.href.length <= MAX_LENGTH;
  return isOwn ? address.href : root.href;
}

/** The address that a person goes to where signing in failed, with the reason's code for the console. */
export function failureAddress(code: SignInError, publicUrl: string): string {
  return new URL(`${publicUrl}/?signInError=${code}`).href;
}

/**
 * Why signing in failed: the person did not agree; it took longer than it may, or began in another browser; the
 * provider's answer was not the one to this question; the provider reported an error; the provider did not answer.
 */
export type SignInError = 'denied' | 'expired' | 'refused' | 'provider-error' | 'provider-unavailable';
