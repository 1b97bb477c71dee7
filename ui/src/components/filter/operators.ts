/** What people compare with; each is a test of the filter tree or the negation of one. */
import type { Comparison } from '../../../../workflows/contracts/filter.ts';

export type FilterOperator = Comparison['test'] | 'notEquals' | 'notContains' | 'absent';

export const operatorsOf: Readonly<Record<'text' | 'choice' | 'reference', readonly FilterOperator[]>> = {
  text: [
    'contains',
    'notContains',
    'equals',
    'notEquals',
    'startsWith',
    'endsWith',
    'greaterOrEqual',
    'lessOrEqual',
    'present',
    'absent',
  ],
  choice: ['equals', 'notEquals'],
  reference: ['equals', 'notEquals', 'present', 'absent'],
};

export const takesValue = (operator: string): boolean => operator !== 'present' && operator !== 'absent';
