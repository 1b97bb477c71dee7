/** Who stands in for whom. Only the person who is away hands on: a delegate's own delegate is asked nothing of theirs. */
import { and, asc, desc, eq, exists, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { delegations } from '../schema/delegations.ts';
import { approvalApprovers, approvals, requests } from '../schema/requests.ts';
import type { Approval, Approver } from './approvals.ts';
import type { Person, Request } from './requests.ts';

export type Delegation = typeof delegations.$inferSelect;
export type NewDelegation = Omit<typeof delegations.$inferInsert, 'id' | 'createdAt' | 'toldAt' | 'endedAt'>;

const givenBy = ({ storeId, id }: Person) =>
  and(eq(delegations.storeId, storeId), eq(delegations.delegatorId, id));
const heldBy = ({ storeId, id }: Person) =>
  and(eq(delegations.storeId, storeId), eq(delegations.delegateId, id));
const notOver = () => and(isNull(delegations.endedAt), sql`${delegations.endsAt} > now()`);
const active = () => and(notOver(), sql`${delegations.startsAt} <= now()`);
const covers = (definitionId: SQL | string | null) =>
  or(isNull(delegations.workflows), sql`${delegations.workflows} ? (${definitionId})::text`);

export async function insertDelegation(db: Db, delegation: NewDelegation): Promise<Delegation> {
  const [row] = await db.insert(delegations).values(delegation).returning();
  if (row === undefined) throw new Error('The delegation was not stored.');
  return row;
}

/** What the person has handed on, now or later; what is over is not told. */
export async function listGiven(db: Db, person: Person): Promise<Delegation[]> {
  return db
    .select()
    .from(delegations)
    .where(and(givenBy(person), notOver()))
    .orderBy(asc(delegations.startsAt), asc(delegations.id));
}

/** For whom the person stands in, now or later. */
export async function listHeld(db: Db, person: Person): Promise<Delegation[]> {
  return db
    .select()
    .from(delegations)
    .where(and(heldBy(person), notOver()))
    .orderBy(asc(delegations.startsAt), asc(delegations.id));
}

/** For whom the person stands in at this moment. */
export async function listStandingIn(db: Db, person: Person): Promise<Delegation[]> {
  return db
    .select()
    .from(delegations)
    .where(and(heldBy(person), active()))
    .orderBy(desc(delegations.startsAt));
}

/** @returns false where the person has none of that id that is not over */
export async function endDelegation(db: Db, person: Person, id: string, endedAt: Date): Promise<boolean> {
  const rows = await db
    .update(delegations)
    .set({ endedAt })
    .where(and(givenBy(person), eq(delegations.id, id), notOver()))
    .returning({ id: delegations.id });
  return rows.length > 0;
}

/** At this moment the one stands in for the other as far as that workflow goes. */
export async function standsInFor(
  db: Db,
  delegate: Person,
  delegatorId: string,
  definitionId: string | null,
): Promise<boolean> {
  const found = await db.$count(
    delegations,
    and(heldBy(delegate), eq(delegations.delegatorId, delegatorId), active(), covers(definitionId)),
  );
  return found > 0;
}

/** Condition over approvers, approvals and requests: the person stands in for that approver. */
export const coveredFor = (db: Db, person: Person): SQL | undefined =>
  and(
    eq(approvalApprovers.storeId, person.storeId),
    // Nobody decides their own request by standing in for somebody else.
    or(ne(requests.actorId, person.id), ne(requests.actorStoreId, person.storeId)),
    exists(
      db
        .select({ one: sql`1` })
        .from(delegations)
        .where(
          and(
            heldBy(person),
            eq(delegations.delegatorId, approvalApprovers.approverId),
            active(),
            covers(sql`${approvals.definitionId}`),
          ),
        ),
    ),
  );

/** The person stands in for somebody who is asked at that step. */
export async function standsInAt(db: Db, person: Person, requestId: string, step: number): Promise<boolean> {
  const [row] = await db
    .select({ step: approvals.step })
    .from(approvalApprovers)
    .innerJoin(
      approvals,
      and(eq(approvals.requestId, approvalApprovers.requestId), eq(approvals.step, approvalApprovers.step)),
    )
    .innerJoin(requests, eq(requests.id, approvals.requestId))
    .where(and(eq(approvals.requestId, requestId), eq(approvals.step, step), coveredFor(db, person)))
    .limit(1);
  return row !== undefined;
}

/** The people who stand in for these approvers of a step, without who asked. */
export async function listDelegates(
  db: Db,
  request: Pick<Request, 'actorId' | 'actorStoreId'>,
  approval: Pick<Approval, 'definitionId'>,
  approvers: readonly Approver[],
): Promise<Delegation[]> {
  const [first] = approvers;
  if (first === undefined) return [];
  const found = await db
    .select()
    .from(delegations)
    .where(
      and(
        eq(delegations.storeId, first.storeId),
        inArray(
          delegations.delegatorId,
          approvers.map(({ approverId }) => approverId),
        ),
        active(),
        covers(approval.definitionId),
      ),
    );
  return found.filter(
    ({ storeId, delegateId }) => storeId !== request.actorStoreId || delegateId !== request.actorId,
  );
}

/** Begun, and nobody was told yet. */
export async function listUntold(db: Db, limit: number): Promise<Delegation[]> {
  return db
    .select()
    .from(delegations)
    .where(and(active(), isNull(delegations.toldAt)))
    .limit(limit);
}

export async function markTold(db: Db, id: string, toldAt: Date): Promise<void> {
  await db.update(delegations).set({ toldAt }).where(eq(delegations.id, id));
}

/** The open steps that wait for the delegator and reach the delegate. */
export async function listOpenFor(
  db: Db,
  { storeId, delegatorId, delegateId, workflows }: Delegation,
  limit: number,
): Promise<{ readonly request: Request; readonly approval: Approval }[]> {
  return db
    .select({ request: requests, approval: approvals })
    .from(approvalApprovers)
    .innerJoin(
      approvals,
      and(eq(approvals.requestId, approvalApprovers.requestId), eq(approvals.step, approvalApprovers.step)),
    )
    .innerJoin(requests, eq(requests.id, approvals.requestId))
    .where(
      and(
        eq(approvalApprovers.storeId, storeId),
        eq(approvalApprovers.approverId, delegatorId),
        eq(approvals.state, 'open'),
        eq(requests.state, 'pending'),
        or(ne(requests.actorId, delegateId), ne(requests.actorStoreId, storeId)),
        workflows === null ? undefined : inArray(approvals.definitionId, [...workflows]),
      ),
    )
    .limit(limit);
}
