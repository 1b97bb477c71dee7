/** Evaluates the portable filter tree on values in hand, for directories that cannot do it themselves. */
import type { Filter } from '../../workflows/contracts/filter.ts';
import { foldCase } from '../platform/fold.ts';

/**
 * @param valuesOf the values of an attribute, none when it has no value
 * @param order compares two values of an attribute as its type is ordered; below zero when the first is less
 */
export function matchesFilter(
  filter: Filter,
  valuesOf: (attribute: string) => readonly string[],
  order: (attribute: string, a: string, b: string) => number,
): boolean {
  switch (filter.op) {
    case 'and':
      return filter.nodes.every((node) => matchesFilter(node, valuesOf, order));
    case 'or':
      return filter.nodes.some((node) => matchesFilter(node, valuesOf, order));
    case 'not':
      return !matchesFilter(filter.node, valuesOf, order);
    case 'compare': {
      const values = valuesOf(filter.attribute);
      if (filter.test === 'present') return values.length > 0;
      if (!canStand(filter.value)) return false;
      const wanted = foldCase(filter.value);
      const { attribute, test, value } = filter;
      return values.some((present) => {
        const text = foldCase(present);
        switch (test) {
          case 'equals':
            return text === wanted;
          case 'startsWith':
            return text.startsWith(wanted);
          case 'endsWith':
            return text.endsWith(wanted);
          case 'contains':
            return text.includes(wanted);
          case 'greaterOrEqual':
            return order(attribute, present, value) >= 0;
          case 'lessOrEqual':
            return order(attribute, present, value) <= 0;
        }
      });
    }
  }
}

/** Text in the order of code points, without regard to case. Instants of the contract are written so that they sort as text. */
export const inTextOrder = (_attribute: string, a: string, b: string): number =>
  Buffer.compare(Buffer.from(foldCase(a)), Buffer.from(foldCase(b)));

/** No directory keeps NUL or half a character in a text. */
export const canStand = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

/** The attributes a filter names. */
export function attributesIn(filter: Filter): readonly string[] {
  if (filter.op === 'compare') return [filter.attribute];
  return filter.op === 'not' ? attributesIn(filter.node) : filter.nodes.flatMap(attributesIn);
}
