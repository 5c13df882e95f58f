import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What the cookie of a new session holds: 256 random bits, base64url. */
export function newSessionId(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database knows a session by. */
export function sessionDigest(id: string): string {
  return hash('sha256', id, 'base64url');
}

/** The CSRF token of a session: made from its id, which it does not tell; so it is kept nowhere. */
export function csrfTokenOf(id: string): string {
  return createHmac('sha256', id).update('keyward/csrf/v1').digest('base64url');
}

/** Whether a header holds the CSRF token of the session. Takes as long for a near miss as for any other. */
export function isCsrfTokenOf(id: string, presented: unknown): boolean {
  if (typeof presented !== 'string') return false;
  const expected = Buffer.from(csrfTokenOf(id));
  const given = Buffer.from(presented);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
