import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** When each recurring piece of work was done last, by whichever replica. */
export const jobsTable = pgTable('jobs', { name: text('name').primaryKey(), doneAt: instant('done_at').notNull() });
