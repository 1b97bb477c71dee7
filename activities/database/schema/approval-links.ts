/** Links by which an approver decides from a mail (access-and-approvals W7). */
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './columns.ts';
import { requests } from './requests.ts';

export const approvalLinks = pgTable(
  'approval_links',
  {
    /** SHA-256 of the token in the mail, which stands nowhere else. */
    tokenHash: text().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    step: integer().notNull(),
    /** The one person who may use it. */
    storeId: uuid().notNull(),
    approverId: text().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    index('approval_links_step').on(t.requestId, t.step, t.storeId, t.approverId),
    index('approval_links_expires_at').on(t.expiresAt),
  ],
);
