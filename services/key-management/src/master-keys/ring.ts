import { hkdfSync } from 'node:crypto';

/** What keys are derived for; a key of one purpose says nothing about that of another. */
export type KeyPurpose = 'lookup' | 'cursor' | 'idempotency' | 'credential' | 'session';

export interface DerivedKey {
  readonly kid: string;
  readonly key: Uint8Array;
}

export interface MasterKeyRing {
  /** 32 bytes under the current master key: for what is made now. */
  current(purpose: KeyPurpose): DerivedKey;
  /** One for each master key, the current one first: for what was made earlier. */
  all(purpose: KeyPurpose): readonly [DerivedKey, ...DerivedKey[]];
}

const ENTRY = /^(?<kid>[A-Za-z0-9_-]{1,32}):(?<secret>[A-Za-z0-9+/]{43}=)$/;

/**
 * Reads `<kid>:<base64 of 32 bytes>[,<older>…]`; the first is current. Derives by HKDF-SHA-256 (RFC 5869).
 * Throws a RangeError that says what is wrong and never repeats the value.
 */
export function parseMasterKeys(text: string): MasterKeyRing {
  const masters = text.split(',').map((entry, index) => {
    const { kid, secret } = ENTRY.exec(entry.trim())?.groups ?? {};
    if (kid === undefined || secret === undefined) {
      throw new RangeError(
        `entry ${index + 1} must be <kid>:<base64 of 32 bytes>, the kid 1–32 of A-Z a-z 0-9 _ - (make one with: echo "k1:$(openssl rand -base64 32)")`,
      );
    }
    return { kid, secret: Buffer.from(secret, 'base64') };
  });
  if (new Set(masters.map(({ kid }) => kid)).size !== masters.length) throw new RangeError('two entries have one kid');

  const derived = new Map<KeyPurpose, readonly [DerivedKey, ...DerivedKey[]]>();
  function all(purpose: KeyPurpose): readonly [DerivedKey, ...DerivedKey[]] {
    const known = derived.get(purpose);
    if (known !== undefined) return known;
    const [current, ...older] = masters.map(({ kid, secret }) => ({
      kid,
      key: new Uint8Array(hkdfSync('sha256', secret, '', `keyward/${purpose}/v1`, 32)),
    }));
    if (current === undefined) throw new RangeError('no master key');
    const keys: readonly [DerivedKey, ...DerivedKey[]] = [current, ...older];
    derived.set(purpose, keys);
    return keys;
  }
  return { all, current: (purpose) => all(purpose)[0] };
}
