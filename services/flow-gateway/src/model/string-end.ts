const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** From here on a search by the platform is quicker than looking at each byte. */
const SHORT = 48;

/** Before every place. */
const NOT_SEARCHED = -2;

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Finds the ends of JSON strings in a body that comes in pieces.
 *
 * A class, unlike most here: one is made for each request.
 */
export class StringEnd {
  #piece = NOTHING;
  /** The piece before ended behind a backslash. */
  #escaped = false;
  /** The next backslash, -1 for none; searched for once, not for each string. */
  #backslash = NOT_SEARCHED;

  /** To be called first for each piece. */
  begin(piece: Buffer): void {
    this.#piece = piece;
    this.#backslash = NOT_SEARCHED;
  }

  /** Where the string that is open at `from` ends: the offset of its closing quote, -1 where that is in a later piece. */
  find(from: number): number {
    const piece = this.#piece;
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at++;
    }
    for (const end = Math.min(piece.length, at + SHORT); at < end; ) {
      const code = piece[at];
      if (code === QUOTE) return at;
      at += code === BACKSLASH ? 2 : 1;
    }
    if (at < piece.length) return this.#search(at);
    this.#escaped = at > piece.length;
    return -1;
  }

  #search(from: number): number {
    const piece = this.#piece;
    let at = from;
    let quote = piece.indexOf(QUOTE, at);
    while (quote !== -1) {
      const slash = this.#nextBackslash(at);
      if (slash === -1 || slash > quote) return quote;
      at = slash + 2;
      if (quote < at) quote = piece.indexOf(QUOTE, at);
    }
    for (let slash = this.#nextBackslash(at); slash !== -1; slash = this.#nextBackslash(at)) at = slash + 2;
    this.#escaped = at > piece.length;
    return -1;
  }

  #nextBackslash(from: number): number {
    if (this.#backslash !== -1 && this.#backslash < from) this.#backslash = this.#piece.indexOf(BACKSLASH, from);
    return this.#backslash;
  }
}
