/** Who stands in for whom, and until when (access-and-approvals B1). */
import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { identityStores } from './stores.ts';

export const delegations = pgTable(
  'delegations',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    /** Who is away. */
    delegatorId: text().notNull(),
    delegatorName: text().notNull(),
    /** Who is asked as well. */
    delegateId: text().notNull(),
    delegateName: text().notNull(),
    delegateMail: text(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    /** Ids of the approval workflows it is for; null for all. */
    workflows: jsonb().$type<readonly string[]>(),
    /** The delegate was told of the requests that were open when it began. */
    toldAt: instant(),
    /** Ended before its time. */
    endedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    index('delegations_delegator').on(t.storeId, t.delegatorId),
    index('delegations_delegate').on(t.storeId, t.delegateId),
    check('delegations_two_people', sql`${t.delegatorId} <> ${t.delegateId}`),
    check('delegations_span', sql`${t.endsAt} > ${t.startsAt}`),
  ],
);
