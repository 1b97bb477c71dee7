/** By which condition of a search its rows are found; the others only sort them out. */
import type { Filter } from '../../../workflows/contracts/filter.ts';
import { fold } from '../../platform/fold.ts';
import type { ListPart, QuickSearch } from '../contract.ts';
import { placeAttribute } from '../place-filter.ts';
import { readQuickText } from '../quick-text.ts';

/** What trigrams can be made of; without them the index would be read as a whole. */
export const threeLetters = /[\p{L}\p{N}]{3}/u;

export const hasThreeLetters = (text: string): boolean => threeLetters.test(fold(text));

export const isOfPlaces = (filter: Filter): boolean =>
  filter.op === 'compare'
    ? filter.attribute === placeAttribute
    : filter.op !== 'not' && filter.nodes.every(isOfPlaces);

/** Indexes find what is asked for, and need not be walked through in the hope that it comes soon. */
export function isFound({ quick, search, filter, scope, membersOf }: ListPart): boolean {
  // Of a group's direct members the group itself says which they are.
  if (membersOf?.nested === false) return false;
  return (
    quick !== undefined ||
    (search !== undefined && hasThreeLetters(search)) ||
    (filter !== undefined && isIndexed(filter)) ||
    (scope !== undefined && isIndexed(scope.filter))
  );
}

/** Its rows may be few, and far apart in the order of names. */
export const isSought = (part: ListPart): boolean =>
  isFound(part) || (part.search !== undefined && part.membersOf === undefined && part.groupsOf === undefined);

function isIndexed(filter: Filter): boolean {
  switch (filter.op) {
    case 'and':
      return filter.nodes.some(isIndexed);
    case 'or':
      return filter.nodes.every(isIndexed);
    case 'not':
      return false;
    case 'compare':
      return (
        filter.test === 'equals' ||
        filter.attribute === placeAttribute ||
        ((filter.test === 'contains' || filter.test === 'startsWith' || filter.test === 'endsWith') &&
          threeLetters.test(fold(filter.value)))
      );
  }
}

/** By which an index finds a word: those before a wildcard. */
export const typedLetters = ({ text }: QuickSearch): number =>
  Math.max(0, ...readQuickText(text).words.map(({ runs }) => runs[0]?.length ?? 0));

/** So many rows begin with two letters that the index of words takes longer to name them than the table to show enough. */
export const isCommon = ({ quick }: ListPart): boolean => quick !== undefined && typedLetters(quick) <= 2;

/** Values beside the words of a quick search are found by an index. How many stand in a place, the planner knows well. */
export const isNarrow = ({ filter, scope }: ListPart): boolean =>
  [filter, scope?.filter].some((one) => one !== undefined && isIndexed(one) && !isOfPlaces(one));

/** An index finds the rows by what is asked for, whatever the reader may see of them. */
export const isAskedFor = ({ quick, search, filter }: ListPart): boolean =>
  (quick !== undefined && typedLetters(quick) > 2) ||
  (search !== undefined && hasThreeLetters(search)) ||
  (filter !== undefined && isIndexed(filter));
