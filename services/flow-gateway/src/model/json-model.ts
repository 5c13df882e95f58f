import {
  type FoundModel,
  MAX_MODEL_BYTES,
  type ModelScan,
  malformedBody,
  modelAmbiguous,
  modelMissing,
  readsAsModel,
} from './model-scan.ts';
import { createStringEnd } from './string-end.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Much deeper than any request is; some parsers give up there, others overflow. */
const MAX_DEPTH = 256;
/** `model` in nothing but escapes is half as long. */
const MAX_KEY_BYTES = 64;

/** The members by which OpenAI's interfaces bound an answer, in tokens. */
const TOKEN_BOUNDS: ReadonlySet<string> = new Set(['max_tokens', 'max_completion_tokens', 'max_output_tokens']);
/** No number of tokens is longer. */
const MAX_NUMBER_BYTES = 16;

/** What a byte outside of strings is. What stands in no JSON there, such as a comment, is read by some parsers only. */
const FOREIGN = 0;
const PLAIN = 1;
const SPACE = 2;
const OPENS = 3;
const CLOSES = 4;
const KINDS = new Uint8Array(256).fill(FOREIGN);
const ofKind = (characters: string, kind: number) => {
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind;
};
ofKind(',:"+-.0123456789eEtrufalsn', PLAIN);
ofKind(' \t\r\n', SPACE);
ofKind('{[', OPENS);
ofKind('}]', CLOSES);

/** What is expected next, or what is being read. */
type State = 'object' | 'first-key' | 'key' | 'colon' | 'value' | 'word' | 'nested' | 'next' | 'end';

/**
 * Finds the member `model` of a JSON object without parsing the rest: strings and nesting are followed, nothing is kept.
 * It is strict where parsers differ in what they forgive, since each difference could hide a second model.
 */
export function createJsonModelScan(): ModelScan {
  const strings = createStringEnd();
  let state: State = 'object';
  let inString = false;
  let depth = 0;
  /** Of the piece in the body. */
  let offset = 0;
  /** Whether the member that is being read is the model. */
  let isModel = false;
  /** What has been read of a string, as latin1; undefined where nobody wants it. */
  let text: string | undefined;
  let start = 0;
  let found: FoundModel | undefined;
  /** Whether the member that is being read bounds the tokens, and what has been read of its number. */
  let boundsTokens = false;
  let number = '';
  let maxTokens: number | undefined;

  function readString(piece: Buffer, from: number): number {
    const end = strings.find(from);
    const until = end === -1 ? piece.length : end;
    if (text !== undefined) collect(piece.toString('latin1', from, until));
    if (end === -1) return piece.length;
    inString = false;
    if (state === 'key') endKey();
    else if (state === 'value') endText(offset + end + 1);
    return end + 1;
  }

  function collect(part: string): void {
    text += part;
    const { length } = text ?? '';
    if (state === 'value' && length > MAX_MODEL_BYTES) throw modelMissing('The name of the model is too long.');
    if (state === 'key' && length > MAX_KEY_BYTES) text = undefined;
  }

  function endKey(): void {
    // Where there are no escapes, the bytes themselves are enough to compare.
    const key = text?.includes('\\') === true ? decoded(text) : text;
    isModel = key !== undefined && isModelKey(key);
    boundsTokens = key !== undefined && TOKEN_BOUNDS.has(key);
    number = '';
    state = 'colon';
  }

  function isModelKey(key: string): boolean {
    if (!readsAsModel(key)) return false;
    if (key !== 'model') throw modelAmbiguous('The body has a member that some servers would take for the model.');
    if (found !== undefined) throw modelAmbiguous('The body names the model more than once.');
    return true;
  }

  function endText(end: number): void {
    state = 'next';
    if (!isModel) return;
    const name = decoded(text ?? '');
    if (name === '') throw modelMissing('The name of the model is empty.');
    found = { name, start, end };
  }

  function openString(wanted: boolean): void {
    inString = true;
    text = wanted ? '' : undefined;
  }

  function beginValue(code: number, kind: number, at: number): void {
    if (isModel && code !== QUOTE) throw modelMissing('The model must be a string.');
    if (code === QUOTE) {
      start = offset + at;
      openString(isModel);
    } else if (kind === OPENS) {
      depth = 2;
      state = 'nested';
    } else if (kind === PLAIN && code !== COMMA && code !== COLON) {
      state = 'word';
    } else {
      throw notJson();
    }
  }

  /** A byte of the number that bounds the tokens, or the one behind it. */
  function stepNumber(code: number, kind: number): void {
    if (kind === PLAIN && code !== COMMA && number.length < MAX_NUMBER_BYTES) {
      number += String.fromCharCode(code);
      return;
    }
    boundsTokens = false;
    if (/^\d{1,15}$/.test(number)) maxTokens = Math.max(maxTokens ?? 0, Number(number));
  }

  /** A byte at the top level, between or in the members. */
  function step(code: number, kind: number, at: number): void {
    if (state === 'value') beginValue(code, kind, at);
    else if (state === 'object' && code === OPEN_BRACE) state = 'first-key';
    else if ((state === 'key' || state === 'first-key') && code === QUOTE) {
      state = 'key';
      openString(true);
    } else if (state === 'first-key' && code === CLOSE_BRACE) state = 'end';
    else if (state === 'colon' && code === COLON) state = 'value';
    else if ((state === 'next' || state === 'word') && code === COMMA) state = 'key';
    else if ((state === 'next' || state === 'word') && code === CLOSE_BRACE) state = 'end';
    else if (state !== 'word' || kind !== PLAIN || code === COLON || code === QUOTE) throw notJson();
  }

  function stepNested(code: number, kind: number): void {
    if (code === QUOTE) openString(false);
    else if (kind === OPENS && ++depth > MAX_DEPTH) throw malformedBody('The body is nested too deep.');
    else if (kind === CLOSES && --depth === 1) state = 'next';
  }

  return {
    get found() {
      return found;
    },
    get maxTokens() {
      return maxTokens;
    },
    spell: (name) => Buffer.from(JSON.stringify(name)),
    feed(piece) {
      strings.begin(piece);
      for (let at = 0; at < piece.length; ) {
        if (inString) {
          at = readString(piece, at);
          continue;
        }
        const code = piece[at] ?? 0;
        const kind = KINDS[code] ?? FOREIGN;
        if (kind === FOREIGN) throw notJson();
        if (boundsTokens && (state === 'word' || (state === 'value' && kind !== SPACE))) stepNumber(code, kind);
        if (kind === SPACE) {
          if (state === 'word') state = 'next';
        } else if (state === 'nested') stepNested(code, kind);
        else step(code, kind, at);
        at++;
      }
      offset += piece.length;
    },
  };
}

/** The text of a JSON string from what stands between its quotes. */
function decoded(raw: string): string {
  try {
    return String(JSON.parse(`"${Buffer.from(raw, 'latin1').toString()}"`));
  } catch {
    throw notJson();
  }
}

function notJson() {
  return malformedBody('The body is not a JSON object in UTF-8.');
}
