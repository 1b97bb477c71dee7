/**
 * The one function that decides which texts count as alike. Index and sort keys are folded before
 * they are stored and search terms before they are compared, so that PostgreSQL and Elasticsearch
 * answer the same, whatever their locale.
 */

/** Letters that Unicode does not decompose, written the way people without the key type them. */
const special: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ı: 'i',
  ĸ: 'k',
  ſ: 's',
  ς: 'σ',
};
const specialLetters = new RegExp(`[${Object.keys(special).join('')}]`, 'gu');
const marks = /\p{M}+/gu;
const spaces = /\s+/gu;
/** Most of what directories hold: nothing in it needs more than lower case. */
const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/**
 * Folds case, accents and compatibility forms (NFKD without combining marks, lower case) and runs of
 * white space. Pure and idempotent; the result is for comparison only, never shown or written to a
 * directory.
 */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(specialLetters, (letter) => special[letter] ?? letter)
    .replace(spaces, ' ')
    .trim();
}

/**
 * Folds case only: what a directory means by "the same name". `Ö` and `ö` are one, `ö` and `o` are
 * two; white space counts.
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC').replaceAll('ς', 'σ');
}
