/**
 * Ways to the first rows of what is searched for. PostgreSQL's planner guesses how many rows hold a word; where it
 * guesses wrong, a page costs a walk through a million rows or the sorting of all of them. So none is left to it:
 * each way here has a bound, and is taken with the next one behind it.
 */
import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
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
import { allOf, type Marked, markedAs } from './marked.ts';
import { orderedBy, positioned, rowsOf } from './positions.ts';

/** Rows looked at in the order of the list before anything else, where most will do. */
const firstWalk = 1_500;
/**
 * The same where an index finds what stands in names: enough to see whether most have it, as the domain of their mail.
 * Asking where they stand, or whether there are more, takes longer.
 */
const shortWalk = 300;
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
/** So many times as far goes a walk that passes over nearly all rows by the marks of their words, unread. */
const markedReach = 6;

/** One part of what is searched for: its rows, wherever they stand. */
interface Sought {
  readonly part: EnginePart;
  /** What finds its rows, and what a policy leaves of them. */
  readonly found: SQL | undefined;
  readonly left: SQL | undefined;
  /** How others are passed over, unread. */
  readonly marked: Marked;
  /** Where they stand, looked up once it is asked for; null where that is anywhere. */
  readonly leaves: () => Promise<readonly Leaf[] | null>;
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
      let leaves: ReturnType<typeof leavesOf> | undefined;
      return {
        ...{ part, ...(await foundAndLeft(db, part, match)), marked: markedAs(part) },
        leaves: () => (leaves ??= leavesOf(db, part)),
      };
    }),
  );
  // Whose address it is are few.
  if (!isWalked) return (await collected(db, sought, page, null)).rows;
  const reach = sought.every(({ marked }) => marked.words !== undefined) ? markedReach : 1;
  const farthest = reach * (parts.some(isCommon) ? longestWalk : longestLikely);
  const walks =
    (await Promise.all(sought.map((one) => walksBefore(db, one)))).toSorted(
      (a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0),
    )[0] ?? [];
  let last: Walk = { budget: 0, rows: [], whole: false };
  /** Nothing new is met by a walk that is no longer. */
  const isWholeWithin = async (budget: number): Promise<boolean> => {
    if (budget > last.budget) last = await walk(db, sought, page, budget);
    return last.whole;
  };
  for (const rows of walks) {
    if (await isWholeWithin(rows * reach)) return last.rows;
    // Some were met: it is known how far the rest is.
    const likely = farFor(last, page);
    if (likely <= farthest && (await isWholeWithin(likely))) return last.rows;
  }
  const sortsOut = sought.some(
    ({ part, left }) => part.scope !== undefined && left === undefined && isNarrow(part),
  );
  const some = await collected(db, sought, page, sortsOut ? mostSortedOut : mostCollected);
  if (some.whole) return some.rows;
  // So many were found that they stand close together.
  for (const rows of [longWalk, longestWalk]) if (await isWholeWithin(rows * reach)) return last.rows;
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
  if (letters !== null && letters > 4) return [];
  if (letters !== null && (letters <= 2 || (letters === 3 && filter === undefined))) return [longWalk];
  // No index knows so few letters within words.
  if (quick === undefined && search !== undefined)
    return hasThreeLetters(search) ? [shortWalk] : [longWalk, longestWalk];
  if (
    filter !== undefined &&
    scope !== undefined &&
    (await leaves()) === null &&
    (await areWide(db, part, [scope.filter]))
  )
    return [longWalk];
  return [firstWalk];
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
  const standing = await Promise.all(sought.map((one) => standingIn(db, one, page, budget)));
  const each = sought.flatMap(({ part, found, left, marked }, at) => {
    const next = standing[at] ?? null;
    if (next === null) return [];
    const hold = allOf(marked);
    const [rows, inOrder] =
      hold === undefined
        ? [sql`(${next}) ${directoryObjects}`, orderIn(page)]
        : [readWhere(next, hold), orderIn(page, passed)];
    return sql`(select ${keys(db, part, page)}, ${at}::int as many from ${rows}
      where ${and(found, left) ?? sql`true`} order by ${inOrder} limit ${page.limit})`;
  });
  if (each.length === 0) return { budget, rows: [], whole: true };
  const listed = sql`(${sql.join(each, sql` union all `)})`;
  const met = await positioned(db, listed, page.order, sql<number>`found.many`);
  // One part may have found a page of names that come after those another has not been looked at for yet.
  const open = sought.filter((_one, at) => met.filter(({ many }) => many === at).length < page.limit);
  const whole = open.length === 0 || (budget > shortWalk && (await areAllWalked(db, open, page, budget)));
  return { budget, rows: rowsOf(met).slice(0, page.limit), whole };
}

