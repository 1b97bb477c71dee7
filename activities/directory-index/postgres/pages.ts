/**
 * Ways to the first rows of what is searched for. PostgreSQL's planner guesses how many rows hold a word; where it
 * guesses wrong, a page costs a walk through a million rows or the sorting of all of them. So none is left to it:
 * each way here has a bound, and is taken with the next one behind it.
 */
import { and, type SQL, sql } from 'drizzle-orm';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import type { Db } from '../../database/client.ts';
import { directoryObjects } from '../../database/schema/directory.ts';
import type { ListedObject, ListPart, QuickSearch } from '../contract.ts';
import type { EnginePage, Match } from '../index.ts';
import { directions } from '../order.ts';
import { conditions, type EnginePart, ofKind } from './conditions.ts';
import { compileFilter } from './filter.ts';
import { isCommon, isNarrow, isOfPlaces, typedLetters } from './found-by.ts';
import { beyond, columnsOf } from './keys.ts';
import { orderedBy, positioned } from './positions.ts';

/** Rows looked at in the order of the list before anything else, where most will do. */
const firstWalk = 1_500;
/** Rows collected by the indexes of what is asked for, in any order: two or three times what the long walk costs. */
const mostCollected = 16_000;
/** The same where a policy sorts out what may be found in very many rows: many more are looked at. */
const mostSortedOut = 1_000;
/** Rows looked at in order where many will do: one in a hundred and fifty makes a page of fifty. */
const longWalk = 8_000;
/** What takes about as long as naming all rows in which a word begins with one or two letters. */
const longestWalk = 50_000;
/** A walk that is likely long enough, by what a shorter one found: what takes as long as collecting a few thousand rows. */
const longestLikely = 20_000;
/** What is looked for does not stand as evenly as that. */
const margin = 1.3;

/** One part of what is searched for: its rows, wherever they stand. */
interface Sought {
  readonly part: EnginePart;
  readonly wanted: SQL | undefined;
}

export async function searchPage(
  db: Db,
  parts: readonly ListPart[],
  match: Match,
  page: EnginePage,
): Promise<ListedObject[]> {
  const sought = await Promise.all(
    merged(parts).map(async (part): Promise<Sought> => ({ part, wanted: await conditions(db, part, match) })),
  );
  const ordered = page.order.every(({ field }) => field === 'displayName');
  // Whose address it is are few.
  if (!ordered || match === 'exact') return (await collected(db, sought, page, null)).rows;
  const walks =
    (await Promise.all(sought.map(({ part }) => walksBefore(db, part)))).toSorted(
      (a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0),
    )[0] ?? [];
  let likely = Infinity;
  for (const budget of walks) {
    const rows = await walked(db, sought, page, budget);
    if (rows.length === page.limit) return rows;
    likely = Math.ceil((budget * page.limit * margin) / rows.length);
  }
  if (likely <= longestLikely) {
    const rows = await walked(db, sought, page, likely);
    if (rows.length === page.limit) return rows;
  }
  const sortsOut = parts.some(({ scope, quick }) => scope !== undefined && !isRare(quick));
  const some = await collected(db, sought, page, sortsOut ? mostSortedOut : mostCollected);
  if (some.whole) return some.rows;
  // So many were found that they stand close together.
  for (const budget of parts.some(isCommon) ? [longWalk, longestWalk] : [longWalk]) {
    if (walks.includes(budget)) continue;
    const rows = await walked(db, sought, page, budget);
    if (rows.length === page.limit) return rows;
  }
  return (await collected(db, sought, page, null)).rows;
}

/** How far to look in order first. What stands in a place, and beginnings of a few letters, are likely true of many rows. */
async function walksBefore(db: Db, part: EnginePart): Promise<readonly number[]> {
  const { quick, filter, scope } = part;
  const letters = quick === undefined ? null : typedLetters(quick);
  if (letters !== null && letters <= 2) {
    const places = [filter, scope?.filter].filter((one) => one !== undefined);
    return !isNarrow(part) || (await areWide(db, part, places)) ? [longWalk, longestWalk] : [firstWalk];
  }
  if (letters === 3 && filter === undefined) return [longWalk];
  if (filter !== undefined && scope !== undefined && (await areWide(db, part, [scope.filter])))
    return [longWalk];
  return letters === null || letters <= 4 ? [firstWalk] : [];
}

/** Words of so many letters, such as first names, begin in one row of a hundred at most. */
const isRare = (quick: QuickSearch | undefined): boolean => quick !== undefined && typedLetters(quick) > 4;

