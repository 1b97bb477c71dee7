/** Memberships that end by themselves (access-and-approvals B5). A membership without a row has no end. */
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from './columns.ts';
import { identityStores } from './stores.ts';

export const membershipEnds = pgTable(
  'membership_ends',
  {
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    groupId: text().notNull(),
    memberId: text().notNull(),
    /** Null while somebody is making it endless. */
    until: instant(),
    /** Written down before the directory is written to; in force once that is recorded. */
    state: text().$type<'planned' | 'active'>().notNull(),
    /** The request that set it, whose workflow waits for it. */
    requestId: uuid().notNull(),
    /** As it was before a planned change, and is again when that fails. */
    beforeUntil: instant(),
    beforeRequestId: uuid(),
    /** A request that has begun to remove the member. */
    removingRequestId: uuid(),
    /** The end of which the member was warned. */
    warnedOf: instant(),
    changedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.groupId, t.memberId] }),
    index('membership_ends_request').on(t.requestId),
    index('membership_ends_before').on(t.beforeRequestId),
    index('membership_ends_removing').on(t.removingRequestId),
    index('membership_ends_member').on(t.storeId, t.memberId),
  ],
);
