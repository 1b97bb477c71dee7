/** Memberships that end by themselves (access-and-approvals B5). */
import { and, eq, gt, inArray, isNull, lte, ne, notInArray, or, sql } from 'drizzle-orm';
import type { PlannedChange } from '../../../workflows/contracts/plan.ts';
import type { Db, Transaction } from '../client.ts';
import { membershipEnds } from '../schema/membership-ends.ts';
import { applyJournal, changeSets, requests } from '../schema/requests.ts';

export type MembershipEnd = typeof membershipEnds.$inferSelect;

interface GroupOf {
  readonly storeId: string;
  readonly groupId: string;
}

const inGroup = ({ storeId, groupId }: GroupOf, memberIds: readonly string[]) =>
  and(
    eq(membershipEnds.storeId, storeId),
    eq(membershipEnds.groupId, groupId),
    inArray(membershipEnds.memberId, [...memberIds]),
  );

/** Writers of one group's ends come one after the other until their transactions end. */
export async function lockEnds(tx: Transaction, { storeId, groupId }: GroupOf): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`membership-ends/${storeId}/${groupId}`}, 0))`,
  );
}

/** The ends of these memberships, by member; of whoever is not among them there is none. */
export async function listEnds(
  db: Db,
  group: GroupOf,
  memberIds: readonly string[],
): Promise<Map<string, MembershipEnd>> {
  if (memberIds.length === 0) return new Map();
  const rows = await db.select().from(membershipEnds).where(inGroup(group, memberIds));
  return new Map(rows.map((row) => [row.memberId, row]));
}

/** When a member's memberships in these groups end, by group. */
export async function endsOfMember(
  db: Db,
  storeId: string,
  memberId: string,
  groupIds: readonly string[],
): Promise<Map<string, Date>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .select({ groupId: membershipEnds.groupId, until: membershipEnds.until })
    .from(membershipEnds)
    .where(
      and(
        eq(membershipEnds.storeId, storeId),
        eq(membershipEnds.memberId, memberId),
        eq(membershipEnds.state, 'active'),
        inArray(membershipEnds.groupId, [...groupIds]),
      ),
    );
  return new Map(rows.flatMap(({ groupId, until }) => (until === null ? [] : [[groupId, until] as const])));
}

/** When a membership ends, ISO 8601; null for one without end, or whose end is not in force yet. */
export const endIn = (end: MembershipEnd | undefined): string | null =>
  (end?.state === 'active' ? end.until : end?.beforeUntil)?.toISOString() ?? null;

/** What a request sets, replacing what was; that comes back when the request fails. */
export async function planEnd(
  tx: Transaction,
  { storeId, groupId }: GroupOf,
  memberId: string,
  requestId: string,
  until: Date | null,
  before: MembershipEnd | null,
): Promise<void> {
  const values = {
    until,
    state: 'planned' as const,
    requestId,
    beforeUntil: before?.until ?? null,
    beforeRequestId: before?.requestId ?? null,
    removingRequestId: null,
  };
  await tx
    .insert(membershipEnds)
    .values({ storeId, groupId, memberId, ...values })
    .onConflictDoUpdate({
      target: [membershipEnds.storeId, membershipEnds.groupId, membershipEnds.memberId],
      set: { ...values, changedAt: sql`clock_timestamp()` },
    });
}

/** From here on the request may have removed them. */
export async function markRemoving(
  tx: Transaction,
  group: GroupOf,
  memberIds: readonly string[],
  requestId: string,
): Promise<void> {
  if (memberIds.length === 0) return;
  await tx.update(membershipEnds).set({ removingRequestId: requestId }).where(inGroup(group, memberIds));
}

/** Of these requests, those that have not ended yet. */
export async function unfinishedAmong(db: Db, requestIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (requestIds.length === 0) return new Set();
  const rows = await db
    .select({ id: requests.id })
    .from(requests)
    .where(and(inArray(requests.id, [...requestIds]), isNull(requests.finishedAt)));
  return new Set(rows.map(({ id }) => id));
}

/** Plans for the group that have been begun to be written since a moment, or are being written, by other requests. */
export async function listBegunPlans(
  tx: Transaction,
  { storeId, groupId }: GroupOf,
  requestId: string,
  since: Date,
): Promise<readonly (readonly PlannedChange[])[]> {
  const rows = await tx
    .selectDistinct({ id: requests.id, changes: changeSets.changes })
    .from(requests)
    .innerJoin(changeSets, eq(changeSets.requestId, requests.id))
    .innerJoin(applyJournal, eq(applyJournal.requestId, requests.id))
    .where(
      and(
        eq(requests.storeId, storeId),
        eq(requests.targetId, groupId),
        ne(requests.id, requestId),
        notInArray(requests.state, ['failed', 'stale', 'cancelled']),
        or(isNull(requests.finishedAt), gt(requests.finishedAt, since)),
      ),
    );
  return rows.map(({ changes }) => changes);
}

/**
 * The request has ended: what it wrote is in force, what it did not is as before.
 * @param isDone whether this member was added, changed or removed as planned
 */
export async function settleEnds(
  tx: Transaction,
  requestId: string,
  isDone: (memberId: string) => boolean,
): Promise<void> {
  const rows = await tx
    .select()
    .from(membershipEnds)
    .where(
      or(
        and(eq(membershipEnds.requestId, requestId), eq(membershipEnds.state, 'planned')),
        eq(membershipEnds.removingRequestId, requestId),
      ),
    )
    .for('update');
  for (const row of rows) {
    const own = inGroup(row, [row.memberId]);
    const set = (values: Partial<MembershipEnd>) => tx.update(membershipEnds).set(values).where(own);
    const drop = () => tx.delete(membershipEnds).where(own);
    if (row.removingRequestId === requestId) {
      await (isDone(row.memberId) ? drop() : set({ removingRequestId: null }));
    } else if (isDone(row.memberId)) {
      await (row.until === null
        ? drop()
        : set({ state: 'active', beforeUntil: null, beforeRequestId: null }));
    } else if (row.beforeRequestId === null || row.beforeUntil === null) await drop();
    else {
      await set({
        state: 'active',
        until: row.beforeUntil,
        requestId: row.beforeRequestId,
        beforeUntil: null,
        beforeRequestId: null,
      });
    }
  }
}

/** Members who had left already when their day came: nothing is left to end. */
export async function dropDueEnds(
  tx: Transaction,
  group: GroupOf,
  memberIds: readonly string[],
  because: string,
): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .delete(membershipEnds)
    .where(
      and(
        inGroup(group, memberIds),
        eq(membershipEnds.requestId, because),
        eq(membershipEnds.state, 'active'),
        isNull(membershipEnds.removingRequestId),
        lte(membershipEnds.until, sql`now()`),
      ),
    );
}

/** What a request set, and what others are about to replace of it. */
export async function listEndsOf(db: Db, requestId: string): Promise<MembershipEnd[]> {
  return db
    .select()
    .from(membershipEnds)
    .where(or(eq(membershipEnds.requestId, requestId), eq(membershipEnds.beforeRequestId, requestId)));
}

export async function markWarned(
  db: Db,
  { storeId, groupId, memberId, until }: MembershipEnd,
): Promise<void> {
  await db
    .update(membershipEnds)
    .set({ warnedOf: until })
    .where(inGroup({ storeId, groupId }, [memberId]));
}
