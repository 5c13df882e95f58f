import { parseToken } from '@keyward/auth';
import { keyStatus } from './key-status.ts';
import type { PresentedKey, PresentedKeys, PresentedRow } from './presented-keys.ts';

export interface TokenVerification {
  readonly keys: PresentedKeys;
  readonly tokenPrefixes: readonly string[];
  readonly verifySecret: (phc: string, token: string) => Promise<boolean>;
}

/**
 * Tells which usable key a minted token is: live, not suspended, not expired, its tenant not deleted; undefined for
 * every other token. The row is read each time, so whatever ends the key counts at once.
 */
export function createVerifyToken({ keys, tokenPrefixes, verifySecret }: TokenVerification) {
  return async (token: string): Promise<PresentedRow | undefined> => {
    const parsed = parseToken(token, tokenPrefixes);
    if (parsed.form !== 'minted') return undefined;
    const key = usableKey(await keys.byId(parsed.kind, parsed.id), new Date());
    return key !== undefined && (await verifySecret(key.hash, token)) ? key : undefined;
  };
}

/** The key if it may be used at `now`, whoever presents it. */
export function usableKey({ key, tenantDeleted }: PresentedKey, now: Date): PresentedRow | undefined {
  if (key === undefined || tenantDeleted) return undefined;
  const status = keyStatus(key, now);
  return status === 'active' || status === 'expiring' ? key : undefined;
}
