import { begunAtEnd } from '../forwarding/begun-at-end.ts';
import type { TokenUsage } from './token-usage.ts';

/** A key in JSON: inside of strings the quotes would have backslashes before them. */
const KEY = Buffer.from('"usage"');
/** As long as no usage object is. */
const MAX_BYTES = 4096;
const OPEN_BRACE = 0x7b;
const NOTHING = Buffer.alloc(0);

/**
 * Reads the token counts out of an answer as it passes, plain JSON or a stream of events: no more than a search for the
 * `usage` member, of which the last one counts. `onUsage` is called each time one is found.
 */
export function createUsageReader(onUsage: (usage: TokenUsage) => void): (piece: Buffer) => void {
  /** The end of the piece before, or all since a `usage` member began. */
  let held: Buffer = NOTHING;
  let usage: TokenUsage = { input: 0, output: 0 };

  return (piece) => {
    const text = held.length === 0 ? piece : Buffer.concat([held, piece]);
    held = NOTHING;
    let from = 0;
    for (let at = text.indexOf(KEY); at !== -1; at = text.indexOf(KEY, from)) {
      from = at + KEY.length;
      const member = objectBehind(text, from);
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
  const behind = text.toString('latin1', from, from + MAX_BYTES);
  const start = /^\s*:\s*/.exec(behind)?.[0].length;
  if (start === undefined || start === behind.length) return /^\s*:?\s*$/.test(behind) ? INCOMPLETE : undefined;
  if (behind.charCodeAt(start) !== OPEN_BRACE) return undefined;
  let depth = 0;
  for (let at = start; at < behind.length; at++) {
    const character = behind[at];
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return behind.slice(start, at + 1);
  }
  return INCOMPLETE;
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
