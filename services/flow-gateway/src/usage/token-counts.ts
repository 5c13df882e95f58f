import { agreesAt } from '../forwarding/agrees-at.ts';
import type { TokenUsage } from './token-usage.ts';

/** The counts as OpenAI's interfaces name them: those of completions, and those of responses. */
const NAMES = ['"prompt_tokens"', '"completion_tokens"', '"input_tokens"', '"output_tokens"'].map((name) =>
  Buffer.from(name),
);

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** What a usage object tells. */
export type TokenCounts = { readonly [count in keyof TokenUsage]: number | undefined };

/** There is more of the object to come. */
export const INCOMPLETE = Symbol('incomplete');

/**
 * Reads the token counts of the object that is the value of a key which ends at `from`, in JSON that goes on to `end`;
 * undefined where the value is none or counts no tokens. From the bytes: it is done with each answer of a model.
 */
export function readCounts(json: Buffer, from: number, end: number): TokenCounts | typeof INCOMPLETE | undefined {
  const colon = behindSpace(json, from, end);
  const start = behindSpace(json, colon + 1, end);
  if (colon < end && json[colon] !== COLON) return undefined;
  if (start < end && json[start] !== OPEN_BRACE) return undefined;
  const counts: (number | undefined)[] = [undefined, undefined, undefined, undefined];
  let depth = 0;
  for (let at = start; at < end; at++) {
    const code = json[at];
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) {
      if (--depth === 0) return told(counts);
    } else if (code === QUOTE) {
      if (depth === 1) readMember(json, at, end, counts);
      at = endOfString(json, at + 1, end);
    }
  }
  return INCOMPLETE;
}

/** Reads a member whose name, if it is one, begins at `at`. */
function readMember(json: Buffer, at: number, end: number, counts: (number | undefined)[]): void {
  const index = NAMES.findIndex((name) => agreesAt(json, at, name));
  const name = NAMES[index];
  if (name === undefined) return;
  const colon = behindSpace(json, at + name.length, end);
  if (json[colon] === COLON) counts[index] = wholeNumber(json, behindSpace(json, colon + 1, end), end);
}

/** A value that is a whole number, zero or more; undefined for any other. */
function wholeNumber(json: Buffer, from: number, end: number): number | undefined {
  let value = 0;
  let at = from;
  for (; at < end; at++) {
    const digit = (json[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = 10 * value + digit;
  }
  const behind = json[behindSpace(json, at, end)];
  const isAll = at > from && (behind === COMMA || behind === CLOSE_BRACE);
  return isAll && Number.isSafeInteger(value) ? value : undefined;
}

function told([prompt, completion, input, output]: readonly (number | undefined)[]): TokenCounts | undefined {
  const counts = { input: prompt ?? input, output: completion ?? output };
  return counts.input === undefined && counts.output === undefined ? undefined : counts;
}

/** Where a string that is open at `from` is closed. */
function endOfString(json: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** The first place from `from` on that holds no white space of JSON. */
function behindSpace(json: Buffer, from: number, end: number): number {
  let at = from;
  for (; at < end; at++) {
    const code = json[at];
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
  }
  return at;
}
