/**
 * A reader's search policy as a condition on the rows of a store (users-and-search S1.2, access-and-approvals Y4). It is
 * put on a part of a list where the part is made, and the API's index takes no part without it: no read forgets it.
 */
import { and, eq, sql } from 'drizzle-orm';
import { attributesIn, type Filter } from '../../workflows/contracts/filter.ts';
import type { SearchPolicy } from '../../workflows/contracts/policies.ts';
import type { Db } from '../database/client.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { directoryObjects } from '../database/schema/directory.ts';
import { storeVocabulary } from '../platform/live-directory.ts';
import type { DirectoryIndex, Fields, IndexedObject, ListPart } from './contract.ts';
import { getIndexed, listIndexed } from './objects.ts';
import { insideOf, type Place } from './places.ts';
import { hiddenIn, type LevelledStore, readableFields } from './readable.ts';
import { compileFilter } from './postgres/filter.ts';
import { scopeFields } from './scope-fields.ts';
import { usableScopeFields } from './usable-fields.ts';
import { type Reader, relationsTo } from './visibility.ts';

type Store = Pick<IdentityStore, 'id' | 'kind'>;
type Scope = NonNullable<ListPart['scope']>;

declare const seen: unique symbol;
/** A part of a list under its reader's policies, of search and of hidden fields; `seenPart` alone makes one. */
export type SeenPart = ListPart & { readonly [seen]: true };

/** The index as readers ask it. */
export interface SeenIndex {
  list(
    parts: readonly SeenPart[],
    page: Parameters<DirectoryIndex['list']>[1],
  ): ReturnType<DirectoryIndex['list']>;
  suggest(
    parts: readonly Omit<SeenPart, 'quick'>[],
    quick: Parameters<DirectoryIndex['suggest']>[1],
    limit: number,
  ): ReturnType<DirectoryIndex['suggest']>;
  count(parts: readonly SeenPart[], upTo?: number): ReturnType<DirectoryIndex['count']>;
}

/** @param part.isOwn what is listed is the reader's own, such as the groups that hold them: their policy leaves it to them */
export async function seenPart(
  db: Db,
  reader: Reader,
  store: LevelledStore,
  { isOwn = false, ...given }: Omit<ListPart, 'scope' | 'storeId' | 'hidden'> & { readonly isOwn?: boolean },
): Promise<SeenPart> {
  const hidden = hiddenIn(reader, store);
  const part = { ...given, fields: readableFields(given.fields, hidden, given.kind) };
  const scope = isOwn ? undefined : await scopeOf(db, reader, store);
  const filter =
    part.filter === undefined ? undefined : await blinded(db, reader, store, part.filter, part.fields);
  return { ...part, storeId: store.id, filter, scope, hidden } as SeenPart;
}

/** The same filter, in which nothing is known of objects the reader may not open: whose manager or member somebody is would tell. */
async function blinded(
  db: Db,
  reader: Reader,
  store: Store,
  filter: Filter,
  fields: Fields,
): Promise<Filter> {
  const named = reader.search === null ? [] : referencesIn(filter, fields);
  if (named.length === 0) return filter;
  const found = await listIndexed(db, store.id, named);
  const open = await openable(db, reader, store, [...found.values()]);
  const hidden = new Set(named.filter((id) => found.has(id) && !open.has(id)));
  return hidden.size === 0 ? filter : without(filter, fields, hidden);
}

const isReference = (fields: Fields, attribute: string): boolean =>
  fields.get(attribute)?.type === 'reference';

function referencesIn(filter: Filter, fields: Fields): string[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.nodes.flatMap((node) => referencesIn(node, fields));
    case 'not':
      return referencesIn(filter.node, fields);
    case 'compare':
      return filter.test !== 'present' && isReference(fields, filter.attribute) ? [filter.value] : [];
  }
}

export const nothing: Filter = { op: 'or', nodes: [] };

export const asksOnly = (filter: Filter, fields: Fields): boolean =>
  attributesIn(filter).every((name) => fields.has(name));

function without(filter: Filter, fields: Fields, ids: ReadonlySet<string>): Filter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { op: filter.op, nodes: filter.nodes.map((node) => without(node, fields, ids)) };
    case 'not':
      return { op: 'not', node: without(filter.node, fields, ids) };
    case 'compare':
      return filter.test !== 'present' && isReference(fields, filter.attribute) && ids.has(filter.value)
        ? nothing
        : filter;
  }
}

