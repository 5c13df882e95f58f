import { parseToken } from '@keyward/auth';
import type { PresentedKey, PresentedKeys } from '../keys/presented-keys.ts';
import { lookupDigests } from '../secrets/lookup-digest.ts';
import type { Services } from '../services.ts';

/** What a client token's text leads to, the secret not checked yet. A token of another kind leads to no key. */
export async function findPresentedKey(
  keys: PresentedKeys,
  { tokenPrefixes, masterKeys }: Services,
  token: string,
): Promise<PresentedKey> {
  const parsed = parseToken(token, tokenPrefixes);
  if (parsed.form === 'foreign') return keys.byLookup(lookupDigests(masterKeys.all('lookup'), token));
  if (parsed.form === 'minted' && (parsed.kind === 'api' || parsed.kind === 'gw')) {
    return keys.byId(parsed.kind, parsed.id);
  }
  return keys.byLookup([]);
}
