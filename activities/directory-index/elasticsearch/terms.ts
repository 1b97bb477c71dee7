/**
 * How values are kept as terms. One keyword field holds the values of every attribute, each behind its
 * attribute's name, so that no attribute of a directory becomes a field of the engine. Values are folded
 * by our one function; nothing is analysed.
 */

/** No attribute's name and no folded value holds it. */
const end = '\0';

export const term = (attribute: string, value: string): string => `${attribute}${end}${value}`;

/** What follows every value of the attribute. */
export const beyondAttribute = (attribute: string): string => `${attribute}\u0001`;

/** The values of what is no attribute. */
export const displayNameTerm = '$displayName';
/** The line-by-line text that the search by parts of words looks through. */
export const textTerm = '$text';

/**
 * A term of Lucene holds 32,766 bytes, so that longer values are kept in pieces: the head, marked so that it
 * equals and ends like nothing; pieces that overlap by more than a filter's value can be long; the end.
 */
const pieceLength = 7000;
const overlap = 5000;

export interface ValueTerms {
  readonly whole: string[];
  readonly pieces: string[];
  readonly ends: string[];
}

export function addTerms(terms: ValueTerms, attribute: string, value: string): void {
  // Counting units first: most values are short, and characters are never more than units.
  const characters = value.length > pieceLength ? Array.from(value) : null;
  if (characters === null || characters.length <= pieceLength) {
    terms.whole.push(term(attribute, value));
    return;
  }
  const piece = (from: number, to: number) => characters.slice(from, to).join('');
  terms.whole.push(term(attribute, `${piece(0, pieceLength)}${end}`));
  for (let at = 0; at < characters.length; at += pieceLength - overlap) {
    terms.pieces.push(term(attribute, piece(at, at + pieceLength)));
  }
  terms.ends.push(term(attribute, piece(characters.length - overlap, characters.length)));
}

/** `*`, `?` and `\` mean themselves in a wildcard query. */
export const literal = (text: string): string => text.replace(/[\\*?]/gu, String.raw`\$&`);
