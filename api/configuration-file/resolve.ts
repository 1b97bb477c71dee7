/** Finds what the ids of a configuration file stand for in this installation. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../activities/database/client.ts';
import { listPortals } from '../../activities/database/repositories/portals.ts';
import { type IdentityStore, listStores } from '../../activities/database/repositories/stores.ts';
import { directoryObjects } from '../../activities/database/schema/directory.ts';
import { listIndexed } from '../../activities/directory-index/objects.ts';
import { listPlaces } from '../../activities/directory-index/places.ts';
import { fold } from '../../activities/platform/fold.ts';
import type { FieldProblem } from '../../workflows/contracts/errors.ts';
import { ApiProblem } from '../problem.ts';
import type { ConfigurationFile } from '../schemas/configuration.ts';

/** Puts the ids of this installation in the place of those of the file. */
export type Translate = <T>(value: T) => T;

type Reference = ConfigurationFile['references'][number];

/** @throws ApiProblem `value.invalid` naming what is nowhere to be found, or in several places */
export async function translator(
  db: Db,
  store: IdentityStore,
  references: readonly Reference[],
  used: readonly string[],
): Promise<Translate> {
  const objects = references.filter(({ kind }) => kind === 'object');
  // One after the other: they share a transaction.
  const here = await listIndexed(
    db,
    store.id,
    objects.map(({ id }) => id),
  );
  const places = await listPlaces(db, store);
  const portals = await listPortals(db);
  const others: Readonly<Record<'container' | 'portal' | 'store', readonly Omit<Reference, 'kind'>[]>> = {
    container: places,
    portal: portals,
    store: (await listStores(db)).map(({ id, name }) => ({ id, name, path: name })),
  };
  const candidates = async ({ kind, name, path }: Reference): Promise<readonly string[]> => {
    if (kind === 'object') return objectsLike(db, store.id, name, path);
    const all = others[kind];
    const byPath = all.filter((one) => fold(one.path) === fold(path));
    return (byPath.length > 0 ? byPath : all.filter((one) => fold(one.name) === fold(name))).map(
      ({ id }) => id,
    );
  };
  const found = new Map<string, string>();
  const problems: FieldProblem[] = [];
  for (const [index, reference] of references.entries()) {
    const { id, kind, name } = reference;
    const isHere = kind === 'object' ? here.has(id) : others[kind].some((one) => one.id === id);
    if (isHere || !used.includes(id)) continue;
    const [only, ...more] = await candidates(reference);
    if (only !== undefined && more.length === 0) found.set(id, only);
    else {
      problems.push({
        field: `references/${index}`,
        code: 'value.invalid',
        message:
          only === undefined
            ? `(${name}) is not in ${store.name}; create it there or take it out of the file`
            : `(${name}) could be one of several in ${store.name}; give its path there`,
      });
    }
  }
  if (problems.length > 0) throw ApiProblem.invalid(problems);
  return <T>(value: T): T => translated(value, found) as T;
}

function translated(value: unknown, found: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return found.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => translated(one, found));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, translated(inner, found)]));
}

/** By path; where none has it, by name. Two are enough to know that it is not one. */
async function objectsLike(db: Db, storeId: string, name: string, path: string): Promise<string[]> {
  const { objectId, displayName, kind } = directoryObjects;
  const read = async (condition: ReturnType<typeof sql>) => {
    const rows = await db
      .select({ id: objectId })
      .from(directoryObjects)
      .where(and(eq(directoryObjects.storeId, storeId), inArray(kind, ['user', 'group']), condition))
      .limit(2);
    return rows.map(({ id }) => id);
  };
  const byPath = path === '' ? [] : await read(sql`${directoryObjects.path} = ${path}`);
  return byPath.length > 0
    ? byPath
    : read(sql`${directoryObjects.sortKey} = ${fold(name)} and ${displayName} <> ''`);
}
