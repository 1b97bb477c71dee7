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
  for (const token of Array.from(value).slice(0, searchedLength).join('').split(' ')) {
    const characters = Array.from(token);
    const domain = characters.indexOf('@');
    const end = domain === -1 ? characters.length : domain;
    for (let at = 0; at < characters.length; at += 1) {
      const begins = at === 0 || (at <= end && wordSeparators.includes(characters[at - 1] ?? ' '));
      if (begins) words.add(characters.slice(at).join(''));
    }
  }
  words.delete('');
  return [...words];
}
