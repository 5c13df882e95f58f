/** The length of the HTTP message that a text begins with, 0 while it is incomplete. */
export function messageLength(text: string): number {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return 0;
  const head = text.slice(0, end);
  if (/\r\ntransfer-encoding: chunked/i.test(head)) {
    const last = text.indexOf('0\r\n\r\n', end + 4);
    return last === -1 ? 0 : last + 5;
  }
  const body = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return text.length >= end + 4 + body ? end + 4 + body : 0;
}
