import { malformed } from './origin-error.ts';

/** Takes the data of a body, piece by piece. */
export interface PieceSink {
  onPiece(piece: Buffer): void;
}

/** Where in the framing the next byte stands. */
type Place = 'size' | 'extensions' | 'size-lf' | 'data' | 'data-cr' | 'data-lf' | 'trailer' | 'trailer-lf' | 'over';

const CR = 0x0d;
const LF = 0x0a;
const SEMICOLON = 0x3b;
const TAB = 0x09;
const SPACE = 0x20;
const DELETE = 0x7f;
/** 2^52 bytes at most. */
const MAX_DIGITS = 13;
/** Of all chunk extensions, and of the trailers, in bytes: more than anybody needs. */
const MAX_EXTENSIONS = 16 * 1024;
const MAX_TRAILERS = 16 * 1024;
/** RFC 9112 section 7.1.1, but without the spaces that it calls bad. */
const EXTENSIONS =
  /^(?:;[!#$%&'*+\-.^_`|~\w]+(?:=(?:[!#$%&'*+\-.^_`|~\w]+|"(?:[\t !#-[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"))?)+$/;
/** Those about the framing have no place there (RFC 9110 section 6.5.1). */
const TRAILER = /^(?!content-length:|transfer-encoding:)[!#$%&'*+\-.^_`|~\w]+:[\t -~\x80-\xff]*$/i;

/**
 * Takes the framing off a chunked body (RFC 9112 section 7.1), as strictly as the grammar is. Extensions are ignored and
 * trailers are dropped, but have to be well-formed and short.
 */
export class ChunkedBody {
  #place: Place = 'size';
  #digits = 0;
  #size = 0;
  #extensions = 0;
  #trailers = 0;
  /** The extensions of the present chunk, or the present line of the trailers, as far as they have come. */
  #text = '';

  get isOver(): boolean {
    return this.#place === 'over';
  }

  /**
   * Gives the sink each piece of data in `bytes` from `from` on, and tells where it stopped: at the end of the bytes or of
   * the body. Throws OriginError `MALFORMED_RESPONSE`.
   */
  read(bytes: Buffer, from: number, sink: PieceSink): number {
    let at = from;
    while (at < bytes.length && this.#place !== 'over') {
      if (this.#place === 'data') {
        const end = Math.min(bytes.length, at + this.#size);
        this.#size -= end - at;
        if (this.#size === 0) this.#place = 'data-cr';
        sink.onPiece(bytes.subarray(at, end));
        at = end;
      } else {
        this.#place = this.#step(bytes[at] ?? 0);
        at++;
      }
    }
    return at;
  }

  #step(byte: number): Place {
    switch (this.#place) {
      case 'size':
        return this.#readSize(byte);
      case 'extensions':
        if (byte !== CR) {
          if (++this.#extensions > MAX_EXTENSIONS || isControl(byte)) throw malformed('a chunk extension is broken');
          this.#text += String.fromCharCode(byte);
          return 'extensions';
        }
        if (!EXTENSIONS.test(this.#text)) throw malformed('a chunk extension is broken');
        this.#text = '';
        return 'size-lf';
      case 'size-lf':
        expect(byte, LF);
        this.#digits = 0;
        return this.#size === 0 ? 'trailer' : 'data';
      case 'data-cr':
        expect(byte, CR);
        return 'data-lf';
      case 'data-lf':
        expect(byte, LF);
        return 'size';
      case 'trailer':
        if (byte !== CR) {
          if (++this.#trailers > MAX_TRAILERS || isControl(byte)) throw malformed('the trailers are broken');
          this.#text += String.fromCharCode(byte);
          return 'trailer';
        }
        if (this.#text !== '' && !TRAILER.test(this.#text)) throw malformed('the trailers are broken');
        return 'trailer-lf';
      default: {
        expect(byte, LF);
        const isLast = this.#text === '';
        this.#text = '';
        return isLast ? 'over' : 'trailer';
      }
    }
  }

  #readSize(byte: number): Place {
    const digit = hexDigit(byte);
    if (digit !== -1) {
      if (++this.#digits > MAX_DIGITS) throw malformed('a chunk is too large');
      this.#size = this.#size * 16 + digit;
      return 'size';
    }
    if (this.#digits === 0) throw malformed('a chunk has no size');
    if (byte === CR) return 'size-lf';
    if (byte === SEMICOLON) {
      this.#text = ';';
      return 'extensions';
    }
    throw malformed('the size of a chunk is no number');
  }
}

function expect(byte: number, wanted: number): void {
  if (byte !== wanted) throw malformed('a chunk does not end where it should');
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function isControl(byte: number): boolean {
  return (byte < SPACE && byte !== TAB) || byte === DELETE;
}
