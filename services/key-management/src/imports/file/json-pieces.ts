import { isUtf8 } from 'node:buffer';
import { UnusableFile } from './unusable-file.ts';

/** Far more than one row needs, also with the longest metadata, flows and addresses. */
const MAX_VALUE_BYTES = 256 * 1024;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** The bytes of one JSON value, collected over chunks. */
export interface Pieces {
  /** Takes what belongs to the value; returns where it ends, undefined while it goes on behind the chunk. */
  take(chunk: Buffer, from: number): number | undefined;
  /** The value; calls `refuse` where it is none. */
  parse(refuse: () => never): unknown;
}

/**
 * Finds where a value ends by its brackets and quotes; JSON.parse judges the rest. With `onText` the value is a text
 * of any length that is handed on in parts and not kept.
 */
export function createPieces(onText?: (part: Buffer) => void): Pieces {
  const parts: Buffer[] = [];
  let length = 0;
  let kind: 'unknown' | 'container' | 'text' | 'scalar' = 'unknown';
  let depth = 0;
  let inText = false;
  let escaped = false;

  function keep(part: Buffer): void {
    length += part.length;
    if (onText === undefined && length > MAX_VALUE_BYTES) {
      throw new UnusableFile('not-json', `A row or member of the file is longer than ${MAX_VALUE_BYTES / 1024} KiB.`);
    }
    if (onText === undefined) parts.push(part);
    else onText(part);
  }

  function endOf(chunk: Buffer, from: number): number | undefined {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inText = false;
          if (depth === 0) return at + 1;
        }
      } else if (byte === QUOTE) {
        if (kind === 'scalar') return at;
        inText = true;
      } else if (byte === 0x7b || byte === 0x5b) {
        if (kind === 'scalar') return at;
        depth++;
      } else if (byte === 0x7d || byte === 0x5d) {
        if (kind === 'scalar' || depth === 0) return at;
        depth--;
        if (depth === 0) return at + 1;
      } else if (kind === 'scalar' && endsScalar(byte)) {
        return at;
      }
    }
    return undefined;
  }

  return {
    take(chunk, from) {
      if (kind === 'unknown') kind = kindOf(chunk[from]);
      const end = endOf(chunk, from);
      keep(chunk.subarray(from, end ?? chunk.length));
      return end;
    },
    parse(refuse) {
      if (onText !== undefined) return undefined;
      const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
      if (!isUtf8(bytes)) refuse();
      try {
        return JSON.parse(bytes.toString('utf8'));
      } catch (error) {
        // Its message quotes the file.
        if (error instanceof SyntaxError) refuse();
        throw error;
      }
    },
  };
}

function kindOf(byte: number | undefined): 'container' | 'text' | 'scalar' {
  if (byte === QUOTE) return 'text';
  return byte === 0x7b || byte === 0x5b ? 'container' : 'scalar';
}

function endsScalar(byte: number | undefined): boolean {
  return byte === 0x2c || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
