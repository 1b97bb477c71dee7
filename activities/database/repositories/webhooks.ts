/** Webhooks and their deliveries (access-and-approvals W11). */
import { and, asc, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { WebhookEvent } from '../../../workflows/contracts/webhooks.ts';
import type { Db } from '../client.ts';
import { webhookDeliveries, webhooks } from '../schema/webhooks.ts';

export type Webhook = typeof webhooks.$inferSelect;
export type NewWebhook = Pick<Webhook, 'storeId' | 'name' | 'url' | 'events' | 'workflowIds' | 'enabled'>;
export type Delivery = typeof webhookDeliveries.$inferSelect;

export const webhookSecret = (id: string): string => `webhook:${id}`;
export const oldWebhookSecret = (id: string): string => `webhook-old:${id}`;

export async function listWebhooks(db: Db, storeId: string): Promise<Webhook[]> {
  return db
    .select()
    .from(webhooks)
    .where(eq(webhooks.storeId, storeId))
    .orderBy(asc(sql`lower(${webhooks.name})`));
}

export async function getWebhook(db: Db, id: string): Promise<Webhook | null> {
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  return row ?? null;
}

export async function insertWebhook(db: Db, webhook: NewWebhook): Promise<Webhook> {
  const [row] = await db.insert(webhooks).values(webhook).returning();
  if (row === undefined) throw new Error('The webhook was not stored.');
  return row;
}

/** @param version the one the caller has seen; null for any. @returns null when somebody else changed it first */
export async function updateWebhook(
  db: Db,
  id: string,
  version: number | null,
  values: Partial<Omit<Webhook, 'id' | 'storeId' | 'version' | 'createdAt' | 'updatedAt'>>,
): Promise<Webhook | null> {
  const [row] = await db
    .update(webhooks)
    .set({ ...values, version: sql`${webhooks.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(webhooks.id, id), version === null ? undefined : eq(webhooks.version, version)))
    .returning();
  return row ?? null;
}

export async function deleteWebhook(db: Db, id: string): Promise<void> {
  await db.delete(webhooks).where(eq(webhooks.id, id));
}

/** Those of a store that are told of an event of a request, which these workflows ask for. */
export async function listTold(
  db: Db,
  storeId: string,
  event: WebhookEvent,
  workflowIds: readonly string[],
): Promise<Webhook[]> {
  return db
    .select()
    .from(webhooks)
    .where(
      and(
        eq(webhooks.storeId, storeId),
        eq(webhooks.enabled, true),
        sql`${webhooks.events} @> ${JSON.stringify([event])}::jsonb`,
        or(
          isNull(webhooks.workflowIds),
          sql`${webhooks.workflowIds} ?| array(select jsonb_array_elements_text(${JSON.stringify(workflowIds)}::jsonb))`,
        ),
      ),
    );
}

export async function insertDeliveries(
  db: Db,
  rows: readonly Pick<Delivery, 'webhookId' | 'requestId' | 'event' | 'body'>[],
): Promise<Delivery[]> {
  if (rows.length === 0) return [];
  return db
    .insert(webhookDeliveries)
    .values([...rows])
    .onConflictDoNothing()
    .returning();
}

export async function getDelivery(db: Db, id: string): Promise<Delivery | null> {
  const [row] = await db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id));
  return row ?? null;
}

/** Newest first. */
export async function listDeliveries(db: Db, webhookId: string, limit: number): Promise<Delivery[]> {
  return db
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
    .limit(limit);
}

/** What is written down and not in the hands of the engine, oldest first. */
export async function listUnstartedDeliveries(db: Db, limit: number): Promise<Delivery[]> {
  return db
    .select()
    .from(webhookDeliveries)
    .where(isNull(webhookDeliveries.startedAt))
    .orderBy(asc(webhookDeliveries.createdAt))
    .limit(limit);
}

export async function markDeliveryStarted(db: Db, id: string, round: number): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set({ startedAt: sql`now()` })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.round, round)));
}

/** One that has ended is tried from the beginning. @returns null where it has not ended */
export async function sendDeliveryAgain(db: Db, id: string): Promise<Delivery | null> {
  const [row] = await db
    .update(webhookDeliveries)
    .set({
      state: 'pending',
      round: sql`${webhookDeliveries.round} + 1`,
      attempts: 0,
      startedAt: null,
      nextAttemptAt: null,
      doneAt: null,
    })
    .where(and(eq(webhookDeliveries.id, id), sql`${webhookDeliveries.state} <> 'pending'`))
    .returning();
  return row ?? null;
}

/** How a try went; one of an earlier round is not heard any more. */
export async function noteAttempt(
  db: Db,
  { id, round }: Pick<Delivery, 'id' | 'round'>,
  values: Pick<Delivery, 'state' | 'lastStatus' | 'lastProblem'>,
  nextMs: number | null,
): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set({
      ...values,
      attempts: sql`${webhookDeliveries.attempts} + 1`,
      lastAttemptAt: sql`now()`,
      nextAttemptAt:
        values.state === 'pending' && nextMs !== null
          ? sql`now() + make_interval(secs => ${nextMs / 1000})`
          : null,
      doneAt: values.state === 'pending' ? null : sql`now()`,
    })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.round, round)));
}

export async function deleteOldDeliveries(db: Db, before: Date): Promise<void> {
  await db.delete(webhookDeliveries).where(lt(webhookDeliveries.createdAt, before));
}
