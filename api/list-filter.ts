/** The parameters `filter` and `sort` of a list, checked node by node against the fields the list has. */
import { Type, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { SortKey } from '../activities/directory-index/contract.ts';
import type { DirectoryField } from '../activities/platform/directory-fields.ts';
import { fieldProblems } from '../activities/platform/field-problems.ts';
import { comparisons, type Comparison, type Filter } from '../workflows/contracts/filter.ts';
import { ApiProblem } from './problem.ts';
import { Body } from './schemas/common.ts';

/** Deeper or larger trees come from a machine, not from a person. */
const maxDepth = 8;
const maxNodes = 100;
const maxValueLength = 256;
const maxSortKeys = 3;

const Nodes = Type.Array(Type.Unknown(), { minItems: 1, maxItems: maxNodes });
const shapes = {
  and: Body({ op: Type.Literal('and'), nodes: Nodes }),
  or: Body({ op: Type.Literal('or'), nodes: Nodes }),
  not: Body({ op: Type.Literal('not'), node: Type.Unknown() }),
  compare: Body({
    op: Type.Literal('compare'),
    attribute: Type.String({ minLength: 1, maxLength: 64 }),
    test: Type.Enum([...comparisons, 'present']),
    value: Type.Optional(Type.String({ maxLength: maxValueLength })),
  }),
} as const satisfies Record<Filter['op'], TSchema>;
const checks = {
  and: Compile(shapes.and),
  or: Compile(shapes.or),
  not: Compile(shapes.not),
  compare: Compile(shapes.compare),
};

/** What a filter may compare, by name. */
type FilterFields = ReadonlyMap<string, Pick<DirectoryField, 'type' | 'operators' | 'choices'>>;

const refuse = (field: string, message: string): ApiProblem =>
  ApiProblem.field(field, message, 'filter.invalid');

const names = (words: Iterable<string>): string => [...words].join(', ');

/**
 * @param text JSON, as the query string has it
 * @param fields everything any of the asked stores can filter by
 * @throws ApiProblem `filter.invalid` naming the part at fault and what would be right
 */
export function readFilter(text: string, fields: FilterFields): Filter {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(
      'filter',
      'is not JSON; send a tree such as {"op":"compare","attribute":"displayName","test":"contains","value":"sales"}',
    );
  }
  return checkFilter(value, fields);
}

/** As `readFilter`, of a value that came as JSON. */
export function checkFilter(value: unknown, fields: FilterFields): Filter {
  let count = 0;
  const read = (node: unknown, path: string, depth: number): Filter => {
    count += 1;
    if (depth > maxDepth) throw refuse(path, `is nested deeper than ${maxDepth} levels; simplify the filter`);
    if (count > maxNodes) throw refuse('filter', `has more than ${maxNodes} parts; simplify it`);
    const op = opOf(node);
    if (op === null) throw refuse(`${path}/op`, `must be one of ${names(Object.keys(shapes))}`);
    if (!checks[op].Check(node)) {
      throw ApiProblem.invalid(
        fieldProblems(shapes[op], node).map(({ field, message }) => ({
          field: field === '' ? path : `${path}/${field}`,
          code: 'filter.invalid',
          message,
        })),
        'filter.invalid',
      );
    }
    if (op === 'compare') return checkComparison(node as Comparison, path, fields);
    if (op === 'not') return { op, node: read((node as { node: unknown }).node, `${path}/node`, depth + 1) };
    const { nodes } = node as { nodes: readonly unknown[] };
    return { op, nodes: nodes.map((one, index) => read(one, `${path}/nodes/${index}`, depth + 1)) };
  };
  return read(value, 'filter', 1);
}

function opOf(node: unknown): Filter['op'] | null {
  if (typeof node !== 'object' || node === null || !('op' in node)) return null;
  const { op } = node;
  return typeof op === 'string' && Object.hasOwn(shapes, op) ? (op as Filter['op']) : null;
}

function checkComparison(node: Comparison, path: string, fields: FilterFields): Comparison {
  const { attribute, test } = node;
  const field = fields.get(attribute);
  if (field === undefined) {
    throw refuse(`${path}/attribute`, `is not an attribute of this list; use one of ${names(fields.keys())}`);
  }
  if (!field.operators.includes(test)) {
    throw refuse(`${path}/test`, `does not go with ${attribute}; use one of ${names(field.operators)}`);
  }
  if (test === 'present') {
    if ('value' in node) throw refuse(`${path}/value`, 'does not go with the test present; leave it out');
    return { op: 'compare', attribute, test };
  }
  const { value } = node as { readonly value?: string };
  if (value === undefined) throw refuse(`${path}/value`, 'is missing; give the text to compare with');
  if (value.includes('\0') || !value.isWellFormed()) {
    throw refuse(`${path}/value`, 'must not hold NUL characters or broken Unicode');
  }
  if (field.type === 'choice' && !field.choices.includes(value)) {
    throw refuse(`${path}/value`, `must be one of ${names(field.choices)}`);
  }
  return { op: 'compare', attribute, test, value };
}

/**
 * @param text names separated by commas, `-` before one that goes down
 * @throws ApiProblem `filter.invalid`
 */
export function readSort(
  text: string | undefined,
  fields: ReadonlyMap<string, DirectoryField>,
): readonly SortKey[] {
  if (text === undefined) return [];
  const sortable = [...fields.values()].filter((field) => field.sortable).map(({ name }) => name);
  const keys = text.split(',').map((part): SortKey => {
    const descending = part.startsWith('-');
    const field = descending ? part.slice(1) : part;
    if (!sortable.includes(field)) {
      throw refuse(
        'sort',
        `cannot be by ${JSON.stringify(field)}; use one of ${names(sortable)}, with - before it to go down`,
      );
    }
    return { field, descending };
  });
  if (keys.length > maxSortKeys) throw refuse('sort', `takes at most ${maxSortKeys} attributes`);
  if (new Set(keys.map(({ field }) => field)).size < keys.length)
    throw refuse('sort', 'names an attribute twice');
  return keys;
}
