/** What there is once per installation: the code that opens its set-up, its demo organisation, captured mail. */
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { identityStores } from './stores.ts';

/** The one code that is good at a time; gone once it was used. */
export const setUpCodes = pgTable('set_up_codes', {
  id: id(),
  /** SHA-256 of the code, which is random: the table alone opens nothing. */
  hash: text().notNull(),
  expiresAt: instant().notNull(),
  createdAt: createdAt(),
});

/** One row where the installation is a demo; it never becomes anything else. */
export const demoOrganisation = pgTable(
  'demo_organisation',
  {
    id: integer().primaryKey().default(1),
    /**
     * - `creating`: its directories are being filled; nobody can sign in.
     * - `living`: its people can sign in; what they did so far is being done.
     * - `complete`: nothing is left to create.
     */
    stage: text().$type<'creating' | 'living' | 'complete'>().notNull().default('creating'),
    /** SHA-256 of the random password its people have now; null before they have one. */
    passwordHash: text(),
    createdAt: createdAt(),
  },
  (t) => [check('demo_organisation_once', sql`${t.id} = 1`)],
);

/** Mail of a demo organisation, kept here instead of being sent. */
export const capturedMails = pgTable(
  'captured_mails',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    /** The same for every try of the same mail, which is captured once. */
    messageId: text().notNull(),
    /** In lower case. */
    recipient: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('captured_mails_message_key').on(t.messageId),
    index('captured_mails_recipient').on(t.storeId, t.recipient, t.createdAt, t.id),
    index('captured_mails_order').on(t.createdAt, t.id),
  ],
);
