import type { Filter } from '../../../../workflows/contracts/filter.ts';

/** The parts that stand side by side: each is a chip. */
export const partsOf = (filter: Filter | undefined): readonly Filter[] =>
  filter === undefined ? [] : filter.op === 'and' ? filter.nodes : [filter];

export function without(filter: Filter, part: Filter): Filter | undefined {
  const rest = partsOf(filter).filter((one) => one !== part);
  const [only] = rest;
  return rest.length > 1 ? { op: 'and', nodes: rest } : only;
}
