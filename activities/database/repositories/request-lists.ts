/** Pages of requests in any order, and who was asked and decided, for whole pages at once. */
import { and, asc, desc, eq, gte, inArray, isNotNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { approvals, decisions, requests } from '../schema/requests.ts';
import { firstApprover, firstDecider, firstDenial } from './request-columns.ts';
import { conditionsOf, type Request, type RequestFilter } from './requests.ts';

/** What a list can be ordered by. Texts ignore case; what is missing comes first. */
export const requestOrders = [
  'created',
  'finished',
  'action',
  'requester',
  'target',
  'state',
  'approver',
  'decider',
  'denialReason',
] as const;

export interface RequestOrder {
  readonly by: (typeof requestOrders)[number];
  readonly descending: boolean;
}

interface RequestPage extends RequestFilter {
  readonly order: RequestOrder;
  /** Of the last row of the page before. */
  readonly after?: { readonly key: string; readonly id: string };
  readonly limit: number;
}

/** An instant as text that orders as the instant does. */
const instantText = (column: SQL): SQL =>
  sql`coalesce(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '')`;

const orders: Readonly<Record<RequestOrder['by'], SQL>> = {
  created: instantText(sql`${requests.createdAt}`),
  finished: instantText(sql`${requests.finishedAt}`),
  action: sql`${requests.action}`,
  requester: sql`lower(${requests.actorName})`,
  target: sql`lower(coalesce(${requests.targetName}, ''))`,
  state: sql`${requests.state}`,
  approver: sql`coalesce(${firstApprover}, '')`,
  decider: sql`coalesce(${firstDecider}, '')`,
  denialReason: sql`coalesce(${firstDenial}, '')`,
};

export interface ListedRequest extends Request {
  /** Where it stands in the order that was asked for. */
  readonly key: string;
}

/** Cost follows the page where the order is by creation, and what is listed otherwise. */
export async function listRequests(db: Db, page: RequestPage): Promise<ListedRequest[]> {
  const { order, after, limit } = page;
  const key = orders[order.by];
  const direction = order.descending ? desc : asc;
  const beyond = order.descending ? sql.raw('<') : sql.raw('>');
  const isCreated = order.by === 'created';
  const ordered = isCreated ? sql`${requests.createdAt}` : key;
  const rows = await db
    .select({ request: requests, key: sql<string>`${key}` })
    .from(requests)
    .where(
      and(
        ...conditionsOf(db, page),
        after === undefined
          ? undefined
          : sql`(${ordered}, ${requests.id}) ${beyond} (${isCreated ? sql`${after.key}::timestamptz` : after.key}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(direction(ordered), direction(requests.id))
    .limit(limit);
  return rows.map((row) => ({ ...row.request, key: row.key }));
}

export interface RequestPeople {
  /** Those who are asked now, or were asked where it is decided; the first few. */
  readonly approvers: readonly string[];
  readonly approverCount: number;
  /** Who decided last. */
  readonly decider: string | null;
  readonly denialReason: string | null;
}

/** As many names fit into a line. */
const namesShown = 3;

export const nobodyAsked: RequestPeople = {
  approvers: [],
  approverCount: 0,
  decider: null,
  denialReason: null,
};

export async function listPeople(
  db: Db,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, RequestPeople>> {
  const people = new Map<string, RequestPeople>();
  if (requestIds.length === 0) return people;
  const of = (id: string) => people.get(id) ?? nobodyAsked;
  const ids = sql.join(
    requestIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const [asked, taken] = await Promise.all([
    db.execute<{ request_id: string; names: string[]; people: number }>(sql`
      select request_id, count(*)::int as people,
        (array_agg(approver_name order by lower(approver_name)))[1:${sql.raw(String(namesShown))}] as names
      from (
        select distinct p.request_id, p.store_id, p.approver_id, p.approver_name
        from approval_approvers p
          join approvals a on a.request_id = p.request_id and a.step = p.step
          join requests r on r.id = p.request_id
        where p.request_id in (${ids})
          and (a.state = 'open' or (a.state <> 'planned' and r.state <> 'pending'))
      ) one group by request_id`),
    db
      .select({
        requestId: approvals.requestId,
        name: decisions.deciderName,
        decision: decisions.decision,
        comment: decisions.comment,
      })
      .from(approvals)
      .innerJoin(decisions, eq(decisions.id, approvals.decisionId))
      .where(inArray(approvals.requestId, [...requestIds]))
      .orderBy(asc(approvals.decidedAt)),
  ]);
  for (const row of asked.rows) {
    people.set(row.request_id, {
      ...of(row.request_id),
      approvers: row.names,
      approverCount: row.people,
    });
  }
  for (const { requestId, name, decision, comment } of taken) {
    const known = of(requestId);
    people.set(requestId, {
      ...known,
      decider: name,
      denialReason: decision === 'deny' ? comment : known.denialReason,
    });
  }
  return people;
}

/** What was done in a store without the approvals it would have waited for, the oldest first. */
export async function listBreakGlass(
  db: Db,
  storeId: string,
  { from, until }: { readonly from: Date; readonly until: Date },
  limit: number,
): Promise<Request[]> {
  const found = db
    .select()
    .from(requests)
    .where(
      and(
        eq(requests.storeId, storeId),
        isNotNull(requests.breakGlassReason),
        gte(requests.createdAt, from),
        lt(requests.createdAt, until),
      ),
    )
    .orderBy(asc(requests.createdAt))
    .$dynamic();
  return limit === Infinity ? found : found.limit(limit);
}
