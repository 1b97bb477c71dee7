/**
 * The `query` parameter of users ("Search for users") and groups ("Search for groups"): clauses beside each
 * other, all of which must hold. `field:value` finds whole words, `field:value*` their beginnings,
 * `field=value` the whole text.
 */
import { invalid } from './answers.ts';

export interface Clause {
  readonly field: string;
  readonly operator: ':' | '=';
  readonly value: string;
  readonly prefix: boolean;
}

const clausePattern =
  /\s*([a-zA-Z_.]+)\s*(:|=)\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)"|\{([^}]*)\}|([^\s'"]+))(\*?)/uy;

export function parseQuery(query: string | undefined): readonly Clause[] {
  const clauses: Clause[] = [];
  if (query === undefined || query.trim() === '') return clauses;
  clausePattern.lastIndex = 0;
  while (clausePattern.lastIndex < query.trimEnd().length) {
    const match = clausePattern.exec(query);
    if (match === null) throw invalid('query');
    const [, field = '', operator, single, double, braces, bare, star] = match;
    const text = single?.replaceAll(/\\(.)/gu, '$1') ?? double ?? braces ?? bare ?? '';
    const prefix = star === '*' || text.endsWith('*');
    clauses.push({
      field: field.toLowerCase(),
      operator: operator === '=' ? '=' : ':',
      value: text.replace(/\*$/u, ''),
      prefix,
    });
  }
  return clauses;
}

/** Do the values of a field satisfy the clause? */
export function satisfies(clause: Clause, values: readonly string[]): boolean {
  const wanted = clause.value.toLowerCase();
  return values.some((value) => {
    const text = value.toLowerCase();
    if (clause.prefix)
      return text.startsWith(wanted) || text.split(/[\s,]+/u).some((word) => word.startsWith(wanted));
    if (clause.operator === '=') return text === wanted;
    return text === wanted || ` ${text} `.includes(` ${wanted} `);
  });
}
