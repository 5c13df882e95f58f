import { displayToken, mintToken, newId, parseToken } from '@keyward/auth';
import { lookupDigests } from '../../secrets/lookup-digest.ts';
import type { CheckedRow, RowRules, RowSecret, TokenCost } from './checked-row.ts';

type TokenColumns = Pick<CheckedRow, 'id' | 'newId' | 'display' | 'lookup' | 'lookups' | 'origin' | 'hash'>;

/** What of a row follows from its token. */
export type TokenReading =
  | { readonly ok: true; readonly columns: TokenColumns; readonly cost: TokenCost }
  | { readonly ok: false; readonly detail: string };

/** Tokens that are shorter are refused, since they can be guessed, unless the row allows it. */
const STRONG_LENGTH = 20;

/** A token minted now, for a row that has none. */
export function mintedColumns({ tokenPrefixes }: RowRules): { columns: TokenColumns; secret: RowSecret } {
  const { token, id, display } = mintToken('api', tokenPrefixes[0]);
  return {
    columns: { id, newId: true, display, hash: null, lookup: null, lookups: [], origin: 'minted' },
    secret: { token, cost: 'minted', apiSecret: null, minted: true },
  };
}

/**
 * Reads a token that was made elsewhere. One that a gateway would refuse by its form, or take for another kind, is
 * refused here: it would never be looked up.
 */
export function readToken(token: string, allowWeak: boolean, rules: RowRules): TokenReading {
  const parsed = parseToken(token, rules.tokenPrefixes);
  if (parsed.form === 'malformed') return { ok: false, detail: `can never be used: ${parsed.detail}` };
  if (parsed.form === 'minted') {
    if (parsed.kind !== 'api') return { ok: false, detail: 'is a token of another kind than an API key' };
    const display = displayToken('api', parsed.id, parsed.prefix);
    const columns = { id: parsed.id, newId: false, display, hash: null, lookup: null, lookups: [] };
    return { ok: true, columns: { ...columns, origin: 'imported' }, cost: 'minted' };
  }
  if (token.length < STRONG_LENGTH && !allowWeak) {
    return {
      ok: false,
      detail: `must have at least ${STRONG_LENGTH} characters, unless the row has "allowWeak": true`,
    };
  }
  const lookups = lookupDigests(rules.lookupKeys, token);
  const display = token.length < STRONG_LENGTH ? '…' : `…${token.slice(-4)}`;
  const columns = { id: newId(), newId: true, display, hash: null, lookup: lookups[0] ?? null, lookups };
  return { ok: true, columns: { ...columns, origin: 'imported' }, cost: isGenerated(token) ? 'minted' : 'foreign' };
}

/** Whether a token is 32 bytes as Flowise's generators write them: base64url, or in old versions padded base64. */
function isGenerated(token: string): boolean {
  if (token.length === 43) return Buffer.from(token, 'base64url').toString('base64url') === token;
  return token.length === 44 && token.endsWith('=') && Buffer.from(token, 'base64').toString('base64') === token;
}
