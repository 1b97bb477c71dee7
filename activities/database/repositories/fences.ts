/** Which try of a request's apply step may write to a store: at most one at any time. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../client.ts';
import { applyFences, requests } from '../schema/requests.ts';

export interface FenceKey {
  readonly requestId: string;
  readonly storeId: string;
}

const held = ({ requestId, storeId }: FenceKey, token: string) =>
  and(eq(applyFences.requestId, requestId), eq(applyFences.storeId, storeId), eq(applyFences.token, token));

const from = (leaseMs: number) => sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1000})`;

/**
 * Takes the fence when nobody holds it.
 * @returns `held` when another try does, `closed` when nothing may be written for this request any more
 */
export async function takeFence(
  db: Database,
  { requestId, storeId }: FenceKey,
  token: string,
  leaseMs: number,
): Promise<'taken' | 'held' | 'closed'> {
  const open = db
    .select({
      requestId: requests.id,
      storeId: sql`${storeId}::uuid`.as('store_id'),
      token: sql`${token}::uuid`.as('token'),
      heldUntil: from(leaseMs).as('held_until'),
      closed: sql`false`.as('closed'),
    })
    .from(requests)
    .where(and(eq(requests.id, requestId), isNull(requests.finishedAt)));
  const taken = await db
    .insert(applyFences)
    .select(open)
    .onConflictDoUpdate({
      target: [applyFences.requestId, applyFences.storeId],
      set: { token, heldUntil: from(leaseMs) },
      setWhere: sql`${applyFences.heldUntil} <= clock_timestamp() and not ${applyFences.closed}`,
    })
    .returning({ token: applyFences.token });
  if (taken.length > 0) return 'taken';
  const [row] = await db
    .select({ closed: applyFences.closed, finishedAt: requests.finishedAt })
    .from(requests)
    .leftJoin(applyFences, and(eq(applyFences.requestId, requests.id), eq(applyFences.storeId, storeId)))
    .where(eq(requests.id, requestId));
  return row === undefined || row.closed === true || row.finishedAt !== null ? 'closed' : 'held';
}

/** @returns false when another try has taken it, or the request is closed */
export async function renewFence(
  db: Database,
  key: FenceKey,
  token: string,
  leaseMs: number,
): Promise<boolean> {
  const renewed = await db
    .update(applyFences)
    .set({ heldUntil: from(leaseMs) })
    .where(and(held(key, token), eq(applyFences.closed, false)))
    .returning({ token: applyFences.token });
  return renewed.length > 0;
}

/** Lets the next try begin at once; with `closed` there is none. */
export async function leaveFence(db: Database, key: FenceKey, token: string, closed: boolean): Promise<void> {
  await db
    .update(applyFences)
    .set({ heldUntil: sql`clock_timestamp()`, closed })
    .where(held(key, token));
}

/** Locks the fence until the transaction ends. @returns false when it is not this try's any more */
export async function lockFence(tx: Transaction, key: FenceKey, token: string): Promise<boolean> {
  const rows = await tx
    .select({ token: applyFences.token })
    .from(applyFences)
    .where(and(held(key, token), eq(applyFences.closed, false)))
    .for('update');
  return rows.length > 0;
}

/**
 * Ends the right of every try that has not begun to write. Where one has, the next try may go on.
 * @returns whether a write may have happened
 */
export async function revokeFence(db: Database, requestId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [request] = await tx.select().from(requests).where(eq(requests.id, requestId));
    if (request === undefined) return false;
    await tx
      .insert(applyFences)
      .values({ requestId, storeId: request.storeId, token: sql`gen_random_uuid()`, closed: true })
      .onConflictDoUpdate({
        target: [applyFences.requestId, applyFences.storeId],
        set: { token: sql`gen_random_uuid()`, closed: true },
      });
    // Read once the fence is ours: a try that was beginning has ended or will find it taken.
    const [now] = await tx
      .select({ applyStartedAt: requests.applyStartedAt })
      .from(requests)
      .where(eq(requests.id, requestId));
    const begun = (now?.applyStartedAt ?? null) !== null;
    if (begun) {
      await tx
        .update(applyFences)
        .set({ closed: false })
        .where(and(eq(applyFences.requestId, requestId), eq(applyFences.storeId, request.storeId)));
    }
    return begun;
  });
}
