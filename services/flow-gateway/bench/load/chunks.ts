const CHUNK = Buffer.alloc(256 * 1024, 'x');

/** So many bytes, in pieces. */
export function* chunks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= CHUNK.length) yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
}
