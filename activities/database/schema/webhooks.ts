/** Whom a store tells of its requests, and what was sent (access-and-approvals W11). */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { DeliveryState, testEvent, WebhookEvent } from '../../../workflows/contracts/webhooks.ts';
import { createdAt, id, instant, updatedAt } from './columns.ts';
import { identityStores } from './stores.ts';

/** Its secrets are store secrets: `webhook:<id>`, and `webhook-old:<id>` for a while after a rotation. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: id(),
    storeId: uuid()
      .notNull()
      .references(() => identityStores.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    url: text().notNull(),
    events: jsonb().$type<readonly WebhookEvent[]>().notNull(),
    /** Told only of requests that one of these workflows asks for; null for all of them (section 6, `webhooks`). */
    workflowIds: jsonb().$type<readonly string[]>(),
    enabled: boolean().notNull().default(true),
    /** Why Muster switched it off; null where a person did, or nobody. */
    disabledReason: text(),
    /** Until then the secret before the last rotation signs, too. */
    oldSecretUntil: instant(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex('webhooks_store_name_key').on(t.storeId, sql`lower(${t.name})`)],
);

export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    /** With `msg_` before it, the `webhook-id` by which receivers know a message they have had. */
    id: id(),
    webhookId: uuid()
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    /** Null for a test. */
    requestId: uuid(),
    event: text().$type<WebhookEvent | typeof testEvent>().notNull(),
    /** What is sent, byte for byte. */
    body: text().notNull(),
    state: text().$type<DeliveryState>().notNull().default('pending'),
    round: integer().notNull().default(1),
    attempts: integer().notNull().default(0),
    /** Of the last answer; null where there was none. */
    lastStatus: integer(),
    lastProblem: text(),
    createdAt: createdAt(),
    /** The engine has it. */
    startedAt: instant(),
    lastAttemptAt: instant(),
    nextAttemptAt: instant(),
    doneAt: instant(),
  },
  (t) => [
    index('webhook_deliveries_newest').on(t.webhookId, t.createdAt, t.id),
    index('webhook_deliveries_unstarted')
      .on(t.createdAt)
      .where(sql`started_at is null`),
    // An event is told once, however often it is written down.
    uniqueIndex('webhook_deliveries_event_key')
      .on(t.webhookId, t.requestId, t.event)
      .where(sql`request_id is not null`),
  ],
);
