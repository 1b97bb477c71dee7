/**
 * All values of an object as one text, in which pieces of them are looked for by trigram: a value a
 * line, first what lists are searched by, then, behind an empty line, what only filters look at.
 */

/** Both folded, so that no value has a line break in it. */
export function searchTextOf(names: Iterable<string>, others: Iterable<string>): string {
  const first = new Set(names);
  const rest = new Set(others).difference(first);
  first.delete('');
  rest.delete('');
  return [...first].join('\n') + namesEnd + [...rest].join('\n');
}

/** What stands behind the names. */
export const namesEnd = '\n\n';

export const namesIn = (text: string): string[] => (text.split(namesEnd, 1)[0] ?? '').split('\n');
