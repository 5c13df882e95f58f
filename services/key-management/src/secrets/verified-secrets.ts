import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

type VerifySecret = (phc: string, token: string) => Promise<boolean>;

/**
 * Wraps `verifySecret` so that a token which was verified against a hash is not hashed again for that very hash.
 * Sound as long as the caller reads the row anew each time: the memory answers "this token made this hash", never
 * "this key is live". It keeps SHA-256 digests, no tokens, and is for minted tokens only (256 random bits).
 */
export function rememberVerifiedSecrets(verifySecret: VerifySecret, maxEntries = 10_000): VerifySecret {
  const verified = new LRUCache<string, string>({ max: maxEntries });
  return async (phc, token) => {
    const digest = hash('sha256', token, 'base64');
    if (verified.get(digest) === phc) return true;
    const matches = await verifySecret(phc, token);
    if (matches) verified.set(digest, phc);
    return matches;
  };
}
