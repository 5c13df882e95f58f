/** How many bytes at the end of `data` are the beginning of `pattern`, the whole of it excepted. */
export function begunAtEnd(data: Buffer, pattern: Buffer): number {
  const [first = 0] = pattern;
  for (let at = Math.max(0, data.length - pattern.length + 1); at < data.length; at++) {
    if (data[at] === first && data.compare(pattern, 0, data.length - at, at) === 0) return data.length - at;
  }
  return 0;
}
