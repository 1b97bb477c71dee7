/** The visitor from the filter tree to SQL over a table's own columns; text ignores case. */
import { and, eq, gte, ilike, isNotNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Comparison, Filter } from '../../../workflows/contracts/filter.ts';

/** What is compared: a column, an expression, or several rows of another table of which one must match. */
export type RecordColumn = PgColumn | SQL | ((matches: (column: PgColumn | SQL) => SQL) => SQL);
/** By the names that filters call them. */
export type RecordColumns = Readonly<Record<string, RecordColumn>>;

/** @param filter has been checked: it names columns that are there */
export function recordFilter(filter: Filter, columns: RecordColumns): SQL {
  switch (filter.op) {
    case 'and':
      return and(...filter.nodes.map((node) => recordFilter(node, columns))) ?? sql`true`;
    case 'or':
      return or(...filter.nodes.map((node) => recordFilter(node, columns))) ?? sql`false`;
    case 'not':
      // A row without the value matches a negated clause.
      return sql`(${recordFilter(filter.node, columns)}) is not true`;
    case 'compare': {
      const column = columns[filter.attribute];
      if (column === undefined) throw new Error(`The filter was not checked: ${filter.attribute}`);
      return typeof column === 'function'
        ? column((one) => comparisonOf(one, filter))
        : comparisonOf(column, filter);
    }
  }
}

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

function comparisonOf(column: PgColumn | SQL, comparison: Comparison): SQL {
  if (comparison.test === 'present') return isNotNull(column);
  const { test, value } = comparison;
  const lower = sql`lower(${column})`;
  switch (test) {
    case 'equals':
      return eq(lower, sql`lower(${value})`);
    case 'startsWith':
      return ilike(column, `${escaped(value)}%`);
    case 'endsWith':
      return ilike(column, `%${escaped(value)}`);
    case 'contains':
      return ilike(column, `%${escaped(value)}%`);
    case 'greaterOrEqual':
      return gte(lower, sql`lower(${value})`);
    case 'lessOrEqual':
      return lte(lower, sql`lower(${value})`);
  }
}
