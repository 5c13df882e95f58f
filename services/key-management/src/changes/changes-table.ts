import { sql } from 'drizzle-orm';
import { bigint, boolean, check, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/**
 * Where the feed of changes stands: one row. Its row lock puts all changes in one order without gaps, which a serial
 * column does not: that one hands out numbers that commit out of order.
 */
export const changeCounterTable = pgTable(
  'change_counter',
  {
    only: boolean('only').primaryKey().default(true),
    /** Random; another epoch means another history, of which no revision can be compared. */
    epoch: text('epoch').notNull(),
    revision: bigint('revision', { mode: 'number' }).notNull().default(0),
    /** The server's timeline in this epoch: another one means that a standby was promoted, or a backup restored. */
    timeline: text('timeline'),
  },
  (counter) => [check('change_counter_is_one_row', sql`${counter.only}`)],
);

/** Every change that can alter an answer of introspection or of routing. */
export const changesTable = pgTable('changes', {
  revision: bigint('revision', { mode: 'number' }).primaryKey(),
  entity: text('entity').notNull(),
  entityId: text('entity_id').notNull(),
  workspaceId: text('workspace_id'),
  at: instant('at').notNull(),
});
