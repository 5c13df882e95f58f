import { tokensInQuery } from './query-tokens.ts';

export type TokenPlacement =
  | { found: 'none' }
  | { found: 'token'; token: string; place: 'authorization' | 'x-api-key' | 'query' }
  | { found: 'ambiguous'; detail: string };

export interface TokenCarrier {
  /** Names and values alternating, as node's `IncomingMessage.rawHeaders` has them. */
  readonly rawHeaders: readonly string[];
  /** The query as it came, without its `?`. */
  readonly query: string;
}

const NONE: TokenPlacement = { found: 'none' };
const TWO_AUTHORIZATIONS = ambiguous('the request has more than one Authorization header');
const TWO_API_KEYS = ambiguous('the request has more than one X-API-Key header');
const TWO_TOKENS = ambiguous('the request carries two different tokens');
const OTHER_SCHEME = ambiguous('the request carries a token and also an Authorization header of another scheme');

/**
 * The one token a request presents: `Authorization: Bearer …` (RFC 6750) or without a scheme, `X-API-Key`, or, where
 * allowed, `?api_key=`/`?apiKey=`. Repeated header lines and tokens that differ are ambiguous, since another reader of
 * the same request might pick the other one.
 */
export function findToken(request: TokenCarrier, options: { allowQuery?: boolean } = {}): TokenPlacement {
  const { rawHeaders } = request;
  let authorization: string | undefined;
  let apiKey: string | undefined;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length === 13 && name.toLowerCase() === 'authorization') {
      if (authorization !== undefined) return TWO_AUTHORIZATIONS;
      authorization = rawHeaders[at + 1] ?? '';
    } else if (name.length === 9 && name.toLowerCase() === 'x-api-key') {
      if (apiKey !== undefined) return TWO_API_KEYS;
      apiKey = rawHeaders[at + 1] ?? '';
    }
  }

  const fromAuthorization = authorization === undefined ? '' : tokenOfAuthorization(authorization.trim());
  const fromApiKey = apiKey === undefined ? '' : apiKey.trim();
  const found =
    fromAuthorization !== undefined && fromAuthorization !== ''
      ? placed(fromAuthorization, 'authorization')
      : fromApiKey !== ''
        ? placed(fromApiKey, 'x-api-key')
        : undefined;
  if (found?.place === 'authorization' && fromApiKey !== '' && fromApiKey !== found.token) return TWO_TOKENS;

  let result = found;
  if (options.allowQuery === true && request.query !== '') {
    for (const token of tokensInQuery(request.query)) {
      if (result === undefined) result = placed(token, 'query');
      else if (result.token !== token) return TWO_TOKENS;
    }
  }
  if (result === undefined) return NONE;
  return fromAuthorization === undefined ? OTHER_SCHEME : result;
}

/** The token in an Authorization value; '' when there is none, undefined when the scheme is not Bearer. */
function tokenOfAuthorization(value: string): string | undefined {
  const space = value.indexOf(' ');
  if (space === -1) return value.toLowerCase() === 'bearer' ? '' : value;
  return space === 6 && value.slice(0, 6).toLowerCase() === 'bearer' ? value.slice(7).trim() : undefined;
}

function placed(token: string, place: 'authorization' | 'x-api-key' | 'query') {
  return { found: 'token', token, place } as const;
}

function ambiguous(detail: string): TokenPlacement {
  return { found: 'ambiguous', detail };
}
