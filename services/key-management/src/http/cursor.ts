import { createHmac, timingSafeEqual } from 'node:crypto';
import { ProblemError } from '@keyward/auth';
import type { MasterKeyRing } from '../master-keys/ring.ts';
import { problems } from './problems.ts';

/** The sort values of the last row of a page. */
export type Position = readonly (string | number | null)[];

export interface Cursors {
  /** The cursor of a position in a list, opaque to callers. */
  seal(list: string, position: Position): string;
  /** The position; undefined without a cursor. Throws 400 for a cursor that was not sealed for this very list. */
  open(list: string, cursor: string | undefined): Position | undefined;
}

const MAC_BYTES = 16;

/**
 * Cursors that callers can't forge or carry from one list, sort or filter to another: HMAC-SHA-256, truncated to
 * 128 bits, over what the list is and where the page ended.
 */
export function createCursors(ring: MasterKeyRing): Cursors {
  return {
    seal(list, position) {
      const payload = Buffer.from(JSON.stringify(position));
      return Buffer.concat([mac(ring.current('cursor').key, list, payload), payload]).toString('base64url');
    },
    open(list, cursor) {
      if (cursor === undefined) return undefined;
      const bytes = Buffer.from(cursor, 'base64url');
      const payload = bytes.subarray(MAC_BYTES);
      const sealed = ring
        .all('cursor')
        .some(
          ({ key }) =>
            bytes.length > MAC_BYTES && timingSafeEqual(mac(key, list, payload), bytes.subarray(0, MAC_BYTES)),
        );
      // Decoding is lenient, so several spellings lead to the same bytes; only ours is taken.
      if (!sealed || bytes.toString('base64url') !== cursor) {
        throw new ProblemError(problems.invalidCursor, {
          detail: 'The cursor does not belong to this list with these filters; leave it out to start anew.',
        });
      }
      return JSON.parse(payload.toString());
    },
  };
}

/** Names a list for its cursors: what it is, of which tenant, and every query parameter that shapes it. */
export function listIdentity(name: string, owner: string, query: Readonly<Record<string, unknown>>): string {
  const { limit: _limit, cursor: _cursor, ...shape } = query;
  return JSON.stringify([name, owner, Object.entries(shape).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function mac(key: Uint8Array, list: string, payload: Uint8Array): Buffer {
  return createHmac('sha256', key).update(list).update('\0').update(payload).digest().subarray(0, MAC_BYTES);
}
