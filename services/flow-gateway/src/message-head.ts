/** What the heads of requests and responses have in common (RFC 9112 section 2.2, RFC 9110 section 5). */

/** 1 for octets that stand in no head: all controls but tabs and those of line ends. A look at it costs half of a pattern. */
const NEVER_IN_HEAD = new Uint8Array(256).map((_zero, octet) =>
  (octet < 0x20 && octet !== 0x09 && octet !== 0x0d && octet !== 0x0a) || octet === 0x7f ? 1 : 0,
);
const NEVER_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
/** V8 copies what is cut out where it is shorter. */
const COPIED_ANYWAY = 13;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export const LINE_END = '\r\n';
/** Where a head is over. */
export const HEAD_END = '\r\n\r\n';

/** Whether no octet from `from` to `to` is one that a head may not hold. Line ends are looked at one by one, elsewhere. */
export function isCleanHead(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (NEVER_IN_HEAD[bytes[at] ?? 0] === 1) return false;
  return true;
}

/**
 * The same text in memory of its own. What is cut out of a longer text keeps that alive, with all else that stands in it,
 * such as a token: whatever lasts longer than its request has to be freed of it.
 */
export function ownText(text: string): string {
  return text.length < COPIED_ANYWAY ? text : Buffer.from(text, 'latin1').toString('latin1');
}

/** Whether a text may stand as a header's value: it ends no line, and each character of it is one byte. */
export function isFieldValue(text: string): boolean {
  return !NEVER_IN_VALUE.test(text);
}

/** Of how many spellings a verdict is remembered; beyond that remembering begins anew. */
const MAX_SPELLINGS = 1_000;

/**
 * Remembers what `judge` makes of names as they are spelt: there are few, and each is looked at once. What it throws is not.
 * What it is given is in memory of its own, so that it may be a part of the verdict.
 */
export function bySpelling<Verdict extends NonNullable<unknown>>(
  judge: (spelt: string) => Verdict,
): (spelt: string) => Verdict {
  const verdicts = new Map<string, Verdict>();
  return (spelt) => {
    const known = verdicts.get(spelt);
    if (known !== undefined) return known;
    const own = ownText(spelt);
    const verdict = judge(own);
    if (verdicts.size >= MAX_SPELLINGS) verdicts.clear();
    verdicts.set(own, verdict);
    return verdict;
  };
}

/**
 * Whether a text is a method, or the name of a header (RFC 9110 section 5.6.2). A space in front of the colon, or a folded
 * line, is no part of one.
 */
export const isToken = bySpelling((text) => TOKEN.test(text));

/** Whether a response of this status has no body by definition (RFC 9110 section 6.4.1). */
export function isBodiless(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}

/** Where the line that `from` stands in ends; -1 where a CR or a LF stands alone in it, which others take for an end. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\r', from);
  const lf = text.indexOf('\n', from);
  if (end === -1) return lf === -1 ? text.length : -1;
  return lf === end + 1 ? end : -1;
}

/** The value of a header in its line, without the spaces and tabs around it. */
export function fieldValue(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
