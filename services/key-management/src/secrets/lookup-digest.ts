import { createHmac, type KeyObject } from 'node:crypto';

/** A key derived from one master key, for look-ups only. */
export interface LookupKey {
  readonly kid: string;
  /** A KeyObject saves most of the time where many digests are made. */
  readonly key: Uint8Array | KeyObject;
}

/**
 * The digests under which a foreign token may stand in the table, `<kid>.<128 bits, base64url>`: one for each key of
 * the ring, the current one first. HMAC-SHA-256, so that whoever has the table alone can't test guesses against it.
 */
export function lookupDigests(ring: readonly LookupKey[], token: string): string[] {
  return ring.map(({ kid, key }) => {
    const digest = createHmac('sha256', key).update(token).digest().subarray(0, 16);
    return `${kid}.${digest.toString('base64url')}`;
  });
}
