/** What operators did to workflow runs: kept for good, whatever becomes of the request. */
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';

export const operatorActions = pgTable(
  'operator_actions',
  {
    id: id(),
    workflowId: text().notNull(),
    requestId: uuid(),
    storeId: uuid(),
    action: text().$type<'retry' | 'skip' | 'cancel'>().notNull(),
    actorStoreId: uuid().notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    /** Written down before it is done: `asked` stays where the process died in between. */
    outcome: text().$type<'asked' | 'done' | 'refused'>().notNull().default('asked'),
    /** Why it was refused. */
    reason: text(),
    at: createdAt(),
  },
  (t) => [index('operator_actions_workflow').on(t.workflowId, t.at)],
);
