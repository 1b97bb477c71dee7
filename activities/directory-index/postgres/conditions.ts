/** Which rows belong to a list, and which of them its reader may see. */
import { and, eq, exists, inArray, like, not, notInArray, or, sql, type SQL } from 'drizzle-orm';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { Db } from '../../database/client.ts';
import { directoryObjects, groupSettings } from '../../database/schema/directory.ts';
import { fold } from '../../platform/fold.ts';
import { isNamedByHidden, namesEnd, readableNames } from '../../platform/search-text.ts';
import type { ListPart, QuickSearch, Visibility } from '../contract.ts';
import type { Match } from '../index.ts';
import { hiddenOf } from '../readable.ts';
import { aside, compileFilter, escaped } from './filter.ts';
import { isAskedFor, isCommon, isNarrow, threeLetters } from './found-by.ts';
import { groupsWithin, holdsObject, isMemberOfAny } from './memberships.ts';
import { isExactly, isNoneOf, wordsBegin } from './quick.ts';

/** A part whose `visible` holds for some of its kinds only. */
export interface EnginePart extends ListPart {
  readonly hiding?: readonly ObjectKind[];
}

/** The same in two: what finds the rows, and what the reader's policy leaves of them. */
export async function foundAndLeft(
  db: Db,
  part: EnginePart,
  match: Match,
): Promise<{ readonly found: SQL | undefined; readonly left: SQL | undefined }> {
  const asked = and(shownOf(db, part), await askedFor(db, part, match));
  const left = withinScope(db, part);
  // Where nothing else finds them, the policy does.
  return isAskedFor(part) ? { found: asked, left } : { found: and(asked, left), left: undefined };
}

export async function conditions(db: Db, part: EnginePart, match: Match): Promise<SQL | undefined> {
  return and(seenBy(db, part), await askedFor(db, part, match));
}

/** What is asked for, whoever asks. */
async function askedFor(db: Db, part: EnginePart, match: Match): Promise<SQL | undefined> {
  const store = storeOf(part);
  const { storeId, membersOf, groupsOf, search, quick, filter, fields } = part;
  const within = membersOf?.nested === true ? await groupsWithin(db, storeId, membersOf.groupId) : undefined;
  return and(
    // Direct members are joined.
    within === undefined ? undefined : isMemberOfAny(within),
    groupsOf === undefined ? undefined : holdsObject(groupsOf, store),
    search === undefined ? undefined : wordsMatch(part, search),
    quick === undefined
      ? undefined
      : match === 'others' && isCommon(part) && isNarrow(part)
        ? aside(quickly(part, quick, match) ?? sql`true`)
        : quickly(part, quick, match),
    filter === undefined ? undefined : compileFilter({ db, store }, filter, fields),
  );
}

/** Whatever is asked for: the store, the kinds, what the reader may see. */
export const seenBy = (db: Db, part: EnginePart): SQL | undefined =>
  and(shownOf(db, part), withinScope(db, part));

/** The reader's search policy. */
function withinScope(db: Db, part: EnginePart): SQL | undefined {
  const { scope, quick, search, filter, membersOf, groupsOf } = part;
  if (scope === undefined) return undefined;
  // A container of few is best found by itself, but not beside what finds fewer still.
  const sortsOut = [quick, search, filter, membersOf, groupsOf].some((one) => one !== undefined);
  const looks = isAskedFor(part) ? 'aside' : 'up';
  return compileFilter({ db, store: storeOf(part), sortsOut, looks }, scope.filter, scope.fields);
}

/** The store, the kinds, and which of their objects are hidden from whom. */
function shownOf(db: Db, part: EnginePart): SQL | undefined {
  const { visible, hiding } = part;
  const shown = visible === undefined ? undefined : isVisible(db, visible);
  return and(
    ofKind(part),
    shown === undefined || hiding === undefined
      ? shown
      : or(notInArray(directoryObjects.kind, [...hiding]), shown),
  );
}

/** The store and the kinds. */
export const ofKind = ({ storeId, kind }: ListPart): SQL | undefined =>
  and(
    eq(directoryObjects.storeId, storeId),
    kind === undefined
      ? undefined
      : typeof kind === 'string'
        ? eq(directoryObjects.kind, kind)
        : inArray(directoryObjects.kind, [...kind]),
  );

const storeOf = ({ storeId }: ListPart): SQL => sql`${storeId}::uuid`;

function isVisible(db: Db, { privateGroups, only }: Visibility): SQL | undefined {
  const isPrivate = db
    .select({ one: sql`1` })
    .from(groupSettings)
    .where(
      and(
        eq(groupSettings.storeId, directoryObjects.storeId),
        eq(groupSettings.groupId, directoryObjects.objectId),
        eq(groupSettings.securityType, 'private'),
      ),
    );
  return and(
    only === undefined ? undefined : isOneOf(only),
    privateGroups === undefined ? undefined : or(not(exists(isPrivate)), isOneOf(privateGroups)),
  );
}

/** One parameter, however many ids. */
const isOneOf = (ids: readonly string[]): SQL =>
  sql`${directoryObjects.objectId} = any(${sql.param([...ids])}::text[])`;

/** Every word typed stands somewhere in the object's names. */
function wordsMatch(part: ListPart, search: string): SQL | undefined {
  const hidden = hiddenOf(part.hidden, part.kind);
  const { searchText } = directoryObjects;
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => `%${escaped(word)}%`);
  const names = sql`split_part(${searchText}, ${namesEnd}, 1)`;
  const stands = (word: string): SQL =>
    isNamedByHidden(hidden) ? isInReadable(hidden, word) : sql`${names} like ${word}`;
  // By an index among all values first; it knows nothing of fewer letters, and would be read as a whole.
  const narrowed = (word: string): SQL =>
    threeLetters.test(word) ? like(searchText, word) : aside(like(searchText, word));
  return and(...words.map((word) => and(narrowed(word), stands(word))));
}

/** Where not all of the names may be read they are looked at one by one: their common text does not tell which is whose. */
function isInReadable(hidden: ReadonlySet<string>, word: string): SQL {
  const { folded, sortKey } = directoryObjects;
  const values = readableNames(hidden).map((name) => sql`coalesce(${folded} -> ${name}::text, '[]')`);
  const all = sql.join([sql`jsonb_build_array(${sortKey})`, ...values], sql` || `);
  return sql`exists (select 1 from jsonb_array_elements_text(${all}) as one(value) where one.value like ${word})`;
}

function quickly(part: ListPart, quick: QuickSearch, match: Match): SQL | undefined {
  switch (match) {
    case 'exact':
      return isExactly(part, quick);
    case 'others':
      return and(wordsBegin(part, quick), isNoneOf(part, quick));
    case 'all':
      return or(isExactly(part, quick), wordsBegin(part, quick));
  }
}
