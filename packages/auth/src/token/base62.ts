import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The largest multiple of 62 that fits a byte: bytes from here on would favour the first letters (modulo bias). */
const REJECT_FROM = 248;

/** Drawn ahead: to ask the system for a few bytes each time costs several times more than all the rest. */
const POOL_BYTES = 1024;
let pool = new Uint8Array(0);
let drawn = 0;

/** `length` characters of `0-9A-Za-z` from the system's CSPRNG, rejection-sampled: every character is equally likely. */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    const byte = randomByte();
    if (byte < REJECT_FROM) text += ALPHABET.charAt(byte % 62);
  }
  return text;
}

function randomByte(): number {
  if (drawn === pool.length) {
    pool = randomBytes(POOL_BYTES);
    drawn = 0;
  }
  const byte = pool[drawn] ?? REJECT_FROM;
  // Part of a secret may have been made of it.
  pool[drawn++] = 0;
  return byte;
}

/** An unsigned 32-bit number as exactly 6 base62 characters, most significant first. */
export function encodeUint32(value: number): string {
  let rest = value;
  let text = '';
  for (let place = 0; place < 6; place++) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** Whether every character of `text` from `start` up to `end` is one of `0-9A-Za-z`. */
export function isBase62(text: string, start = 0, end = text.length): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const digit = code >= 0x30 && code <= 0x39;
    const upper = code >= 0x41 && code <= 0x5a;
    const lower = code >= 0x61 && code <= 0x7a;
    if (!digit && !upper && !lower) return false;
  }
  return true;
}
