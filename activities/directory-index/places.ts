/**
 * The places of a store: domains and containers, whatever its directory calls them. Where containers
 * are objects they are named by their immutable id; else, as in the local directory, a place is its path.
 */
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Filter } from '../../workflows/contracts/filter.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import type { Db } from '../database/client.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { directoryObjects } from '../database/schema/directory.ts';
import { aroundDn, aroundSlashed, type PathStyle, placeKey, placeKeyOf } from '../platform/place-key.ts';
import { below } from './place-filter.ts';

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
const styleOf = ({ kind }: Store): PathStyle =>
  kind === 'local' || kind === 'google-workspace' ? 'slashes' : 'dn';

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
  return { op: 'or', nodes: places.map((place) => below(placeKey(styleOf(store), place))) };
}

/** Of these places, the ones in which an object stands, at any depth. */
export async function placesAround(
  db: Db,
  store: Store,
  object: { readonly path: string; readonly name: string },
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const key = placeKeyOf(object);
  const places = [...(await placesById(db, store, ids)).values()];
  return places.filter(({ path }) => key.startsWith(placeKey(styleOf(store), path))).map(({ id }) => id);
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
  styleOf(store) === 'slashes' ? aroundSlashed(path, name) : aroundDn(path);

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

async function containerObjects(db: Db, store: Store): Promise<Place[]> {
  const rows = await db
    .select(columns)
    .from(directoryObjects)
    .where(and(eq(directoryObjects.storeId, store.id), eq(directoryObjects.kind, 'container')))
    .orderBy(directoryObjects.sortKey, directoryObjects.objectId)
    .limit(mostPlaces);
  const style = styleOf(store);
  const byKey = new Map(rows.map((row) => [placeKey(style, row.path), row.id]));
  const aroundOf = (row: (typeof rows)[number]): string | null => {
    const id = byKey.get(placeKeyOf(row));
    // The top of Google's units, whose path is a slash, is in no other.
    return id === undefined || id === row.id ? null : id;
  };
  return rows.map((row) => ({ ...row, parentId: aroundOf(row) }));
}

/**
 * What stands before the name of somebody or something, and everything above that. From place to place by the index:
 * cost follows the places, not who is in them.
 */
async function paths(db: Db, { id }: Store): Promise<Place[]> {
  const { storeId, place, path, name } = directoryObjects;
  const found = sql.identifier('found');
  const next = (after: SQL) => sql`select ${place}, ${path}, ${name} from ${directoryObjects}
    where ${storeId} = ${id} and ${place} > ${after} order by ${place} limit 1`;
  const { rows } = await db.execute<{ path: string; name: string }>(sql`
    with recursive ${found} as (
      (${next(sql`''`)})
      union all
      select following.* from ${found} cross join lateral (${next(sql`${found}.${sql.identifier('place')}`)}) following
    ) select ${sql.identifier('path')}, ${sql.identifier('name')} from ${found} limit ${mostPlaces}`);
  const all = new Set<string>();
  for (const one of rows) {
    for (let at = aroundSlashed(one.path, one.name); at !== '' && at !== '/'; at = parentOf(at) ?? '') {
      all.add(at);
    }
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