/** The same part with conditions of the page beside the policy; they may use fields that readers cannot ask for. */
export function narrowed<P extends SeenPart>(part: P, store: Store, conditions: readonly Filter[]): P {
  if (conditions.length === 0) return part;
  const nodes = part.scope === undefined ? conditions : [part.scope.filter, ...conditions];
  const fields = new Map([...scopeFields(store), ...(part.scope?.fields ?? [])]);
  return { ...part, scope: { filter: { op: 'and', nodes }, fields } };
}

/** @returns undefined for the whole store */
async function scopeOf(db: Db, { search }: Pick<Reader, 'search'>, store: Store): Promise<Scope | undefined> {
  if (search === null) return undefined;
  // A policy of containers alone compares nothing.
  const compares = search.some(({ filter }) => filter !== null);
  const fields: Fields = compares ? await usableScopeFields(db, store) : new Map();
  const nodes = await Promise.all(search.map((policy) => filterOf(db, store, policy, fields)));
  return { filter: { op: 'or', nodes }, fields };
}

/** Nothing, where the container is gone, or where the index does not know what is compared: negated, that would be everything. */
async function filterOf(
  db: Db,
  store: Store,
  { containerId, filter }: SearchPolicy,
  fields: Fields,
): Promise<Filter> {
  if (filter !== null && !asksOnly(filter, fields)) return nothing;
  const inside = containerId === null ? null : await insideOf(db, store, [containerId]);
  return { op: 'and', nodes: [inside, filter].filter((one) => one !== null) };
}

/** Of a store's places, those a policy leaves: its containers with what is below them; all of them where it names none. */
export function seenPlaces({ search }: Pick<Reader, 'search'>, places: readonly Place[]): readonly Place[] {
  if (search?.every(({ containerId }) => containerId !== null) !== true) return places;
  const roots = new Set(search.map(({ containerId }) => containerId));
  const byId = new Map(places.map((place) => [place.id, place]));
  const isSeen = (place: Place | undefined): boolean =>
    place !== undefined &&
    (roots.has(place.id) || (place.parentId !== null && isSeen(byId.get(place.parentId))));
  return places
    .filter(isSeen)
    .map((place) => ({ ...place, parentId: isSeen(byId.get(place.parentId ?? '')) ? place.parentId : null }));
}

/**
 * Of these objects, those the reader may open: what their search policy shows, and beyond it themselves, their manager,
 * their reports, their groups. Everything else does not exist for them.
 */
export async function openable(
  db: Db,
  reader: Reader,
  store: Store,
  objects: readonly IndexedObject[],
): Promise<ReadonlySet<string>> {
  const scope = await scopeOf(db, reader, store);
  const all = objects.map(({ objectId }) => objectId);
  if (scope === undefined || all.length === 0) return new Set(all);
  const rows = await db
    .select({ id: directoryObjects.objectId })
    .from(directoryObjects)
    .where(
      and(
        eq(directoryObjects.storeId, store.id),
        sql`${directoryObjects.objectId} = any(${sql.param(all)}::text[])`,
        compileFilter({ db, store: sql`${store.id}::uuid` }, scope.filter, scope.fields),
      ),
    );
  const open = new Set(rows.map(({ id }) => id));
  const rest = objects.filter(({ objectId }) => !open.has(objectId));
  for (const id of await ownAmong(db, reader, store, rest)) open.add(id);
  return open;
}

async function ownAmong(
  db: Db,
  reader: Reader,
  store: Store,
  objects: readonly IndexedObject[],
): Promise<string[]> {
  if (objects.length === 0 || reader.id === '') return [];
  const { manager, owner } = storeVocabulary(store.kind);
  const managersOf = (object: IndexedObject | null): readonly string[] =>
    manager === undefined ? [] : (object?.attributes[manager] ?? []);
  const groups = objects.filter(({ kind }) => kind === 'group').map(({ objectId }) => objectId);
  const [self, relations] = await Promise.all([
    getIndexed(db, store.id, reader.id),
    relationsTo(db, reader, owner, groups),
  ]);
  const own = new Set([reader.id, ...managersOf(self)]);
  return objects
    .filter(
      (object) =>
        own.has(object.objectId) ||
        managersOf(object).includes(reader.id) ||
        relations.member.has(object.objectId) ||
        relations.owner.has(object.objectId),
    )
    .map(({ objectId }) => objectId);
}
