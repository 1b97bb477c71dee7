/**
 * The words of an object as PostgreSQL's full text search keeps them, without its parser, dictionaries and
 * weights: lexemes of our own, each behind its attribute's name, so that a prefix is looked up in an index
 * (PostgreSQL, "Text Search Types").
 */
import type { Attributes } from '../../../workflows/contracts/directory.ts';
import { markedBeginning, marksOf } from '../../platform/marks.ts';
import { cut, wordLength, wordsOf } from '../../platform/words.ts';

/** What is no attribute: the folded display name. */
export const displayNameWords = '$displayName';

/** What people are known by in every kind of directory. Others can be searched as well, at the cost of reading rows. */
const keptAttributes: ReadonlySet<string> = new Set([
  ...[displayNameWords, '$name', 'mail'],
  ...['sAMAccountName', 'mailNickname', 'accountName', 'uid'],
  ...['userPrincipalName', 'loginName', 'email'],
  ...['givenName', 'firstName'],
  ...['sn', 'surname', 'familyName', 'lastName'],
]);

export const hasWords = (attribute: string): boolean => keptAttributes.has(attribute);

/** A tsvector holds a megabyte. */
const maxWords = 2000;

/**
 * The words of an object: the text form of their tsvector, and the marks of what they begin with.
 * @param folded by {@link foldedValues}
 */
export function wordForms(
  folded: Attributes,
  sortKey: string,
): { readonly words: string; readonly wordMarks: string } {
  const [lexemes, beginnings] = [new Set<string>(), new Set<string>()];
  for (const [attribute, values] of [[displayNameWords, [sortKey]] as const, ...Object.entries(folded)]) {
    if (!hasWords(attribute)) continue;
    for (const value of values)
      for (const word of wordsOf(value)) {
        if (lexemes.size < maxWords) lexemes.add(lexeme(attribute, word));
        const beginning = markedBeginning(word);
        if (beginning !== null) beginnings.add(beginning);
      }
  }
  return { words: [...lexemes].map(quoted).join(' '), wordMarks: marksOf(beginnings) };
}

/** The text form of a tsquery: a word of one of these attributes begins so. */
export const wordQuery = (attributes: readonly string[], beginning: string): string =>
  attributes.map((attribute) => `${quoted(lexeme(attribute, beginning))}:*`).join(' | ');

const lexeme = (attribute: string, word: string): string => `${attribute} ${cut(word, wordLength)}`;

/** Nothing in quotes has a meaning of its own but these two, which are doubled. */
const quoted = (text: string): string => `'${/['\\]/.test(text) ? text.replace(/['\\]/gu, '$&$&') : text}'`;
