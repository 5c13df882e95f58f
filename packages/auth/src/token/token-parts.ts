import { crc32 } from 'node:zlib';

import { encodeUint32 } from './base62.ts';

/** Characters of a minted token after `<prefix>_<kind>_`. */
export const ID_LENGTH = 16;
export const SECRET_LENGTH = 43;
export const CHECKSUM_LENGTH = 6;
export const TAIL_LENGTH = ID_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH;

/** CRC-32 (IEEE) of all that stands before the checksum, as 6 base62 characters. */
export function tokenChecksum(body: string): string {
  return encodeUint32(crc32(body));
}
