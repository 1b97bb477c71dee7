/** The queue of mails as its page shows it: what waits or failed. What was sent has left (reports-history-notifications N5). */
import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { notifications } from '../schema/history.ts';
import type { Notification } from './notifications.ts';

export const queueStates = ['pending', 'failed', 'all'] as const;
/** `pending` was never tried; `failed` was, and waits for the next try or was given up. */
export type QueueState = (typeof queueStates)[number];

const isQueued = isNull(notifications.sentAt);
const inProgress = gt(notifications.claimedUntil, sql`now()`);
const wasTried = or(gt(notifications.attempts, 0), isNotNull(notifications.failedAt));
const within: Readonly<Record<QueueState, SQL | undefined>> = {
  pending: and(eq(notifications.attempts, 0), isNull(notifications.failedAt)),
  failed: wasTried,
  all: undefined,
};

export interface QueueQuery {
  readonly state: QueueState;
  /** Null: of all stores. */
  readonly storeId: string | null;
  /** The last row of the page before. */
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Newest first. */
export async function listQueue(
  db: Db,
  { state, storeId, after, limit }: QueueQuery,
): Promise<Notification[]> {
  return db
    .select()
    .from(notifications)
    .where(
      and(
        isQueued,
        within[state],
        storeId === null ? undefined : eq(notifications.storeId, storeId),
        after === null
          ? undefined
          : sql`(${notifications.createdAt}, ${notifications.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(limit);
}

/** How many there are in each state. */
export async function countQueue(db: Db, storeId: string | null): Promise<Record<QueueState, number>> {
  const [row] = await db
    .select({
      all: sql<number>`count(*)`.mapWith(Number),
      failed: sql<number>`count(*) filter (where ${wasTried})`.mapWith(Number),
    })
    .from(notifications)
    .where(and(isQueued, storeId === null ? undefined : eq(notifications.storeId, storeId)));
  const { all = 0, failed = 0 } = row ?? {};
  return { pending: all - failed, failed, all };
}

const ofThese = (ids: readonly string[]) =>
  and(
    isQueued,
    inArray(notifications.id, [...ids]),
    or(isNull(notifications.claimedUntil), sql`not ${inProgress}`),
  );

/** Makes mails due, those that were given up as well. @returns them; those being sent at the moment are left alone */
export async function releaseQueued(db: Db, ids: readonly string[]): Promise<Notification[]> {
  return db
    .update(notifications)
    .set({ nextAttemptAt: sql`now()`, failedAt: null })
    .where(ofThese(ids))
    .returning();
}

/** @returns what was deleted; mails being sent at the moment are left alone */
export async function deleteQueued(db: Db, ids: readonly string[]): Promise<Notification[]> {
  return db.delete(notifications).where(ofThese(ids)).returning();
}

/** What was sent long ago; until then its key keeps it from being queued again. */
export async function deleteSentMails(db: Db, before: Date): Promise<void> {
  await db.delete(notifications).where(lt(notifications.sentAt, before));
}
