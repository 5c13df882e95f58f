const SLASH = 0x2f;
const DOT = 0x2e;
const PERCENT = 0x25;

/** Characters that a server behind this one may read as the end of a segment or of the path. */
const NEVER = new Map<number, string>([
  [0x5c, 'a backslash'],
  [0x3b, 'a semicolon'],
  [0x23, 'a fragment'],
]);

/** Characters that must not hide behind an escape: whoever decodes once more, or earlier, would see another path. */
const NEVER_ENCODED = new Map<number, string>([
  [SLASH, 'an encoded slash'],
  [DOT, 'an encoded dot'],
  [0x5c, 'an encoded backslash'],
  [0x3b, 'an encoded semicolon'],
  [PERCENT, 'a doubly encoded character'],
  [0x3f, 'an encoded question mark'],
  [0x23, 'an encoded number sign'],
]);

/**
 * Why a path is refused, in words for the caller; undefined when it can be read in one way only and so may go upstream
 * byte for byte.
 */
export function pathProblem(path: string): string | undefined {
  if (path.charCodeAt(0) !== SLASH) return 'does not begin with a slash';
  let segment = 1;
  let dotsOnly = true;
  let escapes = false;
  for (let at = 1; at < path.length; at++) {
    const code = path.charCodeAt(at);
    if (code === SLASH) {
      if (at === segment) return 'has an empty segment';
      if (dotsOnly) return 'has a dot segment';
      segment = at + 1;
      dotsOnly = true;
      continue;
    }
    if (code !== DOT) dotsOnly = false;
    if (code <= 0x20 || code >= 0x7f) return 'holds a character that is not visible ASCII';
    if (isPlain(code)) continue;
    const name = NEVER.get(code);
    if (name !== undefined) return `holds ${name}`;
    if (code === PERCENT) {
      const problem = escapeProblem(path, at);
      if (problem !== undefined) return problem;
      escapes = true;
    }
  }
  if (dotsOnly && segment < path.length) return 'has a dot segment';
  return escapes && !isUtf8(path) ? 'has escapes that are not UTF-8' : undefined;
}

/** Letters, digits and dashes need no look at the tables, and most paths hold little else. */
function isPlain(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2d;
}

function escapeProblem(path: string, at: number): string | undefined {
  const digits = path.slice(at + 1, at + 3);
  if (!/^[0-9A-Fa-f]{2}$/.test(digits)) return 'has a broken escape';
  const code = Number.parseInt(digits, 16);
  if (code < 0x20 || code === 0x7f) return 'holds an encoded control character';
  const name = NEVER_ENCODED.get(code);
  return name === undefined ? undefined : `holds ${name}`;
}

/** Overlong forms, such as %c0%af for a slash, are not UTF-8. */
function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
