/** What Muster keeps for people apart from their directory objects. */
import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { type Language, pageSizeRange, type Theme } from '../../../workflows/contracts/personal-settings.ts';
import { updatedAt } from './columns.ts';
import { identityStores } from './stores.ts';

/** A row only for who has changed something: null and no row at all are the default. */
export const personalSettings = pgTable(
  'personal_settings',
  {
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    userId: text().notNull(),
    language: text().$type<Language>(),
    /** IANA name. */
    timeZone: text(),
    theme: text().$type<Theme>(),
    pageSize: integer(),
    searchPlaceId: text(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.userId] }),
    check(
      'personal_settings_page_size',
      sql`${t.pageSize} between ${sql.raw(String(pageSizeRange.least))} and ${sql.raw(String(pageSizeRange.most))}`,
    ),
  ],
);
