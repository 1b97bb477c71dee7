/**
 * Who is on a side of a rule for separation of duties, as sets over the index: what is kept in memory is ids of groups,
 * never of the people in them. One person is one account: what somebody holds in two stores is put together once
 * accounts of several stores can be linked.
 */
import { and, eq, or, sql, type SQL } from 'drizzle-orm';
import type { DutyEntry } from '../../workflows/contracts/duties.ts';
import { mayBeForEverybody } from '../../workflows/contracts/permissions.ts';
import type { Db } from '../database/client.ts';
import type { Role } from '../database/repositories/roles.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { directoryObjects } from '../database/schema/directory.ts';
import { insideOf } from './places.ts';
import { compileFilter } from './postgres/filter.ts';
import { groupsWithin, isMemberOfAny } from './postgres/memberships.ts';
import { scopeFields } from './scope-fields.ts';

type Store = Pick<IdentityStore, 'id' | 'kind'>;

/** A membership that the index does not have yet. */
export interface Edge {
  readonly groupId: string;
  readonly memberId: string;
}

/** A side, as far as it is about one store. */
export interface Side {
  readonly groups: ReadonlySet<string>;
  readonly containers: readonly string[];
  readonly everybody: boolean;
}

/** A role that is switched off counts all the same: switched on again, it must not find people on both sides. */
export function sideIn(storeId: string, entries: readonly DutyEntry[], roles: readonly Role[]): Side {
  const groups = new Set<string>();
  const containers: string[] = [];
  let everybody = false;
  for (const entry of entries.filter((one) => one.storeId === storeId)) {
    if (entry.kind === 'group') {
      groups.add(entry.id);
      continue;
    }
    const role = roles.find(({ id }) => id === entry.id);
    if (role === undefined) continue;
    if (role.criteriaGroupId !== null) groups.add(role.criteriaGroupId);
    else if (role.criteriaContainerId !== null) containers.push(role.criteriaContainerId);
    else everybody ||= mayBeForEverybody(role.permissions);
  }
  return { groups, containers, everybody };
}

export const isEmpty = ({ groups, containers, everybody }: Side): boolean =>
  groups.size === 0 && containers.length === 0 && !everybody;

/** These objects and every group inside them, by the index and by what it does not have yet; circles end. */
export async function nodesBelow(
  db: Db,
  storeId: string,
  roots: Iterable<string>,
  edges: readonly Edge[],
): Promise<ReadonlySet<string>> {
  const nodes = new Set<string>();
  const waiting = [...roots];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (nodes.has(at)) continue;
    for (const id of await groupsWithin(db, storeId, at)) nodes.add(id);
    waiting.push(...edges.flatMap(({ groupId, memberId }) => (nodes.has(groupId) ? [memberId] : [])));
  }
  return nodes;
}

/** The row is one of these objects, or directly in one of them. */
export const isBelow = (nodes: ReadonlySet<string>): SQL =>
  sql`(${directoryObjects.objectId} = any(${sql.param([...nodes])}::text[]) or ${isMemberOfAny([...nodes])})`;

/** The row, a person's, is on the side. @param nodes of its groups, from {@link nodesBelow} */
export async function isOnSide(db: Db, store: Store, side: Side, nodes: ReadonlySet<string>): Promise<SQL> {
  if (side.everybody) return sql`true`;
  const inside =
    side.containers.length === 0
      ? undefined
      : compileFilter(
          { db, store: sql`${store.id}::uuid` },
          await insideOf(db, store, side.containers),
          scopeFields(store),
        );
  return or(isBelow(nodes), inside) ?? sql`false`;
}

export const personOf = (store: Store): SQL =>
  and(eq(directoryObjects.storeId, store.id), eq(directoryObjects.kind, 'user')) ?? sql`false`;

/** The first of the people for whom all of this holds. */
export async function peopleWhere(
  db: Db,
  store: Store,
  conditions: readonly SQL[],
  limit: number,
): Promise<string[]> {
  const rows = await db
    .select({ id: directoryObjects.objectId })
    .from(directoryObjects)
    .where(and(personOf(store), ...conditions))
    .orderBy(directoryObjects.sortKey, directoryObjects.objectId)
    .limit(limit);
  return rows.map(({ id }) => id);
}
