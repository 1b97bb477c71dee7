/** What stands below a place, as part of a filter. Readers cannot name it: a filter of theirs is checked against fields. */
import type { Filter } from '../../workflows/contracts/filter.ts';

export const placeAttribute = '$place';

/** @param key by `placeKey` */
export const below = (key: string): Filter => ({
  op: 'compare',
  attribute: placeAttribute,
  test: 'startsWith',
  value: key,
});
