/** The portable filter as SQL conditions; values and names travel as parameters only. */
import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Comparison, Filter } from '../../../workflows/contracts/filter.ts';
import { canStand } from '../evaluate-filter.ts';
import { foldCase } from '../../platform/fold.ts';
import { ProviderError } from '../contract.ts';
import { isSearchable, memberAttribute } from './attributes.ts';
import { isUuid } from './objects.ts';
import type { Tables } from './tables.ts';

/** Deeper trees are refused: they come from a machine, not from a person. */
const maxDepth = 50;

/** @throws `value.invalid` naming an attribute the directory does not have, `query.limit` */
export function compileFilter(tables: Tables, filter: Filter, depth = 0): SQL {
  if (depth > maxDepth)
    throw new ProviderError('query.limit', 'The filter is nested too deeply. Simplify it.');
  switch (filter.op) {
    case 'and':
      return and(...filter.nodes.map((node) => compileFilter(tables, node, depth + 1))) ?? sql`true`;
    case 'or':
      return or(...filter.nodes.map((node) => compileFilter(tables, node, depth + 1))) ?? sql`false`;
    case 'not':
      // A missing value makes the inner condition unknown, and "not" matches it.
      return sql`(${compileFilter(tables, filter.node, depth + 1)}) is not true`;
    case 'compare':
      return compileComparison(tables, filter);
  }
}

function compileComparison(tables: Tables, comparison: Comparison): SQL {
  const { attribute, test } = comparison;
  if (!isSearchable(attribute)) {
    throw new ProviderError('value.invalid', 'The search names an attribute this directory does not have.', {
      attributes: [attribute],
      detail: `unknown attribute ${JSON.stringify(attribute)}`,
    });
  }
  if (attribute === memberAttribute) return memberCondition(tables, comparison);
  const column = foldedValue(tables, attribute);
  if (test === 'present') return sql`${column} is not null`;
  // A value that can stand nowhere matches nothing.
  if (!canStand(comparison.value)) return sql`false`;
  const value = sql`${foldCase(comparison.value)}::text`;
  switch (test) {
    case 'equals':
      return sql`${column} = ${value}`;
    case 'startsWith':
      return sql`starts_with(${column}, ${value})`;
    case 'endsWith':
      return sql`right(${column}, char_length(${value})) = ${value}`;
    case 'contains':
      return sql`strpos(${column}, ${value}) > 0`;
    case 'greaterOrEqual':
      return sql`${column} collate "C" >= ${value}`;
    case 'lessOrEqual':
      return sql`${column} collate "C" <= ${value}`;
  }
}

function foldedValue({ objects }: Tables, attribute: string): SQL {
  if (attribute === 'id') return sql`${objects.id}::text`;
  if (attribute === 'distinguishedName')
    return sql`(${objects.foldedContainer} || '/' || (${objects.folded} ->> 'name'))`;
  return sql`(${objects.folded} ->> ${attribute}::text)`;
}

function memberCondition({ objects, memberships }: Tables, comparison: Comparison): SQL {
  if (comparison.test === 'present') {
    return sql`exists (select 1 from ${memberships} where ${memberships.groupId} = ${objects.id})`;
  }
  if (comparison.test !== 'equals') {
    throw new ProviderError('value.invalid', 'Members can be compared by equality only.', {
      attributes: [memberAttribute],
    });
  }
  if (!isUuid(comparison.value)) return sql`false`;
  return sql`exists (select 1 from ${memberships} where ${and(
    eq(memberships.groupId, objects.id),
    eq(memberships.memberId, comparison.value),
  )})`;
}
