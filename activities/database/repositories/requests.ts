/** Requests and their timelines. */
import { and, asc, eq, exists, gt, gte, inArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Action } from '../../../workflows/contracts/actions.ts';
import type { Problem } from '../../../workflows/contracts/errors.ts';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import { isFinal, type RequestEventKind, type RequestState } from '../../../workflows/contracts/requests.ts';
import type { PlanItem } from '../../../workflows/contracts/plan.ts';
import type { Db, Transaction } from '../client.ts';
import { coveredFor } from './delegations.ts';
import { recordFilter } from './record-filter.ts';
import { requestColumns } from './request-columns.ts';
import { approvalApprovers, approvals, changeSets, requestEvents, requests } from '../schema/requests.ts';

export type Request = typeof requests.$inferSelect;
export type NewRequest = Pick<
  Request,
  | 'id'
  | 'action'
  | 'storeId'
  | 'actorStoreId'
  | 'actorId'
  | 'actorName'
  | 'input'
  | 'inputHash'
  | 'dryRun'
  | 'targetId'
> &
  Partial<
    Pick<
      Request,
      | 'expectedPlan'
      | 'client'
      | 'token'
      | 'partOf'
      | 'heldBy'
      | 'targetName'
      | 'actorMail'
      | 'breakGlassReason'
    >
  >;
export type RequestEvent = typeof requestEvents.$inferSelect;

/** A person, by store and immutable id. */
export interface Person {
  readonly storeId: string;
  readonly id: string;
}

/**
 * Makes the click durable. The same id twice is one row.
 * @returns the row as it stands, and whether this call made it
 */
export async function insertRequest(
  db: Db,
  request: NewRequest,
): Promise<{ request: Request; inserted: boolean }> {
  return db.transaction(async (tx) => {
    const [made] = await tx.insert(requests).values(request).onConflictDoNothing().returning();
    if (made !== undefined) {
      await appendEvent(tx, made.id, 'accepted', 'accepted');
      return { request: made, inserted: true };
    }
    const existing = await getRequest(tx, request.id);
    if (existing === null) throw new Error(`Request ${request.id} vanished while it was inserted.`);
    return { request: existing, inserted: false };
  });
}

export async function getRequest(db: Db, id: string): Promise<Request | null> {
  const [row] = await db.select().from(requests).where(eq(requests.id, id));
  return row ?? null;
}

/** The engine has the request: the sweeper need not start it. */
export async function markStarted(db: Db, id: string): Promise<void> {
  await db
    .update(requests)
    .set({ startedAt: sql`now()` })
    .where(and(eq(requests.id, id), isNull(requests.startedAt)));
}

/** Requests whose start never reached the engine (the API died, or the engine was away). */
export async function listUnstarted(db: Db, olderThanMs: number, limit: number): Promise<Request[]> {
  return db
    .select()
    .from(requests)
    .where(
      and(
        isNull(requests.startedAt),
        eq(requests.state, 'queued'),
        lt(requests.createdAt, sql`now() - make_interval(secs => ${olderThanMs / 1000})`),
      ),
    )
    .orderBy(asc(requests.createdAt))
    .limit(limit);
}

/** What may change as a request goes on. */
interface RequestProgress {
  readonly problem?: Problem | null;
  readonly targetId?: string | null;
  readonly targetName?: string;
  readonly actorMail?: string | null;
  readonly decidedAt?: Date;
}

/** Moves a request on; one that has ended stays as it is. @returns whether it moved */
export async function setState(
  db: Db,
  id: string,
  state: RequestState,
  progress: RequestProgress = {},
): Promise<boolean> {
  const moved = await db
    .update(requests)
    .set({ ...progress, state, updatedAt: sql`now()`, ...(isFinal(state) ? { finishedAt: sql`now()` } : {}) })
    .where(and(eq(requests.id, id), isNull(requests.finishedAt)))
    .returning({ id: requests.id });
  return moved.length > 0;
}

/** Adds a step to the timeline; the same key twice is one step. Listeners hear it at commit. */
export async function appendEvent(
  db: Db,
  requestId: string,
  kind: RequestEventKind,
  key: string,
  data: Record<string, unknown> = {},
): Promise<boolean> {
  const inserted = await db
    .insert(requestEvents)
    .values({ requestId, kind, key, data })
    .onConflictDoNothing()
    .returning({ id: requestEvents.id });
  return inserted.length > 0;
}

/** A step that repeats (a retry): the row is kept up to date instead of growing the timeline. */
export async function upsertEvent(
  db: Db,
  requestId: string,
  kind: RequestEventKind,
  key: string,
  data: Record<string, unknown>,
): Promise<void> {
  await db.transaction(async (tx) => {
    // A new row, not an update: its id is what a reconnecting reader resumes from.
    await tx
      .delete(requestEvents)
      .where(and(eq(requestEvents.requestId, requestId), eq(requestEvents.key, key)));
    await tx.insert(requestEvents).values({ requestId, kind, key, data }).onConflictDoNothing();
  });
}

export async function listEvents(db: Db, requestId: string, afterId = 0): Promise<RequestEvent[]> {
  return db
    .select()
    .from(requestEvents)
    .where(and(eq(requestEvents.requestId, requestId), gt(requestEvents.id, afterId)))
    .orderBy(asc(requestEvents.id));
}

/** Which requests: one's own, those one may decide, or all of some stores. */
export type RequestScope =
  | { readonly of: 'mine'; readonly person: Person }
  | { readonly of: 'inbox'; readonly person: Person; readonly heldInStores: readonly string[] }
  | { readonly of: 'all'; readonly storeIds: readonly string[] };

