/** What Muster keeps for people apart from their directory objects. */
import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Language, Theme } from '../../../workflows/contracts/personal-settings.ts';
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
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.userId] })],
);
