/**
 * Ways to the first rows of what is searched for. PostgreSQL's planner guesses how many rows hold a word; where it
 * guesses wrong, a page costs a walk through a million rows or the sorting of all of them. So none is left to it:
 * each way here has a bound, and is taken with the next one behind it.
 */
import { and, type SQL, sql } from 'drizzle-orm';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import type { Db } from '../../database/client.ts';
import { directoryObjects } from '../../database/schema/directory.ts';
import type { ListedObject, ListPart } from '../contract.ts';
import type { EnginePage, Match } from '../index.ts';
import { directions } from '../order.ts';
import { type EnginePart, foundAndLeft, ofKind } from './conditions.ts';
import { compileFilter } from './filter.ts';
import { hasThreeLetters, isCommon, isNarrow, isOfPlaces, typedLetters } from './found-by.ts';
import { beyond, columnsOf } from './keys.ts';
import { type Leaf, leavesOf } from './leaves.ts';
import { orderedBy, positioned } from './positions.ts';

/** Rows looked at in the order of the list before anything else, where most will do. */
const firstWalk = 1_500;
/** Rows collected by the indexes of what is asked for, in any order: two or three times what the long walk costs. */
const mostCollected = 16_000;
/** The same where a policy finds them together with what is asked for: many more are looked at. */
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
  /** What finds its rows, and what a policy leaves of them. */
  readonly found: SQL | undefined;
  readonly left: SQL | undefined;
  /** Where they stand; null where that is anywhere. */
  readonly leaves: readonly Leaf[] | null;
}

export async function searchPage(
  db: Db,
  parts: readonly ListPart[],
  match: Match,
  page: EnginePage,
): Promise<ListedObject[]> {
  const ordered = page.order.every(({ field }) => field === 'displayName');
  const isWalked = ordered && match !== 'exact';
  const sought = await Promise.all(
    merged(parts).map(async (part): Promise<Sought> => {
      const [conditions, leaves] = await Promise.all([
        foundAndLeft(db, part, match),
        isWalked ? leavesOf(db, part) : null,
      ]);
      return { part, ...conditions, leaves };
    }),
  );
  // Whose address it is are few.
  if (!isWalked) return (await collected(db, sought, page, null)).rows;
  const farthest = parts.some(isCommon) ? longestWalk : longestLikely;
  const walks =
    (await Promise.all(sought.map((one) => walksBefore(db, one)))).toSorted(
      (a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0),
    )[0] ?? [];
  let last: Walk | null = null;
  for (const budget of walks) {
    last = await walk(db, sought, page, budget);
    if (last.whole) return last.rows;
    // Some were met: it is known how far the rest is.
    const likely = farFor(last, page);
    if (likely > farthest) continue;
    last = await walk(db, sought, page, likely);
    if (last.whole) return last.rows;
  }
  const sortsOut = sought.some(({ part, left }) => part.scope !== undefined && left === undefined);
  const some = await collected(db, sought, page, sortsOut ? mostSortedOut : mostCollected);
  if (some.whole) return some.rows;
  // So many were found that they stand close together.
  for (const budget of [longWalk, longestWalk]) {
    if (last !== null && budget <= last.budget) continue;
    last = await walk(db, sought, page, budget);
    if (last.whole) return last.rows;
  }
  return (await collected(db, sought, page, null)).rows;
}

/** What was found among the next rows in order. */
interface Walk {
  readonly budget: number;
  readonly rows: ListedObject[];
  /** They are the page: of each part enough were found, or there are no more. */
  readonly whole: boolean;
}

/** How many rows a page takes, if they go on to be met as often; infinitely many where none was. */
const farFor = ({ budget, rows }: Walk, { limit }: EnginePage): number =>
  Math.ceil((budget * limit * margin) / rows.length);

/** How far to look in order first. What stands in a place, and beginnings of a few letters, are likely true of many rows. */
async function walksBefore(db: Db, { part, leaves }: Sought): Promise<readonly number[]> {
  const { quick, search, filter, scope } = part;
  const letters = quick === undefined ? null : typedLetters(quick);
  if (letters !== null && letters <= 2) {
    const places = [filter, scope?.filter].filter((one) => one !== undefined);
    return leaves !== null || !isNarrow(part) || (await areWide(db, part, places))
      ? [longWalk, longestWalk]
      : [longWalk];
  }
  if (letters === 3 && filter === undefined) return [longWalk];
  // No index knows so few letters within words.
  if (quick === undefined && search !== undefined && !hasThreeLetters(search)) return [longWalk, longestWalk];
  if (
    leaves === null &&
    filter !== undefined &&
    scope !== undefined &&
    (await areWide(db, part, [scope.filter]))
  )
    return [longWalk];
  return letters === null || letters <= 4 ? [firstWalk] : [];
}

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

