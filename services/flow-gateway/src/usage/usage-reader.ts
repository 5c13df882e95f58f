import { begunAtEnd } from '../forwarding/begun-at-end.ts';
import { INCOMPLETE, readCounts } from './token-counts.ts';
import type { TokenUsage } from './token-usage.ts';

/** A key in JSON: inside of strings the quotes would have backslashes before them. */
const KEY = Buffer.from('"usage"');
/** As long as no usage object is. */
const MAX_BYTES = 4096;
const NOTHING = Buffer.alloc(0);
const NONE_USED: TokenUsage = { input: 0, output: 0 };

/**
 * Reads the token counts out of an answer as it passes, plain JSON or a stream of events: no more than a search for the
 * `usage` member, of which the last one counts. `onUsage` is told what is known, each time that is more.
 */
export function createUsageReader(onUsage: (usage: TokenUsage) => void): (piece: Buffer) => void {
  /** The end of the piece before, or all since a `usage` member began. */
  let held: Buffer = NOTHING;
  let usage = NONE_USED;

  return (piece) => {
    const text = held.length === 0 ? piece : Buffer.concat([held, piece]);
    held = NOTHING;
    let heldFrom = text.length - begunAtEnd(text, KEY);
    let input: number | undefined;
    let output: number | undefined;
    // From the end, where the one that counts stands.
    for (let at = text.lastIndexOf(KEY); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(KEY, at - 1)) {
      const counts = readCounts(text, at + KEY.length, Math.min(text.length, at + MAX_BYTES));
      if (counts === INCOMPLETE) {
        if (text.length - at < MAX_BYTES) heldFrom = at;
      } else if (counts !== undefined) {
        input ??= counts.input;
        output ??= counts.output;
        if (input !== undefined && output !== undefined) break;
      }
    }
    if (heldFrom < text.length) held = Buffer.from(text.subarray(heldFrom));
    if (input === undefined && output === undefined) return;
    usage = { input: input ?? usage.input, output: output ?? usage.output };
    onUsage(usage);
  };
}
