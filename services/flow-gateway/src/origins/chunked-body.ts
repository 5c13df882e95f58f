import { malformed } from './origin-error.ts';

/** Takes the data of a body, piece by piece. */
export interface PieceSink {
  onPiece(piece: Buffer): void;
}

/** Where in the framing the next byte stands. */
type Place = 'size' | 'extension' | 'size-lf' | 'data' | 'data-cr' | 'data-lf' | 'trailer' | 'trailer-lf' | 'over';

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
  /** How many bytes the present line of the trailers has. */
  #line = 0;

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
      case 'extension':
        if (byte === CR) return 'size-lf';
        if (++this.#extensions > MAX_EXTENSIONS || isControl(byte)) throw malformed('a chunk extension is broken');
        return 'extension';
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
        if (byte === CR) return 'trailer-lf';
        this.#line++;
        if (++this.#trailers > MAX_TRAILERS || isControl(byte)) throw malformed('the trailers are broken');
        return 'trailer';
      default: {
        expect(byte, LF);
        const isLast = this.#line === 0;
        this.#line = 0;
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
    if (byte === SEMICOLON) return 'extension';
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
