/** The form of the advanced search, as a filter tree: every field that is filled in must match (users-and-search S3.1). */
import type { DirectoryField } from '../activities/platform/directory-fields.ts';
import type { Filter } from '../workflows/contracts/filter.ts';
import { type AdvancedField, advancedFields } from '../workflows/contracts/search.ts';
import { checkFilter } from './list-filter.ts';
import { ApiProblem } from './problem.ts';

export interface AdvancedParameters extends Partial<Readonly<Record<AdvancedField, string>>> {
  /** One more field, whichever the stores have. */
  readonly attribute?: string;
  readonly value?: string;
}

type Fields = ReadonlyMap<string, DirectoryField>;

/** @throws ApiProblem `filter.invalid` for a field that none of the stores has */
export function advancedFilter({ attribute, value, ...form }: AdvancedParameters, fields: Fields): Filter[] {
  if ((attribute === undefined) !== (value === undefined)) {
    throw ApiProblem.field(
      attribute === undefined ? 'attribute' : 'value',
      'is missing; an attribute and its value go together',
    );
  }
  const filled = [
    ...advancedFields.map((field) => [field, form[field]] as const),
    ...(attribute === undefined ? [] : [[attribute, value] as const]),
  ];
  return filled.flatMap(([field, text]) =>
    text === undefined || text.trim() === '' ? [] : [checkFilter(comparison(field, text, fields), fields)],
  );
}

/** The beginning of a text; after a star any part of it; a choice or an object as it is. */
function comparison(attribute: string, typed: string, fields: Fields): Filter {
  const text = typed.trim();
  if (fields.get(attribute)?.type !== 'text')
    return { op: 'compare', attribute, test: 'equals', value: text };
  const value = text.replace(/^\*+|\*+$/gu, '');
  // Only stars: whoever has a value at all.
  if (value === '') return { op: 'compare', attribute, test: 'present' };
  return { op: 'compare', attribute, test: text.startsWith('*') ? 'contains' : 'startsWith', value };
}

/** @throws ApiProblem `value.invalid` */
export function requireAdvanced({
  kinds,
  filter,
  attribute,
  ...form
}: AdvancedParameters & { readonly kinds?: string; readonly filter?: string }): void {
  const isFilled = advancedFields.some((field) => (form[field] ?? '').trim() !== '');
  if (kinds === undefined && filter === undefined && attribute === undefined && !isFilled) {
    throw ApiProblem.field('kinds', 'is missing; fill in at least one field, or choose what to look for');
  }
}
