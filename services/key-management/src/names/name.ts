import { Type } from 'typebox';

/** Controls, line and paragraph separators, and the marks that reorder text: they would let one name pass for another. */
const FORBIDDEN = String.raw`\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069`;

/** What people call a thing: 1–100 characters, at least one of them visible. */
export const Name = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: String.raw`^(?!\s)(?!.*\s$)(?=.*[\p{L}\p{N}\p{P}\p{S}])[^${FORBIDDEN}]+$`,
  'x-rule': 'text with a visible character, without white space at either end, control or text-direction characters',
  examples: ['Production web app'],
});

/** What a name is compared by: two names that differ only in case or in Unicode composition are one. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}
