import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { MasterKeyRing } from '../master-keys/ring.ts';

/** What a sealed text is for; one never opens as the other. */
type Use = 'sign-in' | 'id-token';

/** Seals a text under the current master key for so long: a JWT encrypted by `dir`, A256GCM. */
export async function sealText(ring: MasterKeyRing, use: Use, text: string, seconds: number): Promise<string> {
  const { kid, key } = ring.current('session');
  return new EncryptJWT({ text })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
    .setAudience(use)
    .setExpirationTime(`${seconds} seconds`)
    .encrypt(key);
}

/** The text that was sealed for this use; undefined for what is too old, foreign or damaged. */
export async function openText(ring: MasterKeyRing, use: Use, sealed: string): Promise<string | undefined> {
  try {
    const { payload } = await jwtDecrypt(
      sealed,
      ({ kid }) => {
        const derived = ring.all('session').find((candidate) => candidate.kid === kid);
        if (derived === undefined) throw new errors.JWEInvalid('sealed under a master key that is not there');
        return derived.key;
      },
      {
        audience: use,
        requiredClaims: ['exp'],
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      },
    );
    return typeof payload.text === 'string' ? payload.text : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
