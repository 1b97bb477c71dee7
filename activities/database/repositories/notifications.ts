/** Queued mail: one row per event and recipient, sent at least once. */
import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { notifications } from '../schema/history.ts';

export type Notification = typeof notifications.$inferSelect;
export type NewNotification = Pick<
  Notification,
  'storeId' | 'requestId' | 'key' | 'recipient' | 'template' | 'data'
> &
  Partial<Pick<Notification, 'cc' | 'language'>>;

/** The same key twice is one mail, also when the first one was sent long ago. */
export async function queueNotifications(db: Db, rows: readonly NewNotification[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(notifications)
    .values([...rows])
    .onConflictDoNothing();
}

const unsettled = (requestId: string) =>
  and(eq(notifications.requestId, requestId), isNull(notifications.sentAt), isNull(notifications.failedAt));

/** The request's mails that may be tried now. */
export async function listDueNotifications(db: Db, requestId: string): Promise<Notification[]> {
  return db
    .select()
    .from(notifications)
    .where(and(unsettled(requestId), lte(notifications.nextAttemptAt, sql`now()`)))
    .orderBy(asc(notifications.createdAt), asc(notifications.id));
}

/**
 * Takes a due mail for one try; null when another process has it. Whoever is killed while holding
 * it leaves it due again after the lease.
 */
export async function claimNotification(db: Db, id: string, leaseMs: number): Promise<Notification | null> {
  const [row] = await db
    .update(notifications)
    .set({
      nextAttemptAt: sql`now() + make_interval(secs => ${leaseMs / 1000})`,
      claimedUntil: sql`now() + make_interval(secs => ${leaseMs / 1000})`,
      lastAttemptAt: sql`now()`,
    })
    .where(
      and(
        eq(notifications.id, id),
        isNull(notifications.sentAt),
        isNull(notifications.failedAt),
        lte(notifications.nextAttemptAt, sql`now()`),
      ),
    )
    .returning();
  return row ?? null;
}

/** How many of the request's mails still wait to be sent. */
export async function countUnsettledNotifications(db: Db, requestId: string): Promise<number> {
  return db.$count(notifications, unsettled(requestId));
}

export async function markSent(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(notifications)
    .set({
      sentAt: sql`now()`,
      lastError: null,
      claimedUntil: null,
      attempts: sql`${notifications.attempts} + 1`,
    })
    .where(inArray(notifications.id, [...ids]));
}

/** One more try failed. @param retryInMs until the next one; null to give up */
export async function markFailed(db: Db, id: string, error: string, retryInMs: number | null): Promise<void> {
  await db
    .update(notifications)
    .set({
      attempts: sql`${notifications.attempts} + 1`,
      lastError: error,
      lastAttemptAt: sql`now()`,
      claimedUntil: null,
      ...(retryInMs === null
        ? { failedAt: sql`now()` }
        : { nextAttemptAt: sql`now() + make_interval(secs => ${retryInMs / 1000})` }),
    })
    .where(eq(notifications.id, id));
}
