/**
 * The index in PostgreSQL: filtered, sorted by several keys, in pages by keyset, of one or several
 * stores. Cost follows the page: each store gives its first rows in order, and the page is the first of them.
 */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Db } from '../../database/client.ts';
import { directoryMembers, directoryObjects } from '../../database/schema/directory.ts';
import type { DirectoryIndex, ListedObject, ListPart, Total } from '../contract.ts';
import { createDirectoryIndex, type EnginePage, type Match } from '../index.ts';
import { directions } from '../order.ts';
import { conditions } from './conditions.ts';
import { isCommon, isFound, isSought } from './found-by.ts';
import { beyond, columnsOf } from './keys.ts';
import { searchPage } from './pages.ts';
import { orderedBy, positioned, rowsOf } from './positions.ts';

export const createPostgresIndex = (db: Db): DirectoryIndex =>
  createDirectoryIndex({
    page: (parts, match, page) => readPage(db, parts, match, page),
    count: (parts, upTo) => countRows(db, parts, upTo),
  });

async function readPage(
  db: Db,
  parts: readonly ListPart[],
  match: Match,
  page: EnginePage,
): Promise<ListedObject[]> {
  const { order, limit } = page;
  if (parts.every(isSought)) return searchPage(db, parts, match, page);
  const wanted = await Promise.all(parts.map((part) => conditions(db, part, match)));
  const queries = parts.map((part, at) => partQuery(db, part, wanted[at], page));
  const [first, second, ...rest] = queries;
  if (first === undefined) return [];
  const all = second === undefined ? first : unionAll(first, second, ...rest);
  const found = all.orderBy(orderedBy(order)).limit(limit);
  return rowsOf(await positioned(db, sql`(${found})`, order));
}

function partQuery(db: Db, part: ListPart, wanted: SQL | undefined, { order, after, limit }: EnginePage) {
  const columns = columnsOf(db, part, order);
  const down = directions(order);
  const direct = part.membersOf?.nested === false ? part.membersOf.groupId : undefined;
  const query = db
    .select({
      storeId: sql`${directoryObjects.storeId}`.as('store_id'),
      objectId: sql`${directoryObjects.objectId}`.as('object_id'),
      readOnly:
        direct === undefined ? sql`false`.as('read_only') : sql`${directoryMembers.readOnly}`.as('read_only'),
      ...Object.fromEntries(
        order.map((_key, index) => [`k${index}`, sql`${columns[index]}`.as(`k${index}`)]),
      ),
    })
    .from(directoryObjects)
    .$dynamic();
  const joined = direct === undefined ? query : query.innerJoin(directoryMembers, membership(direct));
  return joined
    .where(and(wanted, after === null ? undefined : beyond(columns, down, after)))
    .orderBy(
      ...columns.map((column, index) => (down[index] === true ? sql`${column} desc` : sql`${column} asc`)),
    )
    .limit(limit);
}

/** Joined rather than asked for: cost follows the group, and the membership says whether it may be ended. */
const membership = (groupId: string) =>
  and(
    eq(directoryMembers.storeId, directoryObjects.storeId),
    eq(directoryMembers.memberId, directoryObjects.objectId),
    eq(directoryMembers.groupId, groupId),
  );

async function countRows(db: Db, parts: readonly ListPart[], upTo: number): Promise<Total> {
  const counts = await Promise.all(
    parts.map(async (part) => {
      const query = db
        .select({ one: sql`1`.as('one') })
        .from(directoryObjects)
        .$dynamic();
      const joined =
        part.membersOf?.nested === false
          ? query.innerJoin(directoryMembers, membership(part.membersOf.groupId))
          : query;
      const all = joined.where(await conditions(db, part, 'all'));
      // Materialized: planned as if all were wanted, and still read no further than they are counted.
      const how = isFound(part) && !isCommon(part) ? sql`materialized` : sql`not materialized`;
      const { rows } = await db.execute<{ count: number }>(
        sql`with listed as ${how} (${all}) select count(*)::int from (select from listed limit ${upTo + 1}) counted`,
      );
      return rows[0]?.count ?? 0;
    }),
  );
  const count = counts.reduce((sum, one) => sum + one, 0);
  return { count: Math.min(count, upTo), exact: count <= upTo };
}
