/** What a second search engine has still to be told; empty and idle where PostgreSQL alone is searched. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgSequence, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './columns.ts';
import { identityStores } from './stores.ts';

/** Objects that were written, by triggers (see the migration that adds them); deleted when the engine shows them. */
export const searchOutbox = pgTable(
  'search_outbox',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    storeId: uuid().notNull(),
    objectId: text().notNull(),
    /** Why the engine will not take it; it is not tried again until it is written again. */
    refusal: text(),
    at: createdAt(),
  },
  (t) => [
    index('search_outbox_waiting')
      .on(t.id)
      .where(sql`refusal is null`),
    index('search_outbox_object').on(t.storeId, t.objectId),
  ],
);

/** How the feeding goes; one row. */
export const searchFeed = pgTable(
  'search_feed',
  {
    id: integer().primaryKey().default(1),
    /** Whether triggers fill the outbox. */
    enabled: boolean().notNull().default(false),
    /** Since when the engine refuses what it is told; null when it does not. */
    failingSince: instant(),
    failure: text(),
  },
  (t) => [check('search_feed_once', sql`${t.id} = 1`)],
);

/** Stores whose indices an administrator wants made anew; deleted when they are. */
export const searchRebuilds = pgTable('search_rebuilds', {
  storeId: uuid()
    .primaryKey()
    .references(() => identityStores.id, { onDelete: 'cascade' }),
  at: createdAt(),
});

/** Given out before rows are read, so that what was read later has the greater version. */
export const searchVersion = pgSequence('search_version');
