/** Where the words of a value begin: what is typed to find an object begins one of them (users-and-search S2.2). */

/** Of a value, no more is looked at; nor more of a word. Characters. */
export const searchedLength = 1000;
export const wordLength = 64;

/** A word begins after any of these, too: Anna-Lena, sales/north, anna.meier@…, but not within the domain of an address. */
export const wordSeparators = `-._'’/\\()[]{}<>,;:&+#"|!?=~`;

/**
 * The words of a folded value, each to the end of what has no space in it: what begins with a word
 * typed is a match.
 */
export function wordsOf(value: string): string[] {
  const words = new Set<string>();
  for (const token of cut(value, searchedLength).split(' ')) {
    if (token !== '') words.add(token);
    const domain = token.indexOf('@');
    const end = domain === -1 ? token.length - 1 : domain;
    for (let at = 1; at <= end && at < token.length; at += 1)
      if (wordSeparators.includes(token.charAt(at - 1))) words.add(token.slice(at));
  }
  return [...words];
}

/** The first so many characters; hundreds of thousands of short texts pass unread. */
export const cut = (text: string, characters: number): string =>
  text.length <= characters ? text : Array.from(text).slice(0, characters).join('');
