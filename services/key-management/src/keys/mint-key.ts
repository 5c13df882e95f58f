import { mintToken, type TokenKind } from '@keyward/auth';
import type { Services } from '../services.ts';
import type { NewKeyRow } from './keys-table.ts';

/** A new token and the columns of its row that come from it: the token itself is in none of them. */
export interface MintedKey {
  readonly token: string;
  readonly columns: Pick<NewKeyRow, 'id' | 'kind' | 'display' | 'hash' | 'origin'>;
}

/** Mints a token under the installation's current prefix and hashes it. */
export async function mintKey(kind: TokenKind, { tokenPrefixes, secrets }: Services): Promise<MintedKey> {
  const { token, id, display } = mintToken(kind, tokenPrefixes[0]);
  return { token, columns: { id, kind, display, hash: await secrets.hashMintedToken(token), origin: 'minted' } };
}