/** They are of containers only, which hold so many that looking at all of them takes longer than the long walk. */
async function areWide(db: Db, part: EnginePart, filters: readonly Filter[]): Promise<boolean> {
  if (!filters.every(isOfPlaces)) return false;
  const store = sql`${part.storeId}::uuid`;
  const inside = filters.map((one) => compileFilter({ db, store }, one, part.fields));
  const some = db
    .select({ one: sql`1` })
    .from(directoryObjects)
    .where(and(ofKind(part), ...inside))
    .limit(longWalk + 1);
  return (await db.$count(some.as('inside'))) > longWalk;
}

/** Parts that differ in kind only are looked for at once: each by itself would read the same index again. */
function merged(parts: readonly ListPart[]): EnginePart[] {
  const found: EnginePart[] = [];
  for (const part of parts) {
    const at = found.findIndex((one) => areAlike(one, part));
    const known = found[at];
    const kinds = part.kind === undefined ? undefined : [part.kind].flat();
    if (known === undefined || kinds === undefined || known.kind === undefined) {
      found.push(part);
      continue;
    }
    const visible = known.visible ?? part.visible;
    const hiding = [
      ...(known.visible === undefined ? [] : (known.hiding ?? [known.kind].flat())),
      ...(part.visible === undefined ? [] : kinds),
    ];
    found[at] = {
      ...known,
      kind: [...[known.kind].flat(), ...kinds],
      visible,
      ...(visible === undefined ? {} : { hiding }),
    };
  }
  return found;
}

const shared = [
  'storeId',
  'fields',
  'hidden',
  'quick',
  'search',
  'filter',
  'scope',
  'membersOf',
  'groupsOf',
] as const;

const areAlike = (one: EnginePart, other: ListPart): boolean =>
  shared.every((key) => one[key] === other[key]) &&
  (one.visible === undefined || other.visible === undefined || one.visible === other.visible);

/** The next so many objects in the order of names, and of them what is looked for. */
async function walked(
  db: Db,
  sought: readonly Sought[],
  page: EnginePage,
  budget: number,
): Promise<ListedObject[]> {
  const down = directions(page.order)[0] === true;
  const { sortKey, objectId } = directoryObjects;
  const inOrder = down ? sql`${sortKey} desc, ${objectId} desc` : sql`${sortKey}, ${objectId}`;
  const rows = sought.map(({ part, wanted }) => {
    const all = and(ofKind(part), further(db, part, page)) ?? sql`true`;
    // Under the table's own name, so that conditions on its rows are conditions on these.
    return sql`(select ${keys(db, part, page)}
      from (select * from ${directoryObjects} where ${all} order by ${inOrder} limit ${budget}) ${directoryObjects}
      where ${wanted ?? sql`true`} order by ${inOrder} limit ${page.limit})`;
  });
  const found = sql`(select * from (${sql.join(rows, sql` union all `)}) listed
    order by ${orderedBy(page.order)} limit ${page.limit})`;
  return positioned(db, found, page.order);
}

/**
 * What is looked for, by whatever indexes find it, then put in order.
 * @param most no more are collected, and nobody knows which; null for all
 */
async function collected(
  db: Db,
  sought: readonly Sought[],
  page: EnginePage,
  most: number | null,
): Promise<{ readonly rows: ListedObject[]; readonly whole: boolean }> {
  const name = (at: number) => sql.identifier(`sought_${at}`);
  // Materialized: planned as if all were wanted, and still read no further than they are asked for.
  const each = sought.map(
    ({ part, wanted }, at) =>
      sql`${name(at)} as materialized (select ${keys(db, part, page)} from ${directoryObjects} where ${and(wanted, further(db, part, page)) ?? sql`true`})`,
  );
  const all = sql.join(
    sought.map((_one, at) => sql`select * from ${name(at)}`),
    sql` union all `,
  );
  const bound = most === null ? sql`` : sql`limit ${most + 1}`;
  const found = sql`(with ${sql.join(each, sql`, `)}, collected as materialized (select * from (${all}) listed ${bound})
    select *, (select count(*)::int from collected) as many from collected
    order by ${orderedBy(page.order)} limit ${page.limit})`;
  const rows = await positioned(db, found, page.order, sql<number>`found.many`);
  return { rows, whole: most === null || (rows[0]?.many ?? 0) <= most };
}

const further = (db: Db, part: ListPart, { order, after }: EnginePage): SQL | undefined =>
  after === null ? undefined : beyond(columnsOf(db, part, order), directions(order), after);

/** What says which row it is and where it stands. */
function keys(db: Db, part: ListPart, { order }: EnginePage): SQL {
  const columns = columnsOf(db, part, order);
  return sql.join(
    [
      sql`${directoryObjects.storeId} as store_id`,
      sql`${directoryObjects.objectId} as object_id`,
      sql`false as read_only`,
      ...order.map((_key, at) => sql`${columns[at]} as ${sql.identifier(`k${at}`)}`),
    ],
    sql`, `,
  );
}
