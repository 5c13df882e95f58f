const PHC =
  /^\$argon2id\$v=19\$m=(?<memory>[1-9]\d{0,9}),t=(?<passes>[1-9]\d{0,9}),p=(?<lanes>[1-9]\d{0,9})\$(?<salt>[A-Za-z0-9+/]{22,86})\$(?<digest>[A-Za-z0-9+/]{43})$/;

/** Whoever presents the token makes us spend this, so no more than a few times what our own hashes cost. */
const MAX = { memoryKiB: 65_536, passes: 4, lanes: 4 };
const MIN_MEMORY_KIB = 1024;

/** What is wrong with an argon2id hash in PHC form; undefined for one that can be checked at a reasonable cost. */
export function phcProblem(hash: string): string | undefined {
  const { memory, passes, lanes, salt, digest } = PHC.exec(hash)?.groups ?? {};
  if (salt === undefined || digest === undefined)
    return 'must be an argon2id hash in PHC form, with 32 bytes of output';
  if (!isCanonical(salt) || !isCanonical(digest)) return 'must be a PHC string whose salt and output are base64';
  const [m, t, p] = [Number(memory), Number(passes), Number(lanes)];
  if (m < MIN_MEMORY_KIB || m > MAX.memoryKiB || t > MAX.passes || p > MAX.lanes) {
    return `must have parameters of m from ${MIN_MEMORY_KIB} to ${MAX.memoryKiB}, t up to ${MAX.passes} and p up to ${MAX.lanes}`;
  }
  return undefined;
}

function isCanonical(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('base64').replace(/=+$/, '') === base64;
}
