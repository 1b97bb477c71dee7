/** What the marks of a row tell of a search; the ordered indexes hold them, so that no row is read for it. */
import { and, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import { hasWords } from '../../database/repositories/search-words.ts';
import { directoryObjects } from '../../database/schema/directory.ts';
import { fold } from '../../platform/fold.ts';
import { markedBeginning, markedValue, marksOf } from '../../platform/marks.ts';
import type { Fields, ListPart, QuickSearch } from '../contract.ts';
import { searchedSources } from '../quick-fields.ts';
import { readQuickText } from '../quick-text.ts';

/** Conditions that hold for every row a part is made of, and for some others; undefined where marks tell nothing. */
export interface Marked {
  /** Beside its own, a page meets one in forty of the other rows. */
  readonly words: SQL | undefined;
  /** One in six or so: an object has many values. */
  readonly values: SQL | undefined;
}

export const markedAs = ({ quick, filter, scope, fields }: ListPart): Marked => ({
  words: quick === undefined ? undefined : wordsMarked(quick, fields),
  values: and(
    filter === undefined ? undefined : filterMarked(filter, fields),
    scope === undefined ? undefined : filterMarked(scope.filter, scope.fields),
  ),
});

/** Whoever walks by these reads the index alone. */
export const allOf = ({ words, values }: Marked): SQL | undefined => and(words, values);

/** A row of an older version has none yet. */
function isMarked(marks: SQLWrapper, text: string): SQL {
  const wanted = sql`${marksOf([text])}::bigint`;
  return sql`(coalesce(${marks}, -1) & ${wanted}) = ${wanted}`;
}

function wordsMarked(quick: QuickSearch, fields: Fields): SQL | undefined {
  // Of other attributes no words are kept.
  if (!searchedSources(fields, quick.fields).attributes.every(hasWords)) return undefined;
  const beginnings = readQuickText(quick.text).words.map(({ runs, anywhere }) =>
    anywhere ? null : markedBeginning(runs[0] ?? ''),
  );
  return and(
    ...beginnings.map((one) => (one === null ? undefined : isMarked(directoryObjects.wordMarks, one))),
  );
}

function filterMarked(filter: Filter, fields: Fields): SQL | undefined {
  switch (filter.op) {
    case 'and':
      return and(...filter.nodes.map((node) => filterMarked(node, fields)));
    case 'or': {
      const each = filter.nodes.map((node) => filterMarked(node, fields));
      return each.includes(undefined) ? undefined : or(...each);
    }
    case 'not':
      return undefined;
    case 'compare': {
      const source = fields.get(filter.attribute)?.source;
      return filter.test === 'equals' && source?.from === 'attribute'
        ? isMarked(directoryObjects.valueMarks, markedValue(source.attribute, fold(filter.value)))
        : undefined;
    }
  }
}
