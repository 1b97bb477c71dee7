/** The search of the portal: one page of what a person finds, counts by kind, suggestions. */
import type { Db } from '../activities/database/client.ts';
import {
  countObjects,
  listObjects,
  positionLength,
  type Total,
} from '../activities/database/repositories/directory-lists.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import {
  type AskedStore,
  askStores,
  searchedKinds,
  type SearchedKind,
  type Searcher,
  type SearchPart,
  searchParts,
  type SearchTerms,
} from '../activities/platform/directory-search.ts';
import { badCursor, decodeCursor, isUuid, pageOf } from './cursor.ts';
import { fieldsOfStores, listedStore, viewsOf } from './directory-list.ts';
import { hitView, readerOf } from './group-view.ts';
import { readFilter, readSort } from './list-filter.ts';
import { defaultLimit } from './schemas/common.ts';
import { may, type SessionActor } from './session-actor.ts';

export interface SearchParameters {
  readonly text?: string;
  /** Separated by commas. */
  readonly kinds?: string;
  /** JSON. */
  readonly filter?: string;
  readonly sort?: string;
}

export const searcherOf = (actor: SessionActor): Searcher => ({
  ...readerOf(actor, actor.storeId),
  seesPrivateGroups: may(actor, 'Manage Any Group'),
});

/** @throws ApiProblem `filter.invalid` for a filter or order that none of the stores knows */
export function readTerms(
  stores: readonly IdentityStore[],
  { text, kinds, filter, sort }: SearchParameters,
): SearchTerms {
  const fields = fieldsOfStores('objects', stores);
  return {
    text: text === undefined || text.trim() === '' ? undefined : text,
    kinds: kinds === undefined ? searchedKinds : kindsOf(kinds),
    filter: filter === undefined ? undefined : readFilter(filter, fields),
    sort: readSort(sort, fields),
  };
}

const kindsOf = (text: string): readonly SearchedKind[] => {
  const named = text.split(',');
  return searchedKinds.filter((kind) => named.includes(kind));
};

/** Reads one page; `counts` beside it tell the other tabs, too. */
export async function search(
  db: Db,
  actor: SessionActor,
  stores: readonly IdentityStore[],
  query: SearchParameters & { readonly cursor?: string; readonly limit?: number; readonly counts?: boolean },
) {
  const { cursor, limit = defaultLimit, counts = false } = query;
  const terms = readTerms(stores, query);
  const asked = askStores(stores, terms);
  // A place in another order says nothing in this one.
  const order = query.sort ?? '';
  const given = decodeCursor(cursor, positionLength(terms.sort) + 1);
  const after = given?.slice(1) ?? null;
  if (given !== null && (given[0] !== order || !isUuid(after?.at(-1) ?? ''))) throw badCursor();
  // Counts are of every kind, whichever the page is of.
  const all = await searchParts(db, searcherOf(actor), asked, { ...terms, kinds: searchedKinds });
  const parts = all.filter(({ kind }) => terms.kinds.includes(kind));
  const [rows, counted] = await Promise.all([
    listObjects(db, parts, { sort: terms.sort, after, limit: limit + 1 }),
    counts ? countKinds(db, all, asked) : null,
  ]);
  const page = pageOf(rows, limit, (row) => [order, ...row.position]);
  return {
    items: await viewsOf(stores, page.rows, (store, own) => own.map((row) => hitView(store, row))),
    nextCursor: page.nextCursor,
    counts: counted,
    stores: asked.map(listedStore),
  };
}

/** Kinds that none of the stores has are left out. */
async function countKinds(
  db: Db,
  parts: readonly SearchPart[],
  asked: readonly AskedStore[],
): Promise<{ kind: SearchedKind; total: Total }[]> {
  const counts = await Promise.all(
    searchedKinds.map(async (kind) => {
      const total = await countObjects(
        db,
        parts.filter((part) => part.kind === kind),
      );
      return { kind, total, has: total.count > 0 || (await hasAny(db, asked, kind)) };
    }),
  );
  return counts.filter(({ has }) => has).map(({ kind, total }) => ({ kind, total }));
}

/** Every directory has people and groups; the others only some. */
async function hasAny(db: Db, asked: readonly AskedStore[], kind: SearchedKind): Promise<boolean> {
  if (kind === 'user' || kind === 'group') return true;
  const parts = asked.map(({ store, fields }) => ({ storeId: store.id, kind, fields }));
  return (await listObjects(db, parts, { sort: [], after: null, limit: 1 })).length > 0;
}

const suggested = 10;
/** Fewer letters would suggest everybody. */
const fewestLetters = 2;

/** The first few, for a box in which somebody types. */
export async function suggest(
  db: Db,
  actor: SessionActor,
  stores: readonly IdentityStore[],
  query: { readonly text: string; readonly kinds?: string },
) {
  const text = query.text.trim();
  if (Array.from(text).length < fewestLetters) return { items: [] };
  const terms = readTerms(stores, query);
  const parts = await searchParts(db, searcherOf(actor), askStores(stores, terms), terms);
  const rows = await listObjects(db, parts, { sort: [], after: null, limit: suggested });
  return { items: await viewsOf(stores, rows, (store, own) => own.map((row) => hitView(store, row))) };
}
