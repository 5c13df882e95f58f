import { begunAtEnd } from '../forwarding/begun-at-end.ts';
import type { TokenUsage } from './token-usage.ts';

/** A key in JSON: inside of strings the quotes would have backslashes before them. */
const KEY = Buffer.from('"usage"');
/** As long as no usage object is. */
const MAX_BYTES = 4096;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const NOTHING = Buffer.alloc(0);
const NONE_USED: TokenUsage = { input: 0, output: 0 };

/**
 * Reads the token counts out of an answer as it passes, plain JSON or a stream of events: no more than a search for the
 * `usage` member, of which the last one counts. `onUsage` is called each time one is found.
 */
export function createUsageReader(onUsage: (usage: TokenUsage) => void): (piece: Buffer) => void {
  /** The end of the piece before, or all since a `usage` member began. */
  let held: Buffer = NOTHING;
  let usage = NONE_USED;

  return (piece) => {
    const text = held.length === 0 ? piece : Buffer.concat([held, piece]);
    held = NOTHING;
    for (let at = text.indexOf(KEY); at !== -1; at = text.indexOf(KEY, at + KEY.length)) {
      const member = objectBehind(text, at + KEY.length);
      if (member === INCOMPLETE) {
        if (text.length - at < MAX_BYTES) held = Buffer.from(text.subarray(at));
        return;
      }
      const counts = member === undefined ? undefined : countsIn(member, usage);
      if (counts === undefined) continue;
      usage = counts;
      onUsage(usage);
    }
    const begun = begunAtEnd(text, KEY);
    if (begun > 0) held = Buffer.from(text.subarray(text.length - begun));
  };
}

const INCOMPLETE = Symbol('there is more to come');

/** The text of the object that is the value of a key which ends at `from`; undefined for any other value. */
function objectBehind(text: Buffer, from: number): string | typeof INCOMPLETE | undefined {
  const colon = behindSpace(text, from);
  const start = behindSpace(text, colon + 1);
  if (colon < text.length && text[colon] !== COLON) return undefined;
  if (start < text.length && text[start] !== OPEN_BRACE) return undefined;
  const end = Math.min(text.length, from + MAX_BYTES);
  let depth = 0;
  for (let at = start; at < end; at++) {
    const code = text[at];
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE && --depth === 0) return text.toString('latin1', start, at + 1);
  }
  return INCOMPLETE;
}

/** The first place from `from` on that holds no white space of JSON. */
function behindSpace(text: Buffer, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text[at];
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
  }
  return at;
}

/** The counts of an object, as OpenAI's interfaces name them; what it does not tell stays as it was. */
function countsIn(member: string, before: TokenUsage): TokenUsage | undefined {
  const counts = parsed(member);
  const input = count(counts, 'prompt_tokens') ?? count(counts, 'input_tokens');
  const output = count(counts, 'completion_tokens') ?? count(counts, 'output_tokens');
  if (input === undefined && output === undefined) return undefined;
  return { input: input ?? before.input, output: output ?? before.output };
}

function count(counts: unknown, name: string): number | undefined {
  const value: unknown = typeof counts === 'object' && counts !== null ? Reflect.get(counts, name) : undefined;
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
