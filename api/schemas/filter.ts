/** The parameter `filter` of a list. */
import { Type } from 'typebox';

const maxFilterLength = 6000;

export const FilterText = Type.Optional(
  Type.String({
    maxLength: maxFilterLength,
    description:
      'A filter tree as JSON: {"op":"and"|"or","nodes":[...]}, {"op":"not","node":...} or {"op":"compare","attribute","test","value"}. GET /filter-attributes tells what can be compared.',
  }),
);
