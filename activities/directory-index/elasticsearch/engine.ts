/**
 * The index in Elasticsearch: it says which objects, and in which order; what they are is read from
 * PostgreSQL, which also has the last word on what the reader may see.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { estypes } from '@elastic/elasticsearch';
import { and, eq, or, sql } from 'drizzle-orm';
import { type ObjectKind, objectKinds } from '../../../workflows/contracts/directory.ts';
import type { Db } from '../../database/client.ts';
import { directoryMembers, directoryObjects } from '../../database/schema/directory.ts';
import {
  type DirectoryIndex,
  type IndexedObject,
  type ListedObject,
  type ListPart,
  SearchUnavailable,
  type SortKey,
} from '../contract.ts';
import { createDirectoryIndex, type EnginePage, type Match } from '../index.ts';
import { directions, lastKey } from '../order.ts';
import { seenBy } from '../postgres/conditions.ts';
import { isMissingIndex, isWithoutShard, unavailable } from './errors.ts';
import { aliasOf, type ElasticsearchIndex } from './indices.ts';
import { lookUpMemberships } from './memberships.ts';
import { queryOf } from './query.ts';
import { readAliases } from './rebuild.ts';

/** Longer than people wait (users-and-search S7.1). */
const timeoutMs = 5_000;

export const createElasticsearchIndex = (at: ElasticsearchIndex): DirectoryIndex =>
  createDirectoryIndex({
    page: (parts, match, page) => readPage(at, parts, match, page),
    async count(parts, upTo) {
      const { hits } = await search(at, parts, 'all', { size: 0, track_total_hits: upTo + 1 });
      const found = typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0);
      return { count: Math.min(found, upTo), exact: found <= upTo };
    },
  });

async function readPage(
  at: ElasticsearchIndex,
  parts: readonly ListPart[],
  match: Match,
  { order, after, limit }: EnginePage,
): Promise<ListedObject[]> {
  const rows: ListedObject[] = [];
  let last = after;
  // What PostgreSQL no longer has, or no longer shows to the reader, leaves room for what follows it.
  while (rows.length < limit) {
    const wanted = limit - rows.length;
    const { hits } = await search(at, parts, match, {
      size: wanted,
      sort: sortOf(parts, order),
      track_total_hits: false,
      ...(last === null ? {} : { search_after: [...last] }),
    });
    const positions = hits.hits.map(({ sort = [] }) => sort.map(String));
    rows.push(...(await rowsAt(at.db, parts, positions)));
    if (positions.length < wanted) break;
    last = positions.at(-1) ?? null;
  }
  return rows;
}

async function search(
  { db, client, prefix }: ElasticsearchIndex,
  parts: readonly ListPart[],
  match: Match,
  request: estypes.SearchRequest,
): Promise<estypes.SearchResponse> {
  const queries = await Promise.all(
    parts.map(async (part) => queryOf(part, match, await lookUpMemberships(db, part))),
  );
  const [only, ...others] = queries;
  const query = others.length === 0 && only !== undefined ? only : { bool: { should: queries } };
  const ask = (index: string[]) =>
    againWhenSwapped(() =>
      client.search(
        {
          ...{ index, query: { bool: { filter: [query] } }, _source: false },
          // Where one index cannot answer, what the others have is not the whole.
          allow_partial_search_results: false,
          ...request,
        },
        { requestTimeout: timeoutMs, maxRetries: 0 },
      ),
    );
  const names = new Map(parts.flatMap((part) => namesOf(prefix, part)));
  try {
    return await ask([...names.keys()]);
  } catch (error) {
    if (!isMissingIndex(error)) throw unavailable(error);
    // Of a store that has just been added, perhaps; never of one whose objects would be missing.
    const there = await readAliases({ db, client, prefix }).catch((failure: unknown) => {
      throw unavailable(failure);
    });
    const missing = [...names].filter(([name]) => !there.has(name));
    if (missing.length === 0 || (await haveObjects(db, missing))) {
      throw new SearchUnavailable({ cause: error });
    }
    const index = [...names.keys()].filter((name) => there.has(name));
    if (index.length === 0) return nothing;
    return ask(index).catch((failure: unknown) => {
      throw unavailable(failure);
    });
  }
}

