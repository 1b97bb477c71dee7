/**
 * Lists of the index: filtered, sorted by several keys, in pages by keyset, of one or several stores.
 * Cost follows the page: each store gives its first rows in order, and the page is the first of them.
 */
import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import { fold } from '../../platform/fold.ts';
import type { Db } from '../client.ts';
import { directoryMembers, directoryObjects, groupSettings } from '../schema/directory.ts';
import { compileFilter, escaped, type Fields } from './directory-filter.ts';
import type { IndexedMember } from './directory-index.ts';
import { defaultGroupSettings } from './groups.ts';

/** What of one store belongs to a list. */
export interface ListPart {
  readonly storeId: string;
  /** All kinds when absent. */
  readonly kind?: ObjectKind;
  /** Direct members of this group only. */
  readonly groupId?: string;
  /** Part of a name, account name or mail; case and accents do not matter. */
  readonly search?: string | undefined;
  readonly filter?: Filter | undefined;
  /** What the reader may see; stays in force whatever is asked for. */
  readonly visible?: SQL | undefined;
  readonly fields: Fields;
}

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

export interface ListedObject extends IndexedMember {
  /** Where the row stands in the order: the cursor of what follows it. */
  readonly position: readonly string[];
}

const byName: SortKey = { field: 'displayName', descending: false };

/** The whole order: names and ids decide where the keys asked for are equal, in the direction of the last key. */
function orderOf(sort: readonly SortKey[]): readonly SortKey[] {
  const descending = sort.at(-1)?.descending ?? false;
  return sort.some(({ field }) => field === byName.field) ? sort : [...sort, { ...byName, descending }];
}

/** How many values a position of this order has. */
export const positionLength = (sort: readonly SortKey[]): number => orderOf(sort).length + 2;

/**
 * @param sort fields that every part has
 * @param after the position of the last row of the page before
 */
export async function listObjects(
  db: Db,
  parts: readonly ListPart[],
  page: {
    readonly sort: readonly SortKey[];
    readonly after: readonly string[] | null;
    readonly limit: number;
  },
): Promise<ListedObject[]> {
  const order = orderOf(page.sort);
  const queries = parts.map((part) => partQuery(db, part, order, page.after, page.limit));
  const [first, second, ...rest] = queries;
  if (first === undefined) return [];
  const all = second === undefined ? first : unionAll(first, second, ...rest);
  const found = all
    .orderBy(...ordered(order))
    .limit(page.limit)
    .as('found');
  const rows = await db
    .select({
      object: directoryObjects,
      readOnly: sql<boolean>`${sql.identifier('found')}.${sql.identifier('read_only')}`,
      position: sql<string[]>`array[${sql.join(
        aliases(order).map((alias) => sql`${sql.identifier('found')}.${alias}`),
        sql`, `,
      )}]::text[]`,
    })
    .from(found)
    .innerJoin(
      directoryObjects,
      sql`(${directoryObjects.storeId}, ${directoryObjects.objectId}) = (${sql.identifier('found')}.${sql.identifier('store_id')}, ${sql.identifier('found')}.${sql.identifier('object_id')})`,
    )
    .orderBy(...ordered(order));
  return rows.map(({ object, readOnly, position }) => ({ ...object, readOnly, position }));
}

/** The columns of a part that hold its place in the order. */
const aliases = (order: readonly SortKey[]): SQL[] => [
  ...order.map((_key, index) => sql`${sql.identifier(`k${index}`)}`),
  sql`${sql.identifier('object_id')}`,
  sql`${sql.identifier('store_id')}`,
];

const directions = (order: readonly SortKey[]): boolean[] => {
  const last = order.at(-1)?.descending ?? false;
  return [...order.map(({ descending }) => descending), last, last];
};

function ordered(order: readonly SortKey[]): SQL[] {
  const down = directions(order);
  return aliases(order).map((alias, index) =>
    down[index] === true ? sql`${alias} desc` : sql`${alias} asc`,
  );
}

function partQuery(
  db: Db,
  part: ListPart,
  order: readonly SortKey[],
  after: readonly string[] | null,
  limit: number,
) {
  const keys = order.map((key) => keyOf(db, part, key));
  const down = directions(order);
  const columns: SQLWrapper[] = [...keys, directoryObjects.objectId, directoryObjects.storeId];
  const query = db
    .select({
      storeId: sql`${directoryObjects.storeId}`.as('store_id'),
      objectId: sql`${directoryObjects.objectId}`.as('object_id'),
      readOnly:
        part.groupId === undefined
          ? sql`false`.as('read_only')
          : sql`${directoryMembers.readOnly}`.as('read_only'),
      ...Object.fromEntries(keys.map((key, index) => [`k${index}`, sql`${key}`.as(`k${index}`)])),
    })
    .from(directoryObjects)
    .$dynamic();
  const joined =
    part.groupId === undefined ? query : query.innerJoin(directoryMembers, membership(part.groupId));
  return joined
    .where(and(conditions(db, part), after === null ? undefined : beyond(columns, down, after)))
    .orderBy(
      ...columns.map((column, index) => (down[index] === true ? sql`${column} desc` : sql`${column} asc`)),
    )
    .limit(limit);
}

