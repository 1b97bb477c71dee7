/** Ended requests that are old enough to go (access-and-approvals Q7). What they changed stays in history. */
import { and, count, eq, inArray, isNotNull, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { FinalState } from '../../../workflows/contracts/requests.ts';
import type { Db, Transaction } from '../client.ts';
import { notifications } from '../schema/history.ts';
import { approvalApprovers, requests } from '../schema/requests.ts';

export interface OldRequests {
  readonly storeId: string;
  /** Asked at least so many days ago. */
  readonly days: number;
  readonly states: readonly FinalState[];
}

const isOld = ({ storeId, days, states }: OldRequests): SQL | undefined =>
  and(
    eq(requests.storeId, storeId),
    inArray(requests.state, [...states]),
    // Nothing that a workflow still works on.
    isNotNull(requests.finishedAt),
    lte(requests.createdAt, sql`now() - make_interval(days => ${days})`),
    // What was done without approval is told in the weekly report first (B6).
    or(isNull(requests.breakGlassReason), lte(requests.createdAt, sql`now() - interval '15 days'`)),
  );

/** How many there are of each state; dry runs, which no list shows, are not counted. */
export async function countOldRequests(
  db: Db,
  old: OldRequests,
): Promise<{ readonly state: FinalState; readonly count: number }[]> {
  const rows = await db
    .select({ state: requests.state, count: count() })
    .from(requests)
    .where(and(isOld(old), eq(requests.dryRun, false)))
    .groupBy(requests.state)
    .orderBy(requests.state);
  return rows.map((row) => ({ ...row, state: row.state as FinalState }));
}

/** With everything that belongs to them, dry runs of that age included. */
export async function deleteOldRequests(tx: Transaction, old: OldRequests): Promise<void> {
  const doomed = tx.select({ id: requests.id }).from(requests).where(isOld(old));
  await tx.delete(approvalApprovers).where(inArray(approvalApprovers.requestId, doomed));
  await tx.delete(notifications).where(inArray(notifications.requestId, doomed));
  // A part outlives the request it was saved with.
  await tx.update(requests).set({ partOf: null }).where(inArray(requests.partOf, doomed));
  await tx.delete(requests).where(isOld(old));
}
