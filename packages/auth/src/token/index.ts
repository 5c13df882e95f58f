export { findToken, type TokenCarrier, type TokenPlacement } from './find-token.ts';
export { displayToken, type MintedToken, mintToken, newId } from './mint-token.ts';
export { MAX_TOKEN_LENGTH, type ParsedToken, parseToken } from './parse-token.ts';
export { withoutTokenParameters } from './query-tokens.ts';
export { TOKEN_KINDS, type TokenKind } from './token-kinds.ts';
export { parseTokenPrefixes, TokenPrefixes } from './token-prefixes.ts';
