import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { openValue, sealValue } from '../credentials/sealed-value.ts';
import type { MasterKeyRing } from '../master-keys/ring.ts';

/** Which webhook a secret belongs to. */
interface SecretOwner {
  readonly organizationId: string;
  readonly id: string;
}

/** A new secret as Standard Webhooks writes it: 24 random bytes. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}

/** Encrypts a secret as credentials are, bound to its webhook. */
export async function sealSecret(ring: MasterKeyRing, { organizationId, id }: SecretOwner, secret: string) {
  return (await sealValue(ring, { workspaceId: organizationId, id }, secret)).value;
}

/** The secret; undefined where the master key that it is encrypted under is not in the ring. */
export async function openSecret(
  ring: MasterKeyRing,
  { organizationId, id }: SecretOwner,
  sealed: string,
): Promise<string | undefined> {
  const { kid = '' } = decodeProtectedHeader(sealed);
  const opened = await openValue(ring, { workspaceId: organizationId, id }, { value: sealed, kid });
  return opened.ok ? opened.value : undefined;
}
