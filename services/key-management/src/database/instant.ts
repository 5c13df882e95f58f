import { timestamp } from 'drizzle-orm/pg-core';

/** A column for a moment in time, kept to the millisecond, which is what a JavaScript Date can hold. */
export function instant(name: string) {
  return timestamp(name, { precision: 3, withTimezone: true });
}
