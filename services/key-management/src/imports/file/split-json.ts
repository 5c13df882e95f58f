import { createPieces, type Pieces } from './json-pieces.ts';
import { UnusableFile } from './unusable-file.ts';

/** Told of a document's parts in their order. A list is the root itself (`''`) or a member of the root by its name. */
export interface JsonParts {
  list(name: string): void;
  element(list: string, value: unknown): void;
  member(name: string, value: unknown): void;
  /** A part of the text of a member that `streams` names, still escaped. */
  text(name: string, part: Buffer): void;
  /** Whether a member is a text that comes in parts. */
  streams(name: string): boolean;
}

const [QUOTE, COMMA, COLON] = [0x22, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const BOM = [0xef, 0xbb, 0xbf];

/** Where in the grammar the next byte stands: what comes first, after a comma, and after a value. */
type Place = 'start' | 'first' | 'next' | 'after' | 'name' | 'colon' | 'value' | 'in-value' | 'end';

/**
 * Splits a JSON document (RFC 8259) that arrives in chunks into the elements of its lists, so that none of it has to be
 * held but the element at hand. It knows the root, its members and their elements; what these hold is parsed whole.
 * Throws UnusableFile for what is no JSON.
 */
export function splitJson(parts: JsonParts): { push(chunk: Buffer): void; end(): void } {
  let place: Place = 'start';
  let root: 'array' | 'object' | undefined;
  let list: string | undefined;
  let member = '';
  let seen = 0;
  let reading = false;
  let pieces: Pieces = createPieces();

  function refuse(): never {
    throw new UnusableFile('not-json', `The file is not JSON: it breaks off or goes wrong after byte ${seen}.`);
  }

  /** A complete value: of the member whose name it follows, of a list, or itself the name of a member. */
  function complete(): void {
    const value = pieces.parse(refuse);
    if (place === 'name') {
      if (typeof value !== 'string') refuse();
      member = value;
      place = 'colon';
      return;
    }
    if (list === undefined) parts.member(member, value);
    else parts.element(list, value);
    place = 'after';
  }

  function begin(byte: number): void {
    if (list === undefined && place === 'value' && byte === OPEN_ARRAY) {
      list = member;
      parts.list(list);
      place = 'first';
      return;
    }
    const streamed = list === undefined && place === 'value' && byte === QUOTE && parts.streams(member);
    const name = member;
    pieces = createPieces(streamed ? (part) => parts.text(name, part) : undefined);
    if (place !== 'name') place = 'in-value';
    reading = true;
  }

  function close(byte: number): void {
    if (list !== undefined) {
      if (byte !== CLOSE_ARRAY) refuse();
      list = undefined;
      place = root === 'array' ? 'end' : 'after';
    } else {
      if (byte !== CLOSE_OBJECT) refuse();
      place = 'end';
    }
  }

  /** One byte between values. */
  function between(byte: number): void {
    if (place === 'start') {
      if (byte === OPEN_ARRAY) {
        root = 'array';
        list = '';
        parts.list(list);
      } else if (byte === OPEN_OBJECT) root = 'object';
      else refuse();
      place = 'first';
    } else if (place === 'colon') {
      if (byte !== COLON) refuse();
      place = 'value';
    } else if (place === 'after') {
      if (byte === COMMA) place = 'next';
      else close(byte);
    } else if (place === 'end') {
      refuse();
    } else if (place === 'first' && (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT)) {
      close(byte);
    } else if (place === 'value' || list !== undefined) {
      begin(byte);
    } else {
      if (byte !== QUOTE) refuse();
      place = 'name';
      begin(byte);
    }
  }

  return {
    push(chunk) {
      let at = seen === 0 && BOM.every((byte, index) => chunk[index] === byte) ? BOM.length : 0;
      while (at < chunk.length) {
        if (reading) {
          const end = pieces.take(chunk, at);
          if (end === undefined) break;
          reading = false;
          seen += end - at;
          at = end;
          complete();
        } else {
          const byte = chunk[at] ?? 0;
          const blank = byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
          if (!blank) {
            const before = reading;
            between(byte);
            if (reading !== before) continue;
          }
          at++;
          seen++;
        }
      }
      if (reading) seen += chunk.length - at;
    },
    end() {
      if (place !== 'end') refuse();
    },
  };
}
