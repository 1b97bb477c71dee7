/**
 * The portable filter tree. Each store compiles it to its own query by one visitor; nothing ever
 * joins strings to make a query. Attribute names are the store's own and come from its schema; in
 * lists of the search index they are those of concepts, the same in every store.
 *
 * Text comparison ignores case. A negated clause also matches objects without the attribute.
 * A comparison with a value that can stand nowhere (NUL, half a character) matches nothing.
 */
export type Filter =
  | { readonly op: 'and'; readonly nodes: readonly Filter[] }
  | { readonly op: 'or'; readonly nodes: readonly Filter[] }
  | { readonly op: 'not'; readonly node: Filter }
  | Comparison;

export const comparisons = [
  'equals',
  'startsWith',
  'endsWith',
  'contains',
  'greaterOrEqual',
  'lessOrEqual',
] as const;
export type ComparisonTest = (typeof comparisons)[number];

export type Comparison =
  | {
      readonly op: 'compare';
      readonly attribute: string;
      readonly test: ComparisonTest;
      readonly value: string;
    }
  | { readonly op: 'compare'; readonly attribute: string; readonly test: 'present' };

/** The attributes a filter names. */
export function attributesIn(filter: Filter): readonly string[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.nodes.flatMap(attributesIn);
    case 'not':
      return attributesIn(filter.node);
    case 'compare':
      return [filter.attribute];
  }
}
