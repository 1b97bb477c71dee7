/** The order of a list as the address holds it: attributes separated by commas, `-` before one that goes down. */
export type Direction = 'ascending' | 'descending';

const keysOf = (sort: string | undefined): readonly string[] => (sort === undefined ? [] : sort.split(','));

export function directionOf(sort: string | undefined, attribute: string): Direction | undefined {
  const keys = keysOf(sort);
  if (keys.includes(attribute)) return 'ascending';
  return keys.includes(`-${attribute}`) ? 'descending' : undefined;
}

const maxKeys = 3;

/**
 * Up, then down, then not at all.
 * @param beside keep the other attributes and let this one decide where they are equal
 */
export function nextSort(sort: string | undefined, attribute: string, beside: boolean): string | undefined {
  const now = directionOf(sort, attribute);
  const own = now === undefined ? [attribute] : now === 'ascending' ? [`-${attribute}`] : [];
  const others = beside ? keysOf(sort).filter((key) => key !== attribute && key !== `-${attribute}`) : [];
  const keys = [...others, ...own].slice(-maxKeys);
  return keys.length === 0 ? undefined : keys.join(',');
}
