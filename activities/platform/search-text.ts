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

/** What people look for in lists beside the names: what logs in, and mail. */
export const searchedAttributes = [
  'sAMAccountName',
  'userPrincipalName',
  'accountName',
  'loginName',
  'uid',
  'mail',
] as const;

/** Whether some of the attributes lists are searched by are hidden from who searches. */
export const isNamedByHidden = (hidden: ReadonlySet<string> | undefined): hidden is ReadonlySet<string> =>
  hidden !== undefined && searchedAttributes.some((attribute) => hidden.has(attribute));

/** Whose folded values lists are searched by, beside the display name, for somebody who does not read all of them. */
export const readableNames = (hidden: ReadonlySet<string>): string[] =>
  ['$name', ...searchedAttributes].filter((attribute) => !hidden.has(attribute));
