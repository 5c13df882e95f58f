import { agreesAt } from './agrees-at.ts';

/** How many bytes at the end of `data` are the beginning of `pattern`, the whole of it excepted. */
export function begunAtEnd(data: Buffer, pattern: Buffer): number {
  for (let at = Math.max(0, data.length - pattern.length + 1); at < data.length; at++) {
    if (agreesAt(data, at, pattern)) return data.length - at;
  }
  return 0;
}
