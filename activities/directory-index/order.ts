/** The order of a list, the same in both engines. */
import type { SortKey } from './contract.ts';

const byName: SortKey = { field: 'displayName', descending: false };

/** Names decide where the keys asked for are equal, in the direction of the last key; then ids. */
export function orderOf(sort: readonly SortKey[]): readonly SortKey[] {
  const descending = sort.at(-1)?.descending ?? false;
  return sort.some(({ field }) => field === byName.field) ? sort : [...sort, { ...byName, descending }];
}

/** Which way each value of a position goes: the keys, the object's id, the store's id. */
export function directions(order: readonly SortKey[]): boolean[] {
  const last = order.at(-1)?.descending ?? false;
  return [...order.map(({ descending }) => descending), last, last];
}

/**
 * How many values a position of this order has.
 * @param quick whether the list is a quick search, whose exact matches come first
 */
export const positionLength = (sort: readonly SortKey[], quick = false): number =>
  orderOf(sort).length + (quick ? 3 : 2);

/** The key of rows without a value: they come last, whichever way the list goes. */
export const lastKey = (descending: boolean): string => (descending ? '' : '\u{10FFFF}');

/** Values are ordered by their first characters only: keys travel in cursors. */
export const sortedLength = 256;
