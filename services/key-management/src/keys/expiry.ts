import type { FieldError } from '@keyward/auth';
import { Type } from 'typebox';
import { DURATION_PATTERN, moveBy } from './duration.ts';

const PRESETS: ReadonlyMap<string, string | null> = new Map([
  ['two-weeks', 'P2W'],
  ['one-month', 'P1M'],
  ['three-months', 'P3M'],
  ['six-months', 'P6M'],
  ['one-year', 'P1Y'],
  ['never', null],
]);

/** How long a key lives from now on: a preset or an ISO 8601 duration. */
export const ExpiresIn = Type.String({
  pattern: `^(${[...PRESETS.keys()].join('|')}|${DURATION_PATTERN})$`,
  'x-rule': `${[...PRESETS.keys()].join(', ')}, or an ISO 8601 duration such as P45D`,
  description: 'Calendar months and years of UTC, the end of a month clamped. Not together with `expiresAt`.',
  examples: ['three-months', 'P45D'],
});

/** When a key ends; null: never. */
export const ExpiresAt = Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
  description: 'When the key ends; null: never.',
});

/** The expiry that was asked for (null: never), or what is wrong with it. */
export type Expiry = { ok: true; expiresAt: Date | null } | { ok: false; error: FieldError };

const MAX_YEARS = 100;

/** Decides when a key ends that is created or edited at `now`. Neither member given: never. */
export function decideExpiry(wanted: { expiresAt?: string | null; expiresIn?: string }, now: Date): Expiry {
  if (wanted.expiresAt !== undefined && wanted.expiresIn !== undefined) {
    return refuse('/expiresIn', 'must not be given together with expiresAt');
  }
  if (wanted.expiresIn !== undefined) {
    const preset = PRESETS.get(wanted.expiresIn);
    if (preset === null) return { ok: true, expiresAt: null };
    return within(moveBy(now, preset ?? wanted.expiresIn), now, '/expiresIn');
  }
  if (wanted.expiresAt === undefined || wanted.expiresAt === null) return { ok: true, expiresAt: null };
  return within(new Date(wanted.expiresAt), now, '/expiresAt');
}

function within(expiresAt: Date | undefined, now: Date, pointer: string): Expiry {
  const latest = moveBy(now, `P${MAX_YEARS}Y`);
  if (expiresAt === undefined || latest === undefined || expiresAt > latest) {
    return refuse(pointer, `must not be more than ${MAX_YEARS} years from now`);
  }
  // A leap second passes the format and is no Date: it has no epoch milliseconds of its own.
  if (Number.isNaN(expiresAt.getTime())) return refuse(pointer, 'must be a date and time without a leap second');
  return expiresAt > now ? { ok: true, expiresAt } : refuse(pointer, 'must be in the future');
}

function refuse(pointer: string, detail: string): Expiry {
  return { ok: false, error: { pointer, detail } };
}
