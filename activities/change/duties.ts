/**
 * Separation of duties in the planner and, once more, at execution (access-and-approvals B2).
 *
 * Contract:
 * 1. What counts is who would hold both sides of a rule after the change: who joins or is added, and everybody in a
 *    group that is nested. Who is added by name is looked up in the directory, up to `mostLive`; the rest in the index.
 * 2. A new group can be on no side and in no group, so creating one breaks no rule.
 * 3. Before the first write it is judged again under one lock per store, together with what other requests are
 *    writing: of two changes that are sound each for itself, the second is refused.
 */
import { not, sql, type SQL } from 'drizzle-orm';
import type { PlanItem, PlannedChange, PlanWarning } from '../../workflows/contracts/plan.ts';
import type { Db, Transaction } from '../database/client.ts';
import { listApprovals } from '../database/repositories/approvals.ts';
import {
  type DutyRule,
  exceptedAmong,
  listDutyRules,
  lockDuties,
  plansUnderWay,
} from '../database/repositories/duties.ts';
import { listRoles } from '../database/repositories/roles.ts';
import { dutyExceptions } from '../database/schema/duties.ts';
import { directoryObjects } from '../database/schema/directory.ts';
import {
  type Edge,
  isBelow,
  isEmpty,
  isOnSide,
  nodesBelow,
  peopleWhere,
  type Side,
  sideIn,
} from '../directory-index/duty-sides.ts';
import { placesAround } from '../directory-index/places.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { PlanContext } from './context.ts';
import { readAny } from './read-any.ts';
import { conflictRefusal, conflictWarning } from './duty-words.ts';

/** More people than this are looked up in the index, not one by one in the directory. */
const mostLive = 50;
/** Clocks of two machines. */
const skewMs = 10_000;

interface Rule {
  readonly rule: DutyRule;
  readonly sides: readonly [Side, Side];
}

/** Memberships that a plan adds, with what the directory says around them. */
interface Gain {
  readonly edges: readonly Edge[];
  /** By group that gains members: itself and every group around it. */
  readonly around: ReadonlyMap<string, ReadonlySet<string>>;
  readonly members: ReadonlyMap<string, DirectoryObject>;
  /** By person, where that was asked of the directory. */
  readonly live: ReadonlyMap<string, ReadonlySet<string>>;
  readonly asOf: Date;
}

/** A rule, and who would break it: people who are added by name, and groups that bring such people. */
export interface Conflict {
  readonly rule: DutyRule;
  readonly members: readonly string[];
}

export interface Duties {
  readonly warnings: readonly PlanWarning[];
  /** Their approvers have to agree. */
  readonly asks: readonly Conflict[];
}

const none: Duties = { warnings: [], asks: [] };

/** @throws `sod.conflict` */
export async function judgeDuties(
  context: PlanContext,
  changes: readonly PlannedChange[],
  items: readonly PlanItem[],
): Promise<Duties> {
  const edges = edgesOf(changes, context.store.id, context.provider.vocabulary.member);
  const rules = edges.length === 0 ? [] : await rulesIn(context);
  if (rules.length === 0) return none;
  const conflicts = await conflictsOf(context.db, context, rules, await gainOf(context, edges, rules), []);
  return toldOf(context, conflicts, items);
}

async function toldOf(
  context: PlanContext,
  conflicts: readonly Conflict[],
  items: readonly PlanItem[],
): Promise<Duties> {
  const blocked = conflicts.find(({ rule }) => rule.action === 'block');
  if (blocked !== undefined) throw await conflictRefusal(context, blocked, items);
  return {
    warnings: await Promise.all(conflicts.map((conflict) => conflictWarning(context, conflict, items))),
    asks: conflicts.filter(({ rule }) => rule.action === 'approval'),
  };
}

/**
 * Reads what the directory says now.
 * @returns what is to be done in the transaction in which the write begins; null where no rule is concerned
 */
export async function guardDuties(
  context: PlanContext,
  changes: readonly PlannedChange[],
  items: readonly PlanItem[],
): Promise<(tx: Transaction) => Promise<void>> {
  const { store, request, provider } = context;
  const { member } = provider.vocabulary;
  const edges = edgesOf(changes, store.id, member);
  const rules = await rulesIn(context);
  const gain = await gainOf(context, edges, rules);
  return async (tx) => {
    await lockDuties(tx, store.id);
    // Made while this one waited, or changed meanwhile.
    const now = await rulesIn(context, tx);
    const underWay = (await plansUnderWay(tx, store.id, request.id, gain.asOf)).flatMap((plan) =>
      edgesOf(plan, store.id, member),
    );
    const { asks } = await toldOf(context, await conflictsOf(tx, context, now, gain, underWay), items);
    if (asks.length === 0) return;
    const agreed = new Set(
      (await listApprovals(tx, [request.id])).flatMap(({ state, dutyRuleId }) =>
        state === 'approved' ? [dutyRuleId] : [],
      ),
    );
    const unasked = asks.find(({ rule }) => !agreed.has(rule.id));
    if (unasked !== undefined) throw await conflictRefusal(context, unasked, items);
  };
}

/** Whether a plan adds members and there are rules at all. */
export async function concernsDuties(
  db: Db,
  storeId: string,
  member: string | undefined,
  changes: readonly PlannedChange[],
): Promise<boolean> {
  if (edgesOf(changes, storeId, member).length === 0) return false;
  return (await listDutyRules(db)).some(({ enabled }) => enabled);
}