/** Looks at the next so many objects of each part in the order of names, and finds among them what is looked for. */
async function walk(db: Db, sought: readonly Sought[], page: EnginePage, budget: number): Promise<Walk> {
  const inOrder = orderIn(page);
  const each = sought.flatMap((one, at) => {
    const { part, found, left } = one;
    const standing = standingIn(db, one, page, budget);
    if (standing === null) return [];
    // Under the table's own name, so that conditions on its rows are conditions on these.
    return sql`(select ${keys(db, part, page)}, ${at}::int as many from (${standing}) ${directoryObjects}
      where ${and(found, left) ?? sql`true`} order by ${inOrder} limit ${page.limit})`;
  });
  if (each.length === 0) return { budget, rows: [], whole: true };
  const listed = sql`(${sql.join(each, sql` union all `)})`;
  const rows = await positioned(db, listed, page.order, sql<number>`found.many`);
  // One part may have found a page of names that come after those another has not been looked at for yet.
  const open = sought.filter((_one, at) => rows.filter(({ many }) => many === at).length < page.limit);
  const whole = open.length === 0 || (await areAllWalked(db, open, page, budget));
  return { budget, rows: rows.slice(0, page.limit), whole };
}

/** Nothing stands beyond what was looked at. */
async function areAllWalked(
  db: Db,
  sought: readonly Sought[],
  page: EnginePage,
  budget: number,
): Promise<boolean> {
  const each = sought.flatMap((one) => standingIn(db, one, page, budget + 1) ?? []);
  if (each.length === 0) return true;
  const counts = each.map((rows) => sql`(select count(*) from (${rows}) standing)`);
  const { rows } = await db.execute<{ most: string }>(
    sql`select greatest(${sql.join(counts, sql`, `)}) as most`,
  );
  return Number(rows[0]?.most) <= budget;
}

/** The next rows of a part in order, whichever of them are looked for. @returns null where it has no place with any */
function standingIn(db: Db, { part, leaves }: Sought, page: EnginePage, budget: number): SQL | null {
  const inOrder = orderIn(page);
  const rest = further(db, part, page);
  const among = (where: SQL | undefined): SQL =>
    sql`select * from ${directoryObjects} where ${and(where, rest) ?? sql`true`} order by ${inOrder} limit ${budget}`;
  if (leaves === null) return among(ofKind(part));
  // Each place in its order, merged as far as it is read.
  const { storeId, kind, place } = directoryObjects;
  const each = leaves.map(
    (leaf) =>
      sql`(${among(sql`${storeId} = ${part.storeId}::uuid and ${kind} = ${leaf.kind} and ${place} = ${leaf.place}`)})`,
  );
  const [only, ...others] = each;
  if (only === undefined) return null;
  if (others.length === 0) return only;
  return sql`select * from (${sql.join(each, sql` union all `)}) ${directoryObjects} order by ${inOrder} limit ${budget}`;
}

function orderIn(page: EnginePage): SQL {
  const { sortKey, objectId } = directoryObjects;
  return directions(page.order)[0] === true
    ? sql`${sortKey} desc, ${objectId} desc`
    : sql`${sortKey}, ${objectId}`;
}

/**
 * What is looked for, by whatever indexes find it, then put in order.
 * @param most no more are looked at, and nobody knows which; null for all
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
    ({ part, found, left }, at) =>
      sql`${name(at)} as materialized (select ${keys(db, part, page)}, ${left ?? sql`true`} as is_left
        from ${directoryObjects} where ${and(found, further(db, part, page)) ?? sql`true`})`,
  );
  const all = sql.join(
    sought.map((_one, at) => sql`select * from ${name(at)}`),
    sql` union all `,
  );
  const bound = most === null ? sql`` : sql`limit ${most + 1}`;
  const found = sql`(with ${sql.join(each, sql`, `)}, collected as materialized (select * from (${all}) listed ${bound})
    select *, (select count(*)::int from collected) as many from collected where is_left
    order by ${orderedBy(page.order)} limit ${page.limit})`;
  const rows = await positioned(db, found, page.order, sql<number>`found.many`);
  if (most === null) return { rows, whole: true };
  const [first] = rows;
  // A policy may have left none of many.
  const many =
    first === undefined && sought.some(({ left }) => left !== undefined)
      ? await countFound(db, sought, page, most)
      : (first?.many ?? 0);
  return { rows, whole: many <= most };
}

/** How many there are for anybody, counted no further than one beyond the most. */
async function countFound(
  db: Db,
  sought: readonly Sought[],
  page: EnginePage,
  most: number,
): Promise<number> {
  const each = sought.map(
    ({ part, found }) =>
      sql`(select 1 from ${directoryObjects} where ${and(found, further(db, part, page)) ?? sql`true`})`,
  );
  const { rows } = await db.execute<{ many: number }>(
    sql`with found as materialized (${sql.join(each, sql` union all `)})
      select count(*)::int as many from (select from found limit ${most + 1}) counted`,
  );
  return rows[0]?.many ?? 0;
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
