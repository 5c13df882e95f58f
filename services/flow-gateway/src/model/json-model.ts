import {
  type FoundModel,
  MAX_MODEL_BYTES,
  type ModelScan,
  malformedBody,
  modelAmbiguous,
  modelMissing,
  readsAsModel,
} from './model-scan.ts';
import { StringEnd } from './string-end.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BACKSLASH = 0x5c;
const M = 0x6d;
const O = 0x6f;
const A = 0x61;
/** Makes a small letter of a capital one. */
const SMALL = 0x20;

/** Much deeper than any request is; some parsers give up there, others overflow. */
const MAX_DEPTH = 256;
/** `model` in nothing but escapes is half as long. */
const MAX_KEY_BYTES = 64;

/** The members by which OpenAI's interfaces bound an answer, in tokens. */
const TOKEN_BOUNDS: ReadonlySet<string> = new Set(['max_tokens', 'max_completion_tokens', 'max_output_tokens']);
/** The text of a string in which nothing stands for anything else. */
const SPELT_AS_IT_IS = /^[ !#-[\]-~]*$/;
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
 *
 * A class, unlike most here: one is made for each request.
 */
export class JsonModelScan implements ModelScan {
  found: FoundModel | undefined;
  maxTokens: number | undefined;
  readonly #strings = new StringEnd();
  #state: State = 'object';
  #inString = false;
  #depth = 0;
  /** Of the piece in the body. */
  #offset = 0;
  /** Whether the member that is being read is the model. */
  #isModel = false;
  /** What has been read of a string, as latin1; undefined where nobody wants it. */
  #text: string | undefined;
  #start = 0;
  /** Whether the member that is being read bounds the tokens, and what has been read of its number. */
  #boundsTokens = false;
  #number = '';

  spell(name: string): string {
    return JSON.stringify(name);
  }

  feed(piece: Buffer): void {
    this.#strings.begin(piece);
    for (let at = 0; at < piece.length; ) {
      if (this.#inString) at = this.#readString(piece, at);
      else if (this.#state === 'nested') at = this.#readNested(piece, at);
      else this.#readByte(piece, at++);
    }
    this.#offset += piece.length;
  }

  #readString(piece: Buffer, from: number): number {
    const end = this.#strings.find(from);
    if (this.#text !== undefined) this.#collect(this.#text, piece, from, end === -1 ? piece.length : end);
    if (end === -1) return piece.length;
    this.#inString = false;
    if (this.#state === 'key') this.#endKey();
    else if (this.#state === 'value') this.#endText(this.#offset + end + 1);
    return end + 1;
  }

  #collect(before: string, piece: Buffer, from: number, until: number): void {
    const isKey = this.#state === 'key';
    // Most keys are of no interest, and a text costs more to make than its bytes to look at.
    if (isKey && before === '' && until - from > 1 && !mayBeLookedFor(piece[from], piece[from + 1])) {
      this.#text = undefined;
      return;
    }
    const text = before + piece.toString('latin1', from, until);
    if (!isKey && text.length > MAX_MODEL_BYTES) throw modelMissing('The name of the model is too long.');
    this.#text = isKey && text.length > MAX_KEY_BYTES ? undefined : text;
  }

  #endKey(): void {
    const text = this.#text;
    // Where there are no escapes, the bytes themselves are enough to compare.
    const key = text?.includes('\\') === true ? decoded(text) : text;
    this.#isModel = key !== undefined && this.#isModelKey(key);
    this.#boundsTokens = !this.#isModel && key !== undefined && TOKEN_BOUNDS.has(key);
    this.#number = '';
    this.#state = 'colon';
  }

  #isModelKey(key: string): boolean {
    if (key !== 'model') {
      if (!readsAsModel(key)) return false;
      throw modelAmbiguous('The body has a member that some servers would take for the model.');
    }
    if (this.found !== undefined) throw modelAmbiguous('The body names the model more than once.');
    return true;
  }

  #endText(end: number): void {
    this.#state = 'next';
    if (!this.#isModel) return;
    const name = decoded(this.#text ?? '');
    if (name === '') throw modelMissing('The name of the model is empty.');
    this.found = { name, start: this.#start, end };
  }

  #openString(wanted: boolean): void {
    this.#inString = true;
    this.#text = wanted ? '' : undefined;
  }

  /** What is in an object or a list, up to its end; gives the offset behind what was read. */
  #readNested(piece: Buffer, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const code = piece[at] ?? 0;
      const kind = KINDS[code];
      if (code === QUOTE) {
        const end = this.#strings.find(at + 1);
        if (end === -1) {
          this.#openString(false);
          return piece.length;
        }
        at = end;
      } else if (kind === OPENS) {
        if (++this.#depth > MAX_DEPTH) throw malformedBody('The body is nested too deep.');
      } else if (kind === CLOSES) {
        if (--this.#depth === 1) {
          this.#state = 'next';
          return at + 1;
        }
      } else if (kind === FOREIGN) throw notJson();
    }
    return piece.length;
  }

  /** A byte at the top level, between or in the members. */
  #readByte(piece: Buffer, at: number): void {
    const code = piece[at] ?? 0;
    const kind = KINDS[code] ?? FOREIGN;
    if (kind === FOREIGN) throw notJson();
    const state = this.#state;
    if (this.#boundsTokens && (state === 'word' || (state === 'value' && kind !== SPACE))) {
      this.#stepNumber(code, kind);
    }
    if (kind !== SPACE) this.#step(code, kind, at);
    else if (state === 'word') this.#state = 'next';
  }

  #step(code: number, kind: number, at: number): void {
    const state = this.#state;
    if (state === 'value') this.#beginValue(code, kind, at);
    else if (state === 'object' && code === OPEN_BRACE) this.#state = 'first-key';
    else if ((state === 'key' || state === 'first-key') && code === QUOTE) {
      this.#state = 'key';
      this.#openString(true);
    } else if (state === 'first-key' && code === CLOSE_BRACE) this.#state = 'end';
    else if (state === 'colon' && code === COLON) this.#state = 'value';
    else if ((state === 'next' || state === 'word') && code === COMMA) this.#state = 'key';
    else if ((state === 'next' || state === 'word') && code === CLOSE_BRACE) this.#state = 'end';
    else if (state !== 'word' || kind !== PLAIN || code === COLON || code === QUOTE) throw notJson();
  }

  #beginValue(code: number, kind: number, at: number): void {
    if (this.#isModel && code !== QUOTE) throw modelMissing('The model must be a string.');
    if (code === QUOTE) {
      this.#start = this.#offset + at;
      this.#openString(this.#isModel);
    } else if (kind === OPENS) {
      this.#depth = 2;
      this.#state = 'nested';
    } else if (kind === PLAIN && code !== COMMA && code !== COLON) {
      this.#state = 'word';
    } else {
      throw notJson();
    }
  }

  /** A byte of the number that bounds the tokens, or the one behind it. */
  #stepNumber(code: number, kind: number): void {
    const number = this.#number;
    if (kind === PLAIN && code !== COMMA && number.length < MAX_NUMBER_BYTES) {
      this.#number = number + String.fromCharCode(code);
      return;
    }
    this.#boundsTokens = false;
    if (/^\d{1,15}$/.test(number)) this.maxTokens = Math.max(this.maxTokens ?? 0, Number(number));
  }
}

/** Whether a key can be one that is looked for, by its first two bytes: `mo` or `ma` in whichever case, or an escape. */
function mayBeLookedFor(first = 0, second = 0): boolean {
  if (first === BACKSLASH) return true;
  const letter = second | SMALL;
  return (first | SMALL) === M && (letter === O || letter === A || second === BACKSLASH);
}

/** The text of a JSON string from what stands between its quotes. */
function decoded(raw: string): string {
  if (SPELT_AS_IT_IS.test(raw)) return raw;
  try {
    return String(JSON.parse(`"${Buffer.from(raw, 'latin1').toString()}"`));
  } catch {
    throw notJson();
  }
}

function notJson() {
  return malformedBody('The body is not a JSON object in UTF-8.');
}