/** An index that is swapped out while it is searched leaves the search without a place; the name leads to the new one. */
async function againWhenSwapped<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isWithoutShard(error)) throw error;
    await sleep(swapMs);
    return ask();
  }
}

const swapMs = 100;

interface StoreAndKind {
  readonly storeId: string;
  readonly kind: ObjectKind;
}

const namesOf = (prefix: string, { storeId, kind }: ListPart): [name: string, of: StoreAndKind][] =>
  [kind ?? objectKinds].flat().map((one) => [aliasOf(prefix, storeId, one), { storeId, kind: one }]);

const nothing = { hits: { total: 0, hits: [] } } as unknown as estypes.SearchResponse;

async function haveObjects(db: Db, missing: readonly (readonly [string, StoreAndKind])[]): Promise<boolean> {
  const [row] = await db
    .select({ id: directoryObjects.objectId })
    .from(directoryObjects)
    .where(
      or(
        ...missing.map(([, { storeId, kind }]) =>
          and(eq(directoryObjects.storeId, storeId), eq(directoryObjects.kind, kind)),
        ),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Missing values are given the key PostgreSQL gives them, so that positions are the same in both. */
function sortOf(parts: readonly ListPart[], order: readonly SortKey[]): estypes.SortCombinations[] {
  const down = directions(order);
  const names = [...order.map(({ field }) => fieldOf(parts, field)), 'objectId', 'storeId'];
  return names.map((name, at) => {
    const descending = down[at] === true;
    const direction = descending ? 'desc' : 'asc';
    return {
      [name]: name.startsWith('first.')
        ? { order: direction, missing: lastKey(descending), unmapped_type: 'keyword' }
        : { order: direction, unmapped_type: 'keyword' },
    };
  });
}

/** The document's field that holds the key; the same in every store. */
function fieldOf(parts: readonly ListPart[], name: string): string {
  for (const { fields } of parts) {
    const source = fields.get(name)?.source;
    if (source?.from === 'attribute') return `first.${name}`;
    if (source?.from === 'column') return source.column === 'displayName' ? 'sortKey' : source.column;
    if (source?.from === 'setting') return source.setting;
  }
  if (name === 'displayName') return 'sortKey';
  throw new Error(`The order was not checked: ${name}`);
}

/** The objects at these positions as PostgreSQL has them, in their order. */
async function rowsAt(
  db: Db,
  parts: readonly ListPart[],
  positions: readonly (readonly string[])[],
): Promise<ListedObject[]> {
  if (positions.length === 0) return [];
  const places = positions.map((position) => ({
    position,
    storeId: position.at(-1) ?? '',
    objectId: position.at(-2) ?? '',
  }));
  const groupId = parts.find(({ membersOf }) => membersOf?.nested === false)?.membersOf?.groupId;
  const found = await db
    .select({ object: directoryObjects, readOnly: directoryMembers.readOnly })
    .from(directoryObjects)
    .leftJoin(
      directoryMembers,
      groupId === undefined
        ? sql`false`
        : and(
            eq(directoryMembers.storeId, directoryObjects.storeId),
            eq(directoryMembers.memberId, directoryObjects.objectId),
            eq(directoryMembers.groupId, groupId),
          ),
    )
    .where(
      and(
        sql`(${directoryObjects.storeId}, ${directoryObjects.objectId}) in (select * from unnest(
          ${sql.param(places.map(({ storeId }) => storeId))}::uuid[], ${sql.param(places.map(({ objectId }) => objectId))}::text[]))`,
        or(...parts.map((part) => seenBy(db, part))),
      ),
    );
  const keyOf = (storeId: string, objectId: string) => `${storeId}/${objectId}`;
  const rows = new Map<string, { object: IndexedObject; readOnly: boolean | null }>(
    found.map((row) => [keyOf(row.object.storeId, row.object.objectId), row]),
  );
  return places.flatMap(({ position, storeId, objectId }) => {
    const row = rows.get(keyOf(storeId, objectId));
    return row === undefined ? [] : [{ ...row.object, readOnly: row.readOnly ?? false, position }];
  });
}
