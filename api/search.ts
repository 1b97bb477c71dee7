/** The search of the portal: one page of what a person finds, counts by kind, suggestions. */
import type { Db } from '../activities/database/client.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import type { Total } from '../activities/directory-index/contract.ts';
import { positionLength } from '../activities/directory-index/order.ts';
import { quickTextProblem } from '../activities/directory-index/quick-text.ts';
import {
  type AskedStore,
  askStores,
  hitOf,
  quickOf,
  type Searcher,
  type SearchPart,
  searchParts,
  type SearchTerms,
} from '../activities/directory-index/search.ts';
import { missingPlaces } from '../activities/directory-index/places.ts';
import { fieldsOfAny, usableFields } from '../activities/directory-index/usable-fields.ts';
import type { Filter } from '../workflows/contracts/filter.ts';
import {
  kindOfType,
  searchedKinds,
  type SearchedType,
  type SearchPlace,
  typesAmong,
} from '../workflows/contracts/search.ts';
import { advancedFilter, type AdvancedParameters } from './advanced-search.ts';
import { badCursor, decodeCursor, isUuid, pageOf } from './cursor.ts';
import { listedStore, viewsOf } from './directory-list.ts';
import { readerOf } from './group-view.ts';
import { readFilter, readSort } from './list-filter.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import { defaultLimit } from './schemas/common.ts';
import { may, type SessionActor } from './session-actor.ts';

type SearchDeps = Pick<RouteDeps, 'database' | 'index'>;

export interface SearchParameters extends AdvancedParameters {
  readonly text?: string;
  /** Separated by commas. */
  readonly kinds?: string;
  /** JSON. */
  readonly filter?: string;
  /** Places as `storeId:placeId`, encoded and separated by commas. */
  readonly within?: string;
  readonly sort?: string;
}

export const searcherOf = (actor: SessionActor): Searcher => ({
  ...readerOf(actor, actor.storeId),
  seesPrivateGroups: may(actor, 'Manage Any Group'),
});

/** @throws ApiProblem `filter.invalid` for a filter or order that none of the stores knows, `value.invalid` for the text */
export async function readTerms(
  db: Db,
  actor: SessionActor,
  stores: readonly IdentityStore[],
  { text, kinds, filter, within, sort, ...advanced }: SearchParameters,
): Promise<SearchTerms> {
  const types = kinds === undefined ? searchedKinds : typesAmong(kinds.split(','));
  const fields = fieldsOfAny(
    await usableFields(db, 'objects', stores, searcherOf(actor), types.map(kindOfType)),
  );
  const filters: Filter[] = [
    ...advancedFilter(advanced, fields),
    ...(filter === undefined ? [] : [readFilter(filter, fields)]),
  ];
  return {
    text: text === undefined || text.trim() === '' ? undefined : readText(text),
    kinds: types,
    filter: filters.length > 1 ? { op: 'and', nodes: filters } : filters[0],
    within: within === undefined ? undefined : readPlaces(stores, within),
    sort: readSort(sort, fields),
  };
}

const longestPlace = 1000;

/** @throws ApiProblem `value.invalid` */
function readPlaces(stores: readonly IdentityStore[], within: string): readonly SearchPlace[] {
  return within.split(',').map((part): SearchPlace => {
    const [storeId = '', encoded = ''] = part.split(':');
    const placeId = decoded(encoded);
    const asked = stores.some(({ id }) => id === storeId);
    if (!asked || placeId === null || placeId === '' || placeId.length > longestPlace) {
      throw ApiProblem.field(
        'within',
        'must name places of the stores that are searched, as storeId:placeId',
      );
    }
    return { storeId, placeId };
  });
}

