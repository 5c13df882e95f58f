import { randomBase62 } from './base62.ts';
import type { TokenKind } from './token-kinds.ts';
import { ID_LENGTH, SECRET_LENGTH, tokenChecksum } from './token-parts.ts';

export interface MintedToken {
  /** The secret whole: to be shown once and never stored. */
  readonly token: string;
  readonly kind: TokenKind;
  /** The public id inside the token, which is also the key's id. */
  readonly id: string;
  /** What may be shown ever after: `kw_api_<id>…`. */
  readonly display: string;
}

/** A new public id: 16 base62 characters from the CSPRNG (95 bits). */
export function newId(): string {
  return randomBase62(ID_LENGTH);
}

/** What lists and logs show of a minted token: everything up to its id. */
export function displayToken(kind: TokenKind, id: string, prefix = 'kw'): string {
  return `${prefix}_${kind}_${id}…`;
}

/** A new token `<prefix>_<kind>_<id><secret><checksum>` with 256 secret bits. */
export function mintToken(kind: TokenKind, prefix = 'kw'): MintedToken {
  const id = newId();
  const body = `${prefix}_${kind}_${id}${randomBase62(SECRET_LENGTH)}`;
  return { token: body + tokenChecksum(body), kind, id, display: displayToken(kind, id, prefix) };
}
