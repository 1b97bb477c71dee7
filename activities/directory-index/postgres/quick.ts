/** A quick search as conditions on rows of the index. */
import { and, like, or, sql, type SQL } from 'drizzle-orm';
import { directoryObjects } from '../../database/schema/directory.ts';
import type { ListPart, QuickSearch } from '../contract.ts';
import { exactAttributes, searchedSources } from '../quick-fields.ts';
import { type QuickWord, readQuickText, searchedLength, wordSeparators } from '../quick-text.ts';
import { escaped, threeLetters } from './filter.ts';

const { folded, sortKey } = directoryObjects;

/** Its mail or login name is what was typed. */
export function isExactly({ fields }: ListPart, { text }: QuickSearch): SQL {
  const { whole } = readQuickText(text);
  const same = exactAttributes(fields).map(
    (attribute) => sql`${folded} @> ${JSON.stringify({ [attribute]: [whole] })}::jsonb`,
  );
  return or(...same) ?? sql`false`;
}

/** Every word typed begins a word of a searched value. */
export function wordsBegin({ fields }: ListPart, quick: QuickSearch): SQL {
  const { attributes, displayName } = searchedSources(fields, quick.fields);
  const values = [
    ...(displayName ? [sql`jsonb_build_array(${sortKey})`] : []),
    ...attributes.map((attribute) => sql`coalesce(${folded} -> ${attribute}::text, '[]')`),
  ];
  if (values.length === 0) return sql`false`;
  const all = sql.join(values, sql` || `);
  const words = readQuickText(quick.text).words.map((word) =>
    and(
      narrowed(word),
      sql`exists (select 1 from jsonb_array_elements_text(${all}) as one(value)
        where left(one.value, ${searchedLength}) ~ ${patternOf(word)})`,
    ),
  );
  return and(...words) ?? sql`false`;
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

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** True for every row the word is found in, and answered by an index: what stands before a word is no letter. */
function narrowed({ runs, anywhere }: QuickWord): SQL | undefined {
  const [first = ''] = runs;
  if (!anywhere) {
    const beginning = Array.from(first).slice(0, narrowingLength).join('');
    return sql`${folded}::text ~ ${`[^[:alnum:]]${literal(asJson(beginning))}`}`;
  }
  const longest = runs.toSorted((a, b) => b.length - a.length)[0] ?? '';
  return threeLetters.test(longest) ? like(sql`${folded}::text`, `%${escaped(asJson(longest))}%`) : undefined;
}