export interface RequestFilter {
  readonly scope: RequestScope;
  readonly states?: readonly RequestState[];
  readonly action?: Action;
  readonly storeId?: string;
  readonly targetId?: string;
  /** Asked at this moment or later. */
  readonly createdFrom?: Date;
  /** Asked before this moment. */
  readonly createdBefore?: Date;
  /** Checked against the fields of requests. */
  readonly filter?: Filter;
}

export async function countRequests(db: Db, filter: RequestFilter): Promise<number> {
  return db.$count(requests, and(...conditionsOf(db, filter)));
}

/** Dry runs are in no list. */
export function conditionsOf(db: Db, filter: RequestFilter): (SQL | undefined)[] {
  return [
    eq(requests.dryRun, false),
    scopeOf(db, filter.scope),
    filter.states === undefined ? undefined : inArray(requests.state, [...filter.states]),
    filter.action === undefined ? undefined : eq(requests.action, filter.action),
    filter.storeId === undefined ? undefined : eq(requests.storeId, filter.storeId),
    filter.targetId === undefined ? undefined : eq(requests.targetId, filter.targetId),
    filter.createdFrom === undefined ? undefined : gte(requests.createdAt, filter.createdFrom),
    filter.createdBefore === undefined ? undefined : lt(requests.createdAt, filter.createdBefore),
    filter.filter === undefined ? undefined : recordFilter(filter.filter, requestColumns(db)),
  ];
}

function scopeOf(db: Db, scope: RequestScope): SQL | undefined {
  switch (scope.of) {
    case 'mine':
      return and(eq(requests.actorStoreId, scope.person.storeId), eq(requests.actorId, scope.person.id));
    case 'all':
      return scope.storeIds.length === 0 ? sql`false` : inArray(requests.storeId, [...scope.storeIds]);
    case 'inbox': {
      const asked = db
        .select({ one: sql`1` })
        .from(approvals)
        .innerJoin(
          approvalApprovers,
          and(
            eq(approvalApprovers.requestId, approvals.requestId),
            eq(approvalApprovers.step, approvals.step),
          ),
        )
        .where(
          and(
            eq(approvals.requestId, requests.id),
            // While a request waits it is for whoever can decide it now; afterwards for whoever was asked.
            or(
              eq(approvals.state, 'open'),
              and(ne(approvals.state, 'planned'), ne(requests.state, 'pending')),
            ),
            or(
              and(
                eq(approvalApprovers.storeId, scope.person.storeId),
                eq(approvalApprovers.approverId, scope.person.id),
              ),
              coveredFor(db, scope.person),
            ),
          ),
        );
      const held = db
        .select({ one: sql`1` })
        .from(approvals)
        .where(and(eq(approvals.requestId, requests.id), eq(approvals.held, true)));
      return or(
        exists(asked),
        scope.heldInStores.length === 0
          ? undefined
          : and(inArray(requests.storeId, [...scope.heldInStores]), exists(held)),
      );
    }
  }
}

/** An undecided request of the same person for the same object, with what it would do. */
export interface Rival {
  readonly id: string;
  readonly createdAt: Date;
  readonly items: readonly PlanItem[];
}

/** The actor's own undecided requests of the same kind for the same object; parts of this one are not among them. */
export async function listRivals(
  db: Db,
  request: Pick<Request, 'id' | 'action' | 'storeId' | 'actorStoreId' | 'actorId'>,
  targetId: string,
): Promise<Rival[]> {
  return db
    .select({ id: requests.id, createdAt: requests.createdAt, items: changeSets.items })
    .from(requests)
    .innerJoin(changeSets, eq(changeSets.requestId, requests.id))
    .where(
      and(
        ne(requests.id, request.id),
        sql`${requests.partOf} is distinct from ${request.id}::uuid`,
        eq(requests.action, request.action),
        eq(requests.storeId, request.storeId),
        eq(requests.targetId, targetId),
        eq(requests.actorStoreId, request.actorStoreId),
        eq(requests.actorId, request.actorId),
        eq(requests.dryRun, false),
        inArray(requests.state, ['queued', 'pending']),
        exists(
          db
            .select({ one: sql`1` })
            .from(approvals)
            .where(and(eq(approvals.requestId, requests.id), ne(approvals.state, 'approved'))),
        ),
      ),
    );
}

/** The held parts of a request, in the order they were saved. */
export async function listParts(db: Db, requestId: string): Promise<Request[]> {
  return db
    .select()
    .from(requests)
    .where(eq(requests.partOf, requestId))
    .orderBy(asc(requests.createdAt), asc(requests.id));
}

/** Saves the held parts of a plan; those of an earlier try of planning that nobody has begun give way. */
export async function saveParts(
  tx: Transaction,
  requestId: string,
  parts: readonly NewRequest[],
): Promise<void> {
  const known = await listParts(tx, requestId);
  const wanted = new Set(parts.map(({ id }) => id));
  const gone = known.filter(
    ({ id, startedAt, state }) => !wanted.has(id) && startedAt === null && state === 'queued',
  );
  if (gone.length > 0) {
    await tx.delete(requests).where(
      inArray(
        requests.id,
        gone.map(({ id }) => id),
      ),
    );
  }
  for (const part of parts) await insertRequest(tx, part);
}

/** Held until the transaction ends: decisions on several steps of one request count one after the other. */
export async function lockRequest(tx: Transaction, id: string): Promise<void> {
  await tx.select({ id: requests.id }).from(requests).where(eq(requests.id, id)).for('update');
}