const passed = sql.identifier('passed');

/**
 * Of these rows, the ones with the marks, read one by one as far as they are wanted, in the order of those. They bear
 * the table's own name, so that conditions on its rows are conditions on these.
 */
function readWhere(standing: SQL, marked: SQL): SQL {
  const { storeId, objectId } = directoryObjects;
  const at = (name: string) => sql`${passed}.${sql.identifier(name)}`;
  // The offset keeps all other conditions from choosing another way to the rows.
  return sql`(select * from (${standing}) ${directoryObjects} where ${marked}) ${passed}
    cross join lateral (select * from ${directoryObjects}
      where ${storeId} = ${at('store_id')} and ${objectId} = ${at('object_id')} offset 0) ${directoryObjects}`;
}

/** Nothing stands beyond what was looked at. */
async function areAllWalked(
  db: Db,
  sought: readonly Sought[],
  page: EnginePage,
  budget: number,
): Promise<boolean> {
  const each = await Promise.all(sought.map((one) => runsOf(db, one, page, budget + 1)));
  const counts = each
    .filter((runs) => runs.length > 0)
    .map((runs) => {
      const all = sql.join(runs, sql` union all `);
      return sql`(select count(*) from (select from (${all}) standing limit ${budget + 1}) counted)`;
    });
  if (counts.length === 0) return true;
  const { rows } = await db.execute<{ most: string }>(
    sql`select greatest(${sql.join(counts, sql`, `)}) as most`,
  );
  return Number(rows[0]?.most) <= budget;
}

/** The next rows of a part in order, whichever of them are looked for. @returns null where it has no place with any */
async function standingIn(db: Db, one: Sought, page: EnginePage, budget: number): Promise<SQL | null> {
  const runs = await runsOf(db, one, page, budget);
  if (runs.length < 2) return runs[0] ?? null;
  // Each place in its order, merged as far as it is read.
  return sql`select * from (${sql.join(runs, sql` union all `)}) ${directoryObjects} order by ${orderIn(page)} limit ${budget}`;
}

/** The same of each of its places by itself. */
async function runsOf(
  db: Db,
  { part, leaves: known, marked }: Sought,
  page: EnginePage,
  budget: number,
): Promise<SQL[]> {
  const leaves = budget > shortWalk ? await known() : null;
  const { storeId, kind, place, objectId, sortKey, wordMarks, valueMarks } = directoryObjects;
  const inOrder = orderIn(page);
  const rest = further(db, part, page);
  // What the index itself holds, where it tells enough.
  const columns =
    allOf(marked) === undefined
      ? sql`*`
      : sql.join([storeId, objectId, sortKey, wordMarks, valueMarks], sql`, `);
  const among = (where: SQL | undefined): SQL =>
    sql`(select ${columns} from ${directoryObjects} where ${and(where, rest) ?? sql`true`} order by ${inOrder} limit ${budget})`;
  if (leaves === null) return [among(ofKind(part))];
  return leaves.map((leaf) =>
    among(sql`${storeId} = ${part.storeId}::uuid and ${kind} = ${leaf.kind} and ${place} = ${leaf.place}`),
  );
}

function orderIn(page: EnginePage, of: SQLWrapper = directoryObjects): SQL {
  const way = directions(page.order)[0] === true ? sql`desc` : sql`asc`;
  return sql`${of}.sort_key ${way}, ${of}.object_id ${way}`;
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
  const each = sought.map(({ part, found, left, marked }, at) => {
    // Marks first: most rows a policy does not leave need not be unpacked for it.
    const isLeft = left === undefined ? sql`true` : and(marked.values, left);
    return sql`${name(at)} as materialized (select ${keys(db, part, page)}, ${isLeft} as is_left
      from ${directoryObjects} where ${and(found, further(db, part, page)) ?? sql`true`})`;
  });
  const all = sql.join(
    sought.map((_one, at) => sql`select * from ${name(at)}`),
    sql` union all `,
  );
  const bound = most === null ? sql`` : sql`limit ${most + 1}`;
  // Joined to how many there are: a policy may have left none of many.
  const found = sql`(with ${sql.join(each, sql`, `)}, collected as materialized (select * from (${all}) listed ${bound})
    select left_over.*, counted.many from (select count(*)::int as many from collected) counted
    left join (select * from collected where is_left order by ${orderedBy(page.order)} limit ${page.limit}) left_over
      on true)`;
  const met = await positioned(db, found, page.order, sql<number>`found.many`);
  return { rows: rowsOf(met), whole: most === null || (met[0]?.many ?? 0) <= most };
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