function decoded(text: string): string | null {
  try {
    const plain = decodeURIComponent(text);
    return plain.includes('\0') || !plain.isWellFormed() ? null : plain;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/**
 * A place that is gone must not make a search of nothing, or of everything.
 * @throws ApiProblem `value.invalid`
 */
export async function requirePlaces(
  { database: { db } }: Pick<RouteDeps, 'database'>,
  stores: readonly IdentityStore[],
  { within = [] }: Pick<SearchTerms, 'within'>,
): Promise<void> {
  for (const store of stores) {
    const ids = within.flatMap(({ storeId, placeId }) => (storeId === store.id ? [placeId] : []));
    if (ids.length > 0 && (await missingPlaces(db, store, ids)).length > 0) {
      throw ApiProblem.field(
        'within',
        `names a place that is not in ${store.name} any more; choose where to search again`,
      );
    }
  }
}

function readText(text: string): string {
  const problem = quickTextProblem(text);
  if (problem !== null) throw ApiProblem.field('text', problem);
  return text;
}

export interface PageParameters {
  readonly cursor?: string;
  readonly limit?: number;
  readonly counts?: boolean;
}

/** Reads one page; `counts` beside it tell the other tabs, too. */
export async function search(
  deps: SearchDeps,
  actor: SessionActor,
  stores: readonly IdentityStore[],
  query: SearchParameters & PageParameters,
) {
  const { cursor, limit = defaultLimit, counts = false, ...parameters } = query;
  const { database, index } = deps;
  const { db } = database;
  const terms = await readTerms(db, actor, stores, parameters);
  await requirePlaces(deps, stores, terms);
  const asked = await askStores(db, searcherOf(actor), stores, terms);
  // A place in another order says nothing in this one.
  const order = query.sort ?? '';
  const given = decodeCursor(cursor, positionLength(terms.sort, terms.text !== undefined) + 1);
  const after = given?.slice(1) ?? null;
  if (given !== null && (given[0] !== order || !isUuid(after?.at(-1) ?? ''))) throw badCursor();
  // Counts are of every kind, whichever the page is of.
  const kinds = typesCounted(terms.kinds);
  const all = await searchParts(db, searcherOf(actor), asked, { ...terms, kinds });
  const parts = all.filter(({ type }) => terms.kinds.includes(type));
  const [rows, counted] = await Promise.all([
    index.list(parts, { sort: terms.sort, after, limit: limit + 1 }),
    counts ? countKinds(deps, actor, kinds, all, asked) : null,
  ]);
  const page = pageOf(rows, limit, (row) => [order, ...row.position]);
  return {
    items: await viewsOf(stores, page.rows, (store, own) => own.map((row) => hitOf(store, row))),
    nextCursor: page.nextCursor,
    counts: counted,
    stores: asked.map(listedStore),
  };
}

/** Users with a mailbox are among the users, and counted by themselves where they are asked for. */
const typesCounted = (asked: readonly SearchedType[]): readonly SearchedType[] => [
  ...searchedKinds,
  ...asked.filter((type) => type === 'mailbox'),
];

/** Kinds that none of the stores has are left out. */
async function countKinds(
  { database: { db }, index }: SearchDeps,
  actor: SessionActor,
  types: readonly SearchedType[],
  parts: readonly SearchPart[],
  asked: readonly AskedStore[],
): Promise<{ kind: SearchedType; total: Total }[]> {
  const has = async (kind: SearchedType): Promise<boolean> => {
    // Every directory has people and groups; the others only some.
    if (kind === 'user' || kind === 'group' || kind === 'mailbox') return true;
    const unfiltered = await searchParts(db, searcherOf(actor), asked, { kinds: [kind] });
    return (await index.count(unfiltered, 1)).count > 0;
  };
  const counts = await Promise.all(
    types.map(async (kind) => {
      const total = await index.count(parts.filter(({ type }) => type === kind));
      return { kind, total, has: total.count > 0 || (await has(kind)) };
    }),
  );
  return counts.filter((one) => one.has).map(({ kind, total }) => ({ kind, total }));
}

const suggested = 10;
/** Fewer letters would suggest everybody. */
const fewestLetters = 2;

/** The first few, for a box in which somebody types. */
export async function suggest(
  { database: { db }, index }: SearchDeps,
  actor: SessionActor,
  stores: readonly IdentityStore[],
  query: { readonly text: string; readonly kinds?: string },
) {
  const text = query.text.trim();
  // Half a word may be no search yet; that is no mistake of who types.
  if (Array.from(text).length < fewestLetters || quickTextProblem(text) !== null) return { items: [] };
  const terms = await readTerms(db, actor, stores, { ...query, text: '' });
  const searcher = searcherOf(actor);
  const parts = await searchParts(db, searcher, await askStores(db, searcher, stores, terms), terms);
  const rows = await index.suggest(parts, quickOf(text), suggested);
  return { items: await viewsOf(stores, rows, (store, own) => own.map((row) => hitOf(store, row))) };
}
