import { type Static, Type } from 'typebox';

const FORM = '^[a-z][a-z0-9]{0,15}(,[a-z][a-z0-9]{0,15}){0,15}$';
const RULE =
  'up to 16 prefixes separated by commas, each a lower-case letter followed by up to 15 lower-case letters or digits';

/** `TOKEN_PREFIX`: the prefixes this installation recognises, separated by commas; new tokens carry the first. */
export const TokenPrefixes = Type.String({ pattern: FORM, 'x-rule': RULE, default: 'kw' });
export type TokenPrefixes = Static<typeof TokenPrefixes>;

/** The prefixes of `TOKEN_PREFIX`, the minting one first. Throws a RangeError that says what is allowed. */
export function parseTokenPrefixes(text: string): string[] {
  if (!new RegExp(FORM).test(text)) throw new RangeError(`must be ${RULE}`);
  return [...new Set(text.split(','))];
}
