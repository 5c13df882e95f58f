import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import type { MasterKeyRing } from '../master-keys/ring.ts';

/** Which row a value belongs to: part of what is authenticated, so that it can't be moved to another one. */
export interface SealedFor {
  readonly workspaceId: string;
  readonly id: string;
}

export interface SealedValue {
  /** JWE compact serialization (RFC 7516). */
  readonly value: string;
  /** The master key that it is encrypted under. */
  readonly kid: string;
}

/** A value in plain text, or why there is none: its master key is gone, or what is stored is not what was sealed. */
export type OpenedValue =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: 'master-key-missing' | 'damaged' };

/**
 * Encrypts a credential's value under the current master key: JWE, `dir`, A256GCM. The protected header, which A256GCM
 * authenticates, names the master key and the row.
 */
export async function sealValue(ring: MasterKeyRing, row: SealedFor, value: string): Promise<SealedValue> {
  const { kid, key } = ring.current('credential');
  const header = { alg: 'dir', enc: 'A256GCM', kid, workspaceId: row.workspaceId, credentialId: row.id };
  const jwe = await new CompactEncrypt(new TextEncoder().encode(value)).setProtectedHeader(header).encrypt(key);
  return { value: jwe, kid };
}

/** Decrypts what `sealValue` made for this very row. */
export async function openValue(
  ring: MasterKeyRing,
  row: SealedFor,
  { value, kid }: SealedValue,
): Promise<OpenedValue> {
  const key = ring.all('credential').find((derived) => derived.kid === kid)?.key;
  if (key === undefined) return { ok: false, reason: 'master-key-missing' };
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(value, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const { workspaceId, credentialId } = protectedHeader;
    if (workspaceId !== row.workspaceId || credentialId !== row.id) return { ok: false, reason: 'damaged' };
    return { ok: true, value: new TextDecoder().decode(plaintext) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { ok: false, reason: 'damaged' };
    throw error;
  }
}
