/** What the operations pages read beside the engine, and the trail of what operators did. */
import {
  and,
  asc,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  lt,
  min,
  notExists,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { Db } from '../client.ts';
import { notifications } from '../schema/history.ts';
import { operatorActions } from '../schema/operations.ts';
import { approvals, requestEvents, requests } from '../schema/requests.ts';
import type { Request } from './requests.ts';

export type OperatorAction = typeof operatorActions.$inferSelect;
export type NewOperatorAction = Pick<
  OperatorAction,
  'workflowId' | 'requestId' | 'storeId' | 'action' | 'actorStoreId' | 'actorId' | 'actorName'
>;

export interface OperationsPage {
  /** Null: all stores. */
  readonly storeIds: readonly string[] | null;
  /** The last row of the page before. */
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Open for longer than this without news, a request is worth a look at its run. */
const quietAfterSeconds = 15;

/**
 * Open requests that may be stuck, newest first: a step was tried again, nothing has happened for a
 * while although nobody is waited for, or nobody can decide. The engine knows which of them are.
 */
export async function listSuspects(db: Db, page: OperationsPage): Promise<Request[]> {
  const triedAgain = db
    .select({ one: sql`1` })
    .from(requestEvents)
    .where(and(eq(requestEvents.requestId, requests.id), eq(requestEvents.kind, 'retrying')));
  const quiet = lt(requests.updatedAt, sql`now() - make_interval(secs => ${quietAfterSeconds})`);
  return listPage(db, page, requests.createdAt, [
    inArray(requests.state, ['queued', 'running', 'pending']),
    or(
      and(inArray(requests.state, ['queued', 'running']), or(exists(triedAgain), quiet)),
      and(eq(requests.state, 'pending'), exists(heldStep(db))),
    ),
  ]);
}

/** Open requests that wait for people, as far as the read model knows: all those that are no suspects. */
export const listWaiting = (db: Db, page: OperationsPage): Promise<Request[]> =>
  listPage(db, page, requests.createdAt, [eq(requests.state, 'pending'), notExists(heldStep(db))]);

const heldStep = (db: Db) =>
  db
    .select({ one: sql`1` })
    .from(approvals)
    .where(and(eq(approvals.requestId, requests.id), eq(approvals.state, 'open'), eq(approvals.held, true)));

/** Of these requests, the approval steps that are open. */
export async function listOpenSteps(
  db: Db,
  ids: readonly string[],
): Promise<{ requestId: string; step: number }[]> {
  if (ids.length === 0) return [];
  return db
    .select({ requestId: approvals.requestId, step: approvals.step })
    .from(approvals)
    .where(and(inArray(approvals.requestId, [...ids]), eq(approvals.state, 'open')))
    .orderBy(asc(approvals.requestId), asc(approvals.step));
}

/** Requests that ended as failed, the latest first. */
export const listFailed = (db: Db, page: OperationsPage): Promise<Request[]> =>
  listPage(db, page, requests.finishedAt, [eq(requests.state, 'failed'), isNotNull(requests.finishedAt)]);

async function listPage(
  db: Db,
  { storeIds, after, limit }: OperationsPage,
  key: typeof requests.createdAt | typeof requests.finishedAt,
  conditions: readonly (SQL | undefined)[],
): Promise<Request[]> {
  return db
    .select()
    .from(requests)
    .where(
      and(
        eq(requests.dryRun, false),
        storeIds === null ? undefined : inArray(requests.storeId, [...storeIds]),
        after === null
          ? undefined
          : sql`(${key}, ${requests.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
        ...conditions,
      ),
    )
    .orderBy(desc(key), desc(requests.id))
    .limit(limit);
}

export async function listRequestsById(db: Db, ids: readonly string[]): Promise<Request[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(requests)
    .where(inArray(requests.id, [...ids]));
}

/** Of these requests, those that ended before a moment. @param storeIds null: of all stores */
export async function listOver(
  db: Db,
  ids: readonly string[],
  { storeIds, before }: { readonly storeIds: readonly string[] | null; readonly before: Date },
): Promise<Request[]> {
  const known = ids.filter((id) => id !== '');
  if (known.length === 0) return [];
  return db
    .select()
    .from(requests)
    .where(
      and(
        inArray(requests.id, known),
        lt(requests.finishedAt, before),
        storeIds === null ? undefined : inArray(requests.storeId, [...storeIds]),
      ),
    );
}

/** Of these requests, those whose open step nobody can decide. */
export async function listHeld(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ id: approvals.requestId })
    .from(approvals)
    .where(
      and(inArray(approvals.requestId, [...ids]), eq(approvals.state, 'open'), eq(approvals.held, true)),
    );
  return new Set(rows.map(({ id }) => id));
}

export interface WaitingMails {
  readonly requestId: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date;
}

/** Of these requests, those with mails that were tried in vain and are tried again. */
export async function listWaitingMails(db: Db, ids: readonly string[]): Promise<WaitingMails[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      requestId: notifications.requestId,
      attempts: sql<number>`max(${notifications.attempts})`.mapWith(Number),
      lastError: min(notifications.lastError),
      nextAttemptAt: min(notifications.nextAttemptAt),
    })
    .from(notifications)
    .where(
      and(
        inArray(notifications.requestId, [...ids]),
        isNull(notifications.sentAt),
        isNull(notifications.failedAt),
        isNotNull(notifications.lastError),
      ),
    )
    .groupBy(notifications.requestId);
  return rows.flatMap(({ requestId, nextAttemptAt, ...rest }) =>
    requestId === null || nextAttemptAt === null ? [] : [{ requestId, nextAttemptAt, ...rest }],
  );
}

/** The request's waiting mails may be tried at once. */
export async function makeMailsDue(db: Db, requestId: string): Promise<void> {
  await db
    .update(notifications)
    .set({ nextAttemptAt: sql`now()` })
    .where(
      and(
        eq(notifications.requestId, requestId),
        isNull(notifications.sentAt),
        isNull(notifications.failedAt),
        isNotNull(notifications.lastError),
      ),
    );
}

export async function insertOperatorAction(db: Db, action: NewOperatorAction): Promise<string> {
  const [row] = await db.insert(operatorActions).values(action).returning({ id: operatorActions.id });
  if (row === undefined) throw new Error('An insert gave no row back.');
  return row.id;
}

export async function settleOperatorAction(
  db: Db,
  id: string,
  outcome: 'done' | 'refused',
  reason: string | null,
): Promise<void> {
  await db.update(operatorActions).set({ outcome, reason }).where(eq(operatorActions.id, id));
}

/** Oldest first. */
export async function listOperatorActions(db: Db, workflowId: string): Promise<OperatorAction[]> {
  return db
    .select()
    .from(operatorActions)
    .where(eq(operatorActions.workflowId, workflowId))
    .orderBy(asc(operatorActions.at));
}
