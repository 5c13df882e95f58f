import { isBase62 } from './base62.ts';
import { TOKEN_KINDS, type TokenKind } from './token-kinds.ts';
import { CHECKSUM_LENGTH, ID_LENGTH, TAIL_LENGTH, tokenChecksum } from './token-parts.ts';

export type ParsedToken =
  | { form: 'minted'; kind: TokenKind; id: string; prefix: string }
  | { form: 'foreign' }
  | { form: 'malformed'; detail: string };

/** The longest token that is looked at, minted or foreign. */
export const MAX_TOKEN_LENGTH = 512;

const UNDERSCORE = 0x5f;
const DEFAULT_PREFIXES: readonly string[] = ['kw'];
const FOREIGN: ParsedToken = { form: 'foreign' };
const EMPTY = malformed('the token is empty');
const TOO_LONG = malformed(`the token is longer than ${MAX_TOKEN_LENGTH} characters`);
const NOT_VISIBLE_ASCII = malformed('the token holds a character that is not visible ASCII');
const WRONG_SHAPE = malformed('the token does not have the form <prefix>_<kind>_<65 letters and digits>');
const WRONG_CHECKSUM = malformed('the checksum of the token does not match');

/**
 * What a token's text alone tells, without any I/O. Text that begins like one of our tokens, or is shaped like one,
 * must be well-formed with its checksum; any other 1–512 visible ASCII characters may be a foreign token. Of the random
 * keys that other services make some begin with our prefix by chance: they are too short to be ours.
 */
export function parseToken(token: string, prefixes: readonly string[] = DEFAULT_PREFIXES): ParsedToken {
  if (token.length === 0) return EMPTY;
  if (token.length > MAX_TOKEN_LENGTH) return TOO_LONG;
  for (const prefix of prefixes) {
    if (beginsLikeMinted(token, prefix)) return parseMinted(token, prefix);
  }
  if (!isVisibleAscii(token)) return NOT_VISIBLE_ASCII;
  // A slip before the id ("wk_api_…") would otherwise pass for a foreign token and cost a look-up.
  return endsLikeMinted(token) && !checksumHolds(token) ? WRONG_CHECKSUM : FOREIGN;
}

function parseMinted(token: string, prefix: string): ParsedToken {
  const idStart = token.length - TAIL_LENGTH;
  const kind = TOKEN_KINDS.find(
    (name) =>
      prefix.length + name.length + 2 === idStart &&
      token.startsWith(name, prefix.length + 1) &&
      token.charCodeAt(idStart - 1) === UNDERSCORE,
  );
  if (kind === undefined || !isBase62(token, idStart)) return WRONG_SHAPE;
  if (!checksumHolds(token)) return WRONG_CHECKSUM;
  return { form: 'minted', kind, id: token.slice(idStart, idStart + ID_LENGTH), prefix };
}

function beginsLikeMinted(token: string, prefix: string): boolean {
  if (token.charCodeAt(prefix.length) !== UNDERSCORE || !token.startsWith(prefix)) return false;
  return token.length >= TAIL_LENGTH || TOKEN_KINDS.some((kind) => token.startsWith(`${kind}_`, prefix.length + 1));
}

function endsLikeMinted(token: string): boolean {
  const idStart = token.length - TAIL_LENGTH;
  return idStart > 0 && token.charCodeAt(idStart - 1) === UNDERSCORE && isBase62(token, idStart);
}

function checksumHolds(token: string): boolean {
  return token.endsWith(tokenChecksum(token.slice(0, -CHECKSUM_LENGTH)));
}

function isVisibleAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x21 || code > 0x7e) return false;
  }
  return true;
}

function malformed(detail: string): ParsedToken {
  return { form: 'malformed', detail };
}
