import { sql } from 'drizzle-orm';
import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../database/instant.ts';

/** Who is signed in. What a session may do is not here: it is looked up anew for each request. */
export const sessionsTable = pgTable(
  'sessions',
  {
    /** SHA-256 of the cookie's value, so that whoever has the table has no session. */
    digest: text('digest').primaryKey(),
    method: text('method', { enum: ['oidc', 'management-key'] }).notNull(),
    /** The management key that signed in. */
    keyId: text('key_id'),
    /** The person who signed in, as the provider told of them then. */
    issuer: text('issuer'),
    subject: text('subject'),
    name: text('name'),
    groups: text('groups').array(),
    /** The provider's ID token, sealed: signing out there asks for it. */
    idToken: text('id_token'),
    createdAt: instant('created_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    /** When it ends, however much it is used. */
    expiresAt: instant('expires_at').notNull(),
  },
  (session) => [
    check(
      'sessions_are_of_a_key_or_a_person',
      sql`case ${session.method}
        when 'oidc' then ${session.issuer} is not null and ${session.subject} is not null
          and ${session.name} is not null and ${session.groups} is not null
        else ${session.keyId} is not null end`,
    ),
    index('sessions_by_end').on(session.expiresAt),
  ],
);

export type SessionRow = typeof sessionsTable.$inferSelect;
