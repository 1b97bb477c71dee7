/** One page of groups, people or members, of the stores asked for. */
import type { Static } from 'typebox';
import type { Db } from '../activities/database/client.ts';
import { getStore, type IdentityStore } from '../activities/database/repositories/stores.ts';
import type { Fields, ListedObject, ListPart } from '../activities/directory-index/contract.ts';
import { positionLength } from '../activities/directory-index/order.ts';
import { seenPart, type SeenIndex, type SeenPart } from '../activities/directory-index/scope.ts';
import { fieldsOfAny, usableFields } from '../activities/directory-index/usable-fields.ts';
import type { DirectoryList } from '../activities/platform/directory-fields.ts';
import { attributesIn } from '../workflows/contracts/filter.ts';
import { badCursor, decodeCursor, isUuid, pageOf } from './cursor.ts';
import { readerOf } from './group-view.ts';
import { readFilter, readSort } from './list-filter.ts';
import { ApiProblem } from './problem.ts';
import { seesAllStores } from './reach.ts';
import { defaultLimit } from './schemas/common.ts';
import type { ListedStore as ListedStoreSchema } from './schemas/lists.ts';
import type { SessionActor } from './session-actor.ts';
import { requireStore } from './store-view.ts';

export interface ListQuery {
  readonly search?: string;
  readonly filter?: string;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit?: number;
  readonly total?: boolean;
}

/** People read the store they signed in to; administrators of stores read all of them. */
export async function readableStore(db: Db, actor: SessionActor, storeId: string): Promise<IdentityStore> {
  if (storeId !== actor.storeId && !seesAllStores(actor)) {
    throw ApiProblem.notFound('identity store');
  }
  return requireStore(db, storeId);
}

/** @param stores ids separated by commas; the one signed in to when absent */
export async function readableStores(
  db: Db,
  actor: SessionActor,
  stores: string | undefined,
): Promise<IdentityStore[]> {
  const ids = [...new Set(stores?.split(',') ?? [actor.storeId])];
  const allowed = ids.every((id) => id === actor.storeId) || seesAllStores(actor);
  if (!allowed) throw ApiProblem.notFound('identity store');
  const found = await Promise.all(ids.map((id) => getStore(db, id)));
  return found.map((store) => {
    if (store === null) throw ApiProblem.notFound('identity store');
    return store;
  });
}

/** What is listed of one store; the visible part is the caller's to decide. The search policy is put upon it. */
export type PartOfStore = (
  store: IdentityStore,
) => Promise<
  Pick<ListPart, 'kind' | 'membersOf' | 'groupsOf' | 'visible'> &
    Pick<Parameters<typeof seenPart>[3], 'isOwn'>
>;

type ListedStore = Static<typeof ListedStoreSchema>;

/** A list whose parameters have been checked. */
export interface PreparedList {
  readonly parts: readonly SeenPart[];
  readonly sort: ReturnType<typeof readSort>;
  readonly stores: ListedStore[];
}

/** @throws ApiProblem `filter.invalid` for a filter or order that no store of the list knows */
export async function prepareList(
  db: Db,
  actor: SessionActor,
  list: DirectoryList,
  stores: readonly IdentityStore[],
  query: Pick<ListQuery, 'search' | 'filter' | 'sort'>,
  partOf: PartOfStore,
): Promise<PreparedList> {
  const usable = await usableFields(db, list, stores, readerOf(actor, actor.storeId));
  const all = fieldsOfAny(usable);
  const filter = query.filter === undefined ? undefined : readFilter(query.filter, all);
  const sort = readSort(query.sort, all);
  const named = [...(filter === undefined ? [] : attributesIn(filter)), ...sort.map(({ field }) => field)];
  const asked = stores.map((store) => {
    const fields: Fields = usable.get(store.id) ?? new Map();
    const missing = [...new Set(named.filter((name) => !fields.has(name)))];
    const skipped = !store.enabled
      ? ('disabled' as const)
      : missing.length > 0
        ? ('attributes' as const)
        : null;
    return { store, fields, missing, skipped };
  });
  const parts = await Promise.all(
    asked
      .filter(({ skipped }) => skipped === null)
      .map(async ({ store, fields }) =>
        seenPart(db, readerOf(actor, store.id), store, {
          ...(await partOf(store)),
          search: query.search,
          filter,
          fields,
        }),
      ),
  );
  return {
    parts,
    sort,
    stores: asked.map(listedStore),
  };
}

/** A store as the answers of lists name it. */
export const listedStore = ({
  store,
  missing,
  skipped,
}: {
  readonly store: IdentityStore;
  readonly missing: readonly string[];
  readonly skipped: ListedStore['skipped'];
}): ListedStore => ({
  id: store.id,
  name: store.name,
  skipped,
  missing: [...missing],
  healthy: store.health !== 'errors',
  lastReplicatedAt: store.lastReplicatedAt?.toISOString() ?? null,
});

/** Reads one page; the count, where it is asked for, beside it. */
export async function readPage(index: SeenIndex, { parts, sort, stores }: PreparedList, query: ListQuery) {
  const { limit = defaultLimit, cursor, total = false } = query;
  const order = query.sort ?? '';
  const quick = parts.some((part) => part.quick !== undefined);
  const given = decodeCursor(cursor, positionLength(sort, quick) + 1);
  const after = given?.slice(1) ?? null;
  // A place in another order says nothing in this one.
  if (given !== null && (given[0] !== order || !isUuid(after?.at(-1) ?? ''))) throw badCursor();
  const [rows, counted] = await Promise.all([
    index.list(parts, { sort, after, limit: limit + 1 }),
    total ? index.count(parts) : null,
  ]);
  const page = pageOf(rows, limit, (row) => [order, ...row.position]);
  return { rows: page.rows, nextCursor: page.nextCursor, total: counted, stores };
}

/** Views of rows, made store by store and given back in the order of the rows. */
export async function viewsOf<V extends { readonly id: string; readonly storeId: string }>(
  stores: readonly IdentityStore[],
  rows: readonly ListedObject[],
  make: (store: IdentityStore, rows: readonly ListedObject[]) => Promise<readonly V[]> | readonly V[],
): Promise<V[]> {
  const keyOf = (storeId: string, id: string) => `${storeId}/${id}`;
  const views = new Map<string, V>();
  await Promise.all(
    stores.map(async (store) => {
      const own = rows.filter((row) => row.storeId === store.id);
      if (own.length === 0) return;
      for (const view of await make(store, own)) views.set(keyOf(store.id, view.id), view);
    }),
  );
  return rows.flatMap((row) => views.get(keyOf(row.storeId, row.objectId)) ?? []);
}
