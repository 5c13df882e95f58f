import { scryptSync, timingSafeEqual } from 'node:crypto';
import { hashTokenSync } from '../../secrets/secret-hasher.ts';
import type { TokenCost } from '../file/checked-row.ts';

/** A token to check against its pair, to hash, or both. */
export interface HashTask {
  readonly row: number;
  readonly token: string;
  readonly cost: TokenCost;
  readonly apiSecret: string | null;
  readonly hashed: boolean;
}

export interface HashResult {
  readonly row: number;
  /** Null where none was asked for, or the pair does not match. */
  readonly hash: string | null;
  readonly pairMatches: boolean;
}

/** Flowise's `apiSecret`: hex(scrypt(apiKey, salt, 64)) + "." + salt, the salt's hex digits taken as text. */
const API_SECRET = /^(?<digest>[0-9a-f]{128})\.(?<salt>[0-9a-f]{16})$/;
const COST = { N: 16_384, r: 8, p: 1 };

/** Checks and hashes, on the calling thread: only for one that serves no requests. */
export function hashTasks(tasks: readonly HashTask[]): HashResult[] {
  return tasks.map(({ row, token, cost, apiSecret, hashed }) => {
    const pairMatches = apiSecret === null || isPair(token, apiSecret);
    return { row, pairMatches, hash: hashed && pairMatches ? hashTokenSync(token, cost) : null };
  });
}

function isPair(token: string, apiSecret: string): boolean {
  const { digest, salt } = API_SECRET.exec(apiSecret)?.groups ?? {};
  if (digest === undefined || salt === undefined) return false;
  return timingSafeEqual(scryptSync(token, salt, 64, COST), Buffer.from(digest, 'hex'));
}