const membership = (groupId: string) =>
  and(
    eq(directoryMembers.storeId, directoryObjects.storeId),
    eq(directoryMembers.memberId, directoryObjects.objectId),
    eq(directoryMembers.groupId, groupId),
  );

const conditions = (db: Db, part: ListPart): SQL | undefined =>
  and(
    eq(directoryObjects.storeId, part.storeId),
    part.kind === undefined ? undefined : eq(directoryObjects.kind, part.kind),
    part.search === undefined ? undefined : wordsMatch(part.search),
    part.filter === undefined ? undefined : compileFilter(db, part.filter, part.fields),
    part.visible,
  );

/** Every word typed stands somewhere in the object's words. */
function wordsMatch(search: string): SQL | undefined {
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '');
  return and(...words.map((word) => sql`${directoryObjects.searchText} like ${`%${escaped(word)}%`}`));
}

/** Rows without a value come last, whichever way the list goes. */
const last = (descending: boolean): string => (descending ? '' : '\u{10FFFF}');

function keyOf(db: Db, part: ListPart, { field, descending }: SortKey): SQL {
  const source = part.fields.get(field)?.source;
  switch (source?.from) {
    case 'attribute':
      return sql`coalesce(${directoryObjects.folded} -> ${source.attribute}::text ->> 0, ${last(descending)}) collate "C"`;
    case 'column':
      if (source.column === 'displayName') return sql`${directoryObjects.sortKey}`;
      return source.column === 'kind'
        ? sql`${directoryObjects.kind}`
        : sql`${directoryObjects.enabled}::text`;
    case 'setting': {
      const kept = db
        .select({ securityType: groupSettings.securityType })
        .from(groupSettings)
        .where(
          and(
            eq(groupSettings.storeId, directoryObjects.storeId),
            eq(groupSettings.groupId, directoryObjects.objectId),
          ),
        );
      return sql`coalesce((${kept}), ${defaultGroupSettings.securityType})`;
    }
    case 'owner':
    case 'member':
    case undefined:
      throw new Error(`The order was not checked: ${field}`);
  }
}

/**
 * Rows that follow a position. One row comparison where all keys go one way, so that an index finds
 * the place; else key by key.
 */
function beyond(columns: readonly SQLWrapper[], down: readonly boolean[], after: readonly string[]): SQL {
  const values = columns.map((column, index) =>
    column === directoryObjects.storeId ? sql`${after[index]}::uuid` : sql`${after[index]}::text`,
  );
  if (down.every((descending) => descending === down[0])) {
    const [left, right] = [sql.join([...columns], sql`, `), sql.join(values, sql`, `)];
    return down[0] === true ? sql`(${left}) < (${right})` : sql`(${left}) > (${right})`;
  }
  let rest = sql`false`;
  for (let index = columns.length - 1; index >= 0; index -= 1) {
    const [column, value] = [columns[index], values[index]];
    const further = down[index] === true ? sql`${column} < ${value}` : sql`${column} > ${value}`;
    rest = sql`(${further} or (${column} = ${value} and ${rest}))`;
  }
  return rest;
}

export interface Total {
  readonly count: number;
  /** False where there are more than were counted. */
  readonly exact: boolean;
}

/** Beyond it a list says "10,000+": counting further costs and tells nobody anything (users-and-search S5.2). */
const countBound = 10_000;

export async function countObjects(db: Db, parts: readonly ListPart[]): Promise<Total> {
  const counts = await Promise.all(
    parts.map(async (part) => {
      const query = db
        .select({ one: sql`1`.as('one') })
        .from(directoryObjects)
        .$dynamic();
      const joined =
        part.groupId === undefined ? query : query.innerJoin(directoryMembers, membership(part.groupId));
      const some = joined
        .where(conditions(db, part))
        .limit(countBound + 1)
        .as('some');
      const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
      return row?.count ?? 0;
    }),
  );
  const count = counts.reduce((sum, one) => sum + one, 0);
  return { count: Math.min(count, countBound), exact: count <= countBound };
}
