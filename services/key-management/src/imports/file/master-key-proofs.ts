import { createHmac } from 'node:crypto';
import type { LookupKey } from '../../secrets/lookup-digest.ts';
import { EXPORT_FORMAT } from './file-shape.ts';

/** By the id of each master key what shows that another installation has the same one, and tells nothing else of it. */
export function masterKeyProofs(lookupKeys: readonly LookupKey[]): Record<string, string> {
  return Object.fromEntries(
    lookupKeys.map(({ kid, key }) => {
      const proof = createHmac('sha256', key).update(`proof of ${EXPORT_FORMAT}`).digest();
      return [kid, proof.subarray(0, 16).toString('base64url')];
    }),
  );
}