function edgesOf(changes: readonly PlannedChange[], storeId: string, member: string | undefined): Edge[] {
  return changes.flatMap(({ storeId: id, objectId: groupId, delta = [] }) =>
    id !== storeId || groupId === null
      ? []
      : delta.flatMap((part) =>
          part.op === 'values' && part.attribute === member
            ? part.add.map((memberId) => ({ groupId, memberId }))
            : [],
        ),
  );
}

/** The rules that have both sides in this store. */
async function rulesIn({ store, db }: PlanContext, tx: Db = db): Promise<Rule[]> {
  const rules = (await listDutyRules(tx)).filter(({ enabled }) => enabled);
  if (rules.length === 0) return [];
  const roles = await listRoles(tx, store.id);
  return rules.flatMap((rule) => {
    const sides = [sideIn(store.id, rule.first, roles), sideIn(store.id, rule.second, roles)] as const;
    return sides.some(isEmpty) ? [] : [{ rule, sides }];
  });
}

async function gainOf(context: PlanContext, edges: readonly Edge[], rules: readonly Rule[]): Promise<Gain> {
  const { provider, actor } = context;
  const asOf = new Date(Date.now() - skewMs);
  const around = new Map<string, ReadonlySet<string>>();
  for (const groupId of new Set(edges.map((edge) => edge.groupId))) {
    const above = await provider.effectiveGroups({ kind: 'group', id: groupId });
    around.set(groupId, new Set([groupId, ...above]));
  }
  const ids = [...new Set(edges.map(({ memberId }) => memberId))];
  const members = new Map((await readAny(context, ids)).map((object) => [object.id, object]));
  const people = rules.length === 0 ? [] : [...members.values()].filter(({ kind }) => kind === 'user');
  const live = new Map<string, ReadonlySet<string>>();
  for (const person of people.length > mostLive ? [] : people) {
    live.set(person.id, person.id === actor.id ? actor.groups : await provider.effectiveGroups(person));
  }
  return { edges, around, members, live, asOf };
}

async function conflictsOf(
  db: Db,
  context: PlanContext,
  rules: readonly Rule[],
  gain: Gain,
  underWay: readonly Edge[],
): Promise<Conflict[]> {
  const { store } = context;
  const edges = [...gain.edges, ...underWay];
  const conflicts: Conflict[] = [];
  for (const { rule, sides } of rules) {
    const [first, second] = sides;
    const nodes = [
      await nodesBelow(db, store.id, first.groups, edges),
      await nodesBelow(db, store.id, second.groups, edges),
    ] as const;
    const broken = new Set<string>();
    for (const [groupId, around] of gain.around) {
      const gained = sides.map(
        ({ groups }, index) =>
          nodes[index]?.has(groupId) === true || [...around].some((id) => groups.has(id)),
      ) as [boolean, boolean];
      if (!gained.includes(true)) continue;
      const added = gain.edges.flatMap((edge) => (edge.groupId === groupId ? [edge.memberId] : []));
      for (const id of await breaking(db, context, { rule, sides }, nodes, gained, added, gain, underWay)) {
        broken.add(id);
      }
    }
    if (broken.size > 0) conflicts.push({ rule, members: [...broken] });
  }
  return conflicts;
}

/** Of what is added to a group, the people and groups by whom the rule is broken. */
async function breaking(
  db: Db,
  { store }: PlanContext,
  { rule, sides }: Rule,
  nodes: readonly [ReadonlySet<string>, ReadonlySet<string>],
  gained: readonly [boolean, boolean],
  added: readonly string[],
  { live, members }: Gain,
  underWay: readonly Edge[],
): Promise<string[]> {
  const known = added.filter((id) => live.has(id));
  const holders: string[] = [];
  for (const id of known) {
    const groups = live.get(id) ?? new Set();
    const path = members.get(id)?.path ?? '';
    let both = true;
    for (const index of [0, 1] as const) {
      if (!both || gained[index]) continue;
      const side = sides[index];
      const holds =
        side.everybody ||
        [...side.groups].some((group) => groups.has(group)) ||
        underWay.some(
          (edge) => nodes[index].has(edge.groupId) && (edge.memberId === id || groups.has(edge.memberId)),
        ) ||
        (await placesAround(db, store, path, side.containers)).length > 0;
      both = holds;
    }
    if (both) holders.push(id);
  }
  const excepted = await exceptedAmong(db, rule.id, store.id, holders);
  const broken = holders.filter((id) => !excepted.has(id));

  const conditions: SQL[] = [];
  for (const index of [0, 1] as const) {
    if (!gained[index]) conditions.push(await isOnSide(db, store, sides[index], nodes[index]));
  }
  for (const id of added.filter((one) => !live.has(one))) {
    const below = await nodesBelow(db, store.id, [id], underWay);
    const some = await peopleWhere(
      db,
      store,
      [isBelow(below), ...conditions, not(isExcepted(rule.id, store.id))],
      1,
    );
    if (some.length > 0) broken.push(id);
  }
  return broken;
}

/** The row is a person's whom an exception lets hold both sides. */
const isExcepted = (ruleId: string, storeId: string): SQL =>
  sql`exists (select 1 from ${dutyExceptions} where ${dutyExceptions.ruleId} = ${ruleId}
    and ${dutyExceptions.storeId} = ${storeId} and ${dutyExceptions.personId} = ${directoryObjects.objectId}
    and ${dutyExceptions.endsAt} > now())`;
