import { bigint, cidr, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** From which networks each key was used: a /24 of IPv4, a /48 of IPv6. */
export const keyNetworksTable = pgTable(
  'key_networks',
  {
    /** The key's row, not its id: that one may come back after an import. */
    keyRowId: bigint('key_row_id', { mode: 'number' }).notNull(),
    network: cidr('network').notNull(),
    firstUsedAt: instant('first_used_at').notNull(),
  },
  (row) => [primaryKey({ columns: [row.keyRowId, row.network] })],
);
