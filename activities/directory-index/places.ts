/**
 * The places of a store: domains and containers, whatever its directory calls them. Where containers
 * are objects they are named by their immutable id; else, as in the local directory, a place is its path.
 */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Filter } from '../../workflows/contracts/filter.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import type { Db } from '../database/client.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { directoryObjects } from '../database/schema/directory.ts';
import { fold } from '../platform/fold.ts';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** The place around it; null at the top. */
  readonly parentId: string | null;
}

/** More are not shown in a tree; whoever has more finds them by their path. */
const mostPlaces = 5000;

type Store = Pick<IdentityStore, 'id' | 'kind'>;

const areObjects = ({ kind }: Store): boolean => replicatedKinds[kind].includes('container');
/** Places that are no objects; Entra ID has neither, since it keeps everything in one place. */
const arePaths = ({ kind }: Store): boolean => kind === 'local';
/** Paths are written from the top, with slashes; elsewhere they are DNs. */
const areSlashed = ({ kind }: Store): boolean => kind === 'local' || kind === 'google-workspace';

/** In the order of their paths; empty where the directory has none (users-and-search S3.2). */
export async function listPlaces(db: Db, store: Store): Promise<Place[]> {
  if (areObjects(store)) return containerObjects(db, store);
  return arePaths(store) ? paths(db, store) : [];
}

/** Of these, the ones the store has not, or not any more. */
export async function missingPlaces(db: Db, store: Store, ids: readonly string[]): Promise<string[]> {
  if (arePaths(store)) return [];
  const found = areObjects(store) ? await containersById(db, store, ids) : [];
  const known = new Set(found.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** Holds for what stands below one of the places, at any depth; for nothing when none of them is there. */
export async function insideOf(db: Db, store: Store, ids: readonly string[]): Promise<Filter> {
  const places = arePaths(store)
    ? ids
    : areObjects(store)
      ? (await containersById(db, store, ids)).map(({ path }) => path)
      : [];
  const below = (place: string): Filter => ({
    op: 'compare',
    attribute: 'path',
    ...(areSlashed(store)
      ? { test: 'startsWith', value: `${place}/` }
      : { test: 'endsWith', value: `,${place}` }),
  });
  return { op: 'or', nodes: places.map(below) };
}

/** Of these places, the ones in which an object with this path stands, at any depth. */
export async function placesAround(
  db: Db,
  store: Store,
  path: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const folded = fold(path);
  const places = [...(await placesById(db, store, ids)).values()];
  return places
    .filter((place) =>
      areSlashed(store) ? folded.startsWith(fold(`${place.path}/`)) : folded.endsWith(fold(`,${place.path}`)),
    )
    .map(({ id }) => id);
}

/** These places by id, without those that are gone. */
export async function placesById(
  db: Db,
  store: Store,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<Place, 'id' | 'name' | 'path'>>> {
  if (ids.length === 0) return new Map();
  if (arePaths(store)) return new Map(ids.map((id) => [id, { id, name: nameOf(id), path: id }]));
  const found = areObjects(store) ? await containersById(db, store, ids) : [];
  return new Map(found.map((one) => [one.id, one]));
}

/** The path of the place an object stands in. */
export const placeAround = (store: Store, { path, name }: { path: string; name: string }): string =>
  areSlashed(store)
    ? path.endsWith(`/${name}`)
      ? path.slice(0, -(name.length + 1))
      : (parentOf(path) ?? path)
    : around(path);

const columns = {
  id: directoryObjects.objectId,
  name: directoryObjects.name,
  path: directoryObjects.path,
};

const containersById = (db: Db, { id }: Store, ids: readonly string[]) =>
  db
    .select(columns)
    .from(directoryObjects)
    .where(
      and(
        eq(directoryObjects.storeId, id),
        eq(directoryObjects.kind, 'container'),
        inArray(directoryObjects.objectId, [...ids]),
      ),
    );

/** A DN without its first part; a comma behind a backslash is part of a name. */
const around = (dn: string): string => dn.replace(/^(?:\\.|[^\\,])*,?/u, '');

async function containerObjects(db: Db, store: Store): Promise<Place[]> {
  const rows = await db
    .select(columns)
    .from(directoryObjects)
    .where(and(eq(directoryObjects.storeId, store.id), eq(directoryObjects.kind, 'container')))
    .orderBy(directoryObjects.sortKey, directoryObjects.objectId)
    .limit(mostPlaces);
  const byPath = new Map(rows.map((row) => [fold(row.path), row.id]));
  const aroundOf = (path: string) => (areSlashed(store) ? (parentOf(path) ?? '') : around(path));
  return rows.map((row) => ({ ...row, parentId: byPath.get(fold(aroundOf(row.path))) ?? null }));
}

/** What stands before the name of somebody or something, and everything above that. */
async function paths(db: Db, { id }: Store): Promise<Place[]> {
  const { path, name } = directoryObjects;
  const place = sql<string>`case when right(${path}, length(${name}) + 1) = '/' || ${name}
    then left(${path}, -(length(${name}) + 1)) else regexp_replace(${path}, '/?[^/]*$', '') end`;
  const rows = await db
    .selectDistinct({ place })
    .from(directoryObjects)
    .where(
      and(
        eq(directoryObjects.storeId, id),
        inArray(directoryObjects.kind, ['user', 'group']),
        sql`${path} like '%/%'`,
      ),
    )
    .limit(mostPlaces);
  const all = new Set<string>();
  for (const one of rows) {
    for (let at = one.place; at !== '' && at !== '/'; at = parentOf(at) ?? '') all.add(at);
  }
  return [...all].toSorted().map((one) => ({
    id: one,
    name: nameOf(one),
    path: one,
    parentId: parentOf(one),
  }));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `/Sales` and `People` are at the top. */
const parentOf = (path: string): string | null => {
  const end = path.lastIndexOf('/');
  return end <= 0 ? null : path.slice(0, end);
};
