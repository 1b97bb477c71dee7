/** History (append-only, hash-chained per store) and queued mail. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { HistoryAction } from '../../../workflows/contracts/actions.ts';
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import type { PlanItem } from '../../../workflows/contracts/plan.ts';
import type { Language } from '../../../workflows/contracts/personal-settings.ts';
import { createdAt, id, instant, updatedAt } from './columns.ts';
import { identityStores } from './stores.ts';

/** The newest link of each store's chain; its row lock serialises writers. It outlives the store, as its chain does. */
export const historyHeads = pgTable('history_heads', {
  storeId: uuid().primaryKey(),
  sequence: bigint({ mode: 'number' }).notNull(),
  hash: text().notNull(),
});

/** A trigger refuses UPDATE, DELETE and TRUNCATE. */
export const historyEntries = pgTable(
  'history_entries',
  {
    id: id(),
    storeId: uuid().notNull(),
    /** 1, 2, 3 ... without gaps within the store. */
    sequence: bigint({ mode: 'number' }).notNull(),
    requestId: uuid().notNull(),
    /** Position within the request: the same change is recorded once. */
    position: integer().notNull(),
    workflowId: text().notNull(),
    action: text().$type<HistoryAction>().notNull(),
    actorStoreId: uuid().notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    onBehalfOfId: text(),
    /** `breakGlass`: done without the approvals it would have waited for (access-and-approvals B6). */
    source: text().$type<'portal' | 'api' | 'breakGlass'>().notNull(),
    objectKind: text().notNull(),
    objectId: text().notNull(),
    objectName: text().notNull(),
    operation: text().$type<PlanItem['operation']>().notNull(),
    attribute: text(),
    oldValue: text(),
    newValue: text(),
    /** The name of the referenced object (a member, an owner) when the change was made. */
    valueName: text(),
    at: createdAt(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [
    uniqueIndex('history_entries_sequence_key').on(t.storeId, t.sequence),
    uniqueIndex('history_entries_request_key').on(t.requestId, t.position),
    index('history_entries_object').on(t.storeId, t.objectId, t.sequence),
    index('history_entries_actor').on(t.actorStoreId, t.actorId, t.sequence),
    // The lists, newest first: of one store, and of all.
    index('history_entries_store_at').on(t.storeId, t.at, t.sequence, t.id),
    index('history_entries_at').on(t.at, t.sequence, t.id),
    // Values that name an object; others may be longer than an index entry can be.
    index('history_entries_new')
      .on(t.storeId, t.newValue)
      .where(sql`value_name is not null`),
    index('history_entries_old')
      .on(t.storeId, t.oldValue)
      .where(sql`value_name is not null`),
  ],
);

export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    requestId: uuid(),
    /** Makes queueing idempotent: event, step and recipient. */
    key: text().notNull(),
    /** One address, or several separated by semicolons. */
    recipient: text().notNull(),
    /** Likewise. */
    cc: text(),
    language: text().$type<Language>().notNull().default('en'),
    template: text().notNull(),
    data: jsonb().$type<Record<string, string>>().notNull(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    nextAttemptAt: instant().notNull().defaultNow(),
    lastAttemptAt: instant(),
    /** Until then a process is sending it. */
    claimedUntil: instant(),
    sentAt: instant(),
    failedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('notifications_key').on(t.storeId, t.key),
    index('notifications_request').on(t.requestId),
    index('notifications_due').on(t.nextAttemptAt),
    // The queue's page, newest first.
    index('notifications_queue')
      .on(t.createdAt, t.id)
      .where(sql`sent_at is null`),
  ],
);

/** What an administrator wrote in the place of a built-in text. */
export const mailTemplates = pgTable(
  'mail_templates',
  {
    template: text().notNull(),
    language: text().$type<Language>().notNull(),
    subject: text().notNull(),
    /** HTML, without the frame of a document. */
    body: text().notNull(),
    version: integer().notNull().default(1),
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ columns: [t.template, t.language] })],
);

/** Every call that was forbidden, for "why can't I?" (access-and-approvals B4). */
export const deniedAttempts = pgTable(
  'denied_attempts',
  {
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    storeId: uuid().notNull(),
    userId: text().notNull(),
    /** What was lacking; null where no permission would have helped. */
    permission: text().$type<Permission>(),
    code: text().$type<ErrorCode>().notNull().default('permission.denied'),
    route: text().notNull(),
    at: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.id] }), index('denied_attempts_user').on(t.storeId, t.userId, t.at)],
);
