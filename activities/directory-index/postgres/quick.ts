/** A quick search as conditions on rows of the index. */
import { and, like, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { displayNameWords, hasWords, wordQuery } from '../../database/repositories/search-words.ts';
import { directoryObjects } from '../../database/schema/directory.ts';
import { searchedLength, wordSeparators } from '../../platform/words.ts';
import type { ListPart, QuickSearch } from '../contract.ts';
import { exactAttributes, searchedSources } from '../quick-fields.ts';
import { type QuickWord, readQuickText } from '../quick-text.ts';
import { aside, escaped } from './filter.ts';
import { threeLetters } from './found-by.ts';

const { folded, objectId, searchText, sortKey, words } = directoryObjects;

/** Its mail or login name is what was typed. */
export function isExactly({ fields }: ListPart, { text }: QuickSearch, values: SQLWrapper = folded): SQL {
  const { whole } = readQuickText(text);
  const same = exactAttributes(fields).map(
    (attribute) => sql`${values} @> ${JSON.stringify({ [attribute]: [whole] })}::jsonb`,
  );
  return or(...same) ?? sql`false`;
}

/** Looked up once: asking each row would unpack all its values. */
export const isNoneOf = (part: ListPart, quick: QuickSearch): SQL =>
  sql`${objectId} <> all(array(select exactly.object_id from ${directoryObjects} exactly
    where exactly.store_id = ${part.storeId} and (${isExactly(part, quick, sql`exactly.folded`)})))`;

/** Every word typed begins a word of a searched value. */
export function wordsBegin({ fields }: ListPart, quick: QuickSearch): SQL {
  const { attributes, displayName } = searchedSources(fields, quick.fields);
  const sources = [...(displayName ? [displayNameWords] : []), ...attributes];
  const typed = readQuickText(quick.text).words;
  const longest = typed.toSorted((a, b) => beginning(b) - beginning(a))[0];
  return and(...typed.map((word) => wordBegins(sources, word, word === longest))) ?? sql`false`;
}

const beginning = ({ runs }: QuickWord): number => runs[0]?.length ?? 0;

/** So many words begin with fewer letters that the index takes longer to name their rows than the table to show those of another word. */
const narrowingLetters = 4;

function wordBegins(sources: readonly string[], word: QuickWord, isLongest: boolean): SQL {
  const [first = '', ...more] = word.runs;
  if (word.anywhere) return lookedFor(sources, word);
  const kept = sources.filter(hasWords);
  const found = sql`${words} @@ ${wordQuery(kept, first)}::tsquery`;
  const asked = isLongest || beginning(word) >= narrowingLetters ? found : aside(found);
  const begins = kept.length === 0 ? undefined : asked;
  // With a wildcard in it, the beginning only narrows down what is looked at.
  if (more.length > 0 && kept.length === sources.length) {
    return and(begins, aside(standsInText(word)), isIn(sources, word)) ?? sql`false`;
  }
  const others = more.length > 0 ? sources : sources.filter((source) => !hasWords(source));
  const looked = others.length === 0 ? undefined : lookedFor(others, word);
  return (more.length > 0 ? looked : or(begins, looked)) ?? sql`false`;
}

function lookedFor(sources: readonly string[], word: QuickWord): SQL {
  if (sources.length === 0) return sql`false`;
  const found = isIn(sources, word);
  return and(narrowed(word), found) ?? found;
}

/** Looks at the values one by one. */
function isIn(sources: readonly string[], word: QuickWord): SQL {
  const values = sources.map((source) =>
    source === displayNameWords
      ? sql`jsonb_build_array(${sortKey})`
      : sql`coalesce(${folded} -> ${source}::text, '[]')`,
  );
  return sql`exists (select 1 from jsonb_array_elements_text(${sql.join(values, sql` || `)}) as one(value)
    where left(one.value, ${searchedLength}) ~ ${patternOf(word)})`;
}

/** What has no meaning of its own in a regular expression stays as it is; the rest loses it. */
const literal = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`);

const separators = `[${literal(wordSeparators)}]`;

/** @see wordsOf, which says the same */
function patternOf({ runs, anywhere }: QuickWord): string {
  const word = runs.map(literal).join('[^ ]*');
  return anywhere ? word : `^(.* )?([^ @]*${separators})?${word}`;
}

/** Of a long word, such as a mail address, the end is what everybody has; looking it up costs and narrows nothing. */
const narrowingLength = 16;

/** True for every row the word is found in, and told sooner than by its values one by one. */
const standsInText = ({ runs }: QuickWord): SQL =>
  sql`${searchText} ~ ${`${beforeWord}${runs.map(literal).join('[^ ]*')}`}`;

/** What stands before a word is no letter. */
const beforeWord = '(^|[^[:alnum:]])';

/** True for every row the word is found in, and answered by an index. */
function narrowed({ runs, anywhere }: QuickWord): SQL | undefined {
  const [first = ''] = runs;
  if (!anywhere) {
    const beginning = Array.from(first).slice(0, narrowingLength).join('');
    return sql`${searchText} ~ ${`${beforeWord}${literal(beginning)}`}`;
  }
  const longest = runs.toSorted((a, b) => b.length - a.length)[0] ?? '';
  return threeLetters.test(longest) ? like(searchText, `%${escaped(longest)}%`) : undefined;
}
