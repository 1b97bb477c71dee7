/** Between our filter tree, which addresses and the API hold, and the rules the builder edits. */
import type { RuleGroupType, RuleType } from 'react-querybuilder';
import type { Comparison, Filter } from '../../../../workflows/contracts/filter.ts';
import type { FilterOperator } from './operators.ts';

type Rule = RuleType | RuleGroupType;

const isGroup = (rule: Rule): rule is RuleGroupType => 'rules' in rule;
const group = (combinator: string, rules: Rule[], not = false): RuleGroupType => ({
  combinator,
  rules,
  not,
});

const negations = {
  equals: 'notEquals',
  contains: 'notContains',
  present: 'absent',
} as const satisfies Partial<Record<Comparison['test'], FilterOperator>>;
const negated = (test: Comparison['test']): FilterOperator | undefined =>
  (negations as Partial<Record<Comparison['test'], FilterOperator>>)[test];

const rule = (comparison: Comparison, operator: FilterOperator = comparison.test): RuleType => ({
  field: comparison.attribute,
  operator,
  value: comparison.test === 'present' ? '' : comparison.value,
});

function toRule(filter: Filter): Rule {
  switch (filter.op) {
    case 'compare':
      return rule(filter);
    case 'not': {
      const { node } = filter;
      const operator = node.op === 'compare' ? negated(node.test) : undefined;
      if (node.op === 'compare' && operator !== undefined) return rule(node, operator);
      const inner = toRule(node);
      return isGroup(inner) && inner.not !== true ? { ...inner, not: true } : group('and', [inner], true);
    }
    case 'and':
    case 'or':
      return group(filter.op, filter.nodes.map(toRule));
  }
}

/** What the builder begins with. */
export function toRules(filter: Filter | undefined): RuleGroupType {
  if (filter === undefined) return group('and', []);
  const made = toRule(filter);
  return isGroup(made) ? made : group('and', [made]);
}

const positives: Readonly<Partial<Record<FilterOperator, Comparison['test']>>> = Object.fromEntries(
  Object.entries(negations).map(([test, operator]) => [operator, test]),
);

function fromRule(one: Rule): Filter | undefined {
  if (isGroup(one)) return fromRules(one);
  const operator = one.operator as FilterOperator;
  const test = positives[operator] ?? (operator as Comparison['test']);
  const value = typeof one.value === 'string' ? one.value.trim() : '';
  // Not filled in yet: says nothing.
  if (test !== 'present' && value === '') return undefined;
  const comparison: Comparison =
    test === 'present'
      ? { op: 'compare', attribute: one.field, test }
      : { op: 'compare', attribute: one.field, test, value };
  return operator in positives ? { op: 'not', node: comparison } : comparison;
}

/** What the rules say; undefined while they say nothing. */
export function fromRules(rules: RuleGroupType): Filter | undefined {
  const nodes = rules.rules.map(fromRule).filter((node) => node !== undefined);
  const [only] = nodes;
  if (only === undefined) return undefined;
  const all: Filter = nodes.length === 1 ? only : { op: rules.combinator === 'or' ? 'or' : 'and', nodes };
  return rules.not === true ? { op: 'not', node: all } : all;
}
