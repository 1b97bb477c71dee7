/** Lists as people keep them. */
import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, updatedAt } from './columns.ts';
import { identityStores } from './stores.ts';

/** A list's filter, order and columns under a name of one person's own. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    personId: text().notNull(),
    /** Which list it is a view of. */
    list: text().notNull(),
    name: text().notNull(),
    /** The query of its address, as the pages write it. */
    query: text().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('saved_views_list').on(t.storeId, t.personId, t.list),
    uniqueIndex('saved_views_name_key').on(t.storeId, t.personId, t.list, sql`lower(${t.name})`),
  ],
);
