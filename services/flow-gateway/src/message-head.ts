/** What the heads of requests and responses have in common (RFC 9112 section 2.2, RFC 9110 section 5). */

/** All but visible octets, spaces, tabs, line ends, and those above ASCII. */
const NEVER_IN_HEAD = /[^\t\r\n\x20-\x7e\x80-\xff]/;
const NEVER_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export const LINE_END = '\r\n';
/** Where a head is over. */
export const HEAD_END = '\r\n\r\n';

/** Whether text of one character a byte holds no octet that a head may not hold. Its line ends are looked at one by one. */
export function isCleanHead(text: string): boolean {
  return !NEVER_IN_HEAD.test(text);
}

/** Whether a text may stand as a header's value: it ends no line, and each character of it is one byte. */
export function isFieldValue(text: string): boolean {
  return !NEVER_IN_VALUE.test(text);
}

/** Whether a text is a header's name. A space in front of the colon, or a folded line, is no part of one. */
export function isFieldName(text: string): boolean {
  return TOKEN.test(text);
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
