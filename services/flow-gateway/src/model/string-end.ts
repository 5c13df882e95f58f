const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** From here on a search by the platform is quicker than looking at each byte. */
const SHORT = 48;

const NOTHING: Buffer = Buffer.alloc(0);

/** Finds the ends of JSON strings in a body that comes in pieces. */
export interface StringEnd {
  /** To be called first for each piece. */
  begin(piece: Buffer): void;
  /** Where the string that is open at `from` ends: the offset of its closing quote, -1 where that is in a later piece. */
  find(from: number): number;
}

export function createStringEnd(): StringEnd {
  let piece = NOTHING;
  /** The piece before ended behind a backslash. */
  let escaped = false;
  /** The next backslash, -1 for none; searched for once, not for each string. */
  let backslash = 0;

  function nextBackslash(from: number): number {
    if (backslash !== -1 && backslash < from) backslash = piece.indexOf(BACKSLASH, from);
    return backslash;
  }

  function search(from: number): number {
    let at = from;
    let quote = piece.indexOf(QUOTE, at);
    while (quote !== -1) {
      const slash = nextBackslash(at);
      if (slash === -1 || slash > quote) return quote;
      at = slash + 2;
      if (quote < at) quote = piece.indexOf(QUOTE, at);
    }
    for (let slash = nextBackslash(at); slash !== -1; slash = nextBackslash(at)) at = slash + 2;
    escaped = at > piece.length;
    return -1;
  }

  return {
    begin(next) {
      piece = next;
      backslash = piece.indexOf(BACKSLASH);
    },
    find(from) {
      let at = from;
      if (escaped) {
        escaped = false;
        at++;
      }
      for (const end = Math.min(piece.length, at + SHORT); at < end; ) {
        const code = piece[at];
        if (code === QUOTE) return at;
        at += code === BACKSLASH ? 2 : 1;
      }
      if (at < piece.length) return search(at);
      escaped = at > piece.length;
      return -1;
    },
  };
}
