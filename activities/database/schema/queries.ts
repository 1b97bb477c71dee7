/** Searches that people keep. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { SearchedFor } from '../../../workflows/contracts/search.ts';
import { createdAt, id, updatedAt } from './columns.ts';
import { identityStores } from './stores.ts';

export const searchQueries = pgTable(
  'search_queries',
  {
    id: id(),
    /** Where the author's account is; a global query is shared with the people of this store. */
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    authorId: text().notNull(),
    authorName: text().notNull(),
    name: text().notNull(),
    isGlobal: boolean().notNull(),
    search: jsonb().$type<SearchedFor>().notNull(),
    /** Grows by one at each change; the API's `If-Match`. */
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('search_queries_name_key').on(t.storeId, t.authorId, sql`lower(${t.name})`),
    index('search_queries_global')
      .on(t.storeId)
      .where(sql`is_global`),
  ],
);
