/** A filter as a sentence. */
import { useQueries } from '@tanstack/react-query';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../../workflows/contracts/filter.ts';
import { chosen } from '../../api/find.ts';
import type { FilterAttribute } from '../../api/schema.ts';
import en from '../../i18n/en.json';
import type { FilterOperator } from './operators.ts';

type FieldName = keyof typeof en.fields;
/** Lists that are not loaded at once bring the words of their own fields. */
const isKnown = (name: string): name is FieldName => i18next.exists(`fields.${name}`);
type ValueName = keyof typeof en.fieldValues;
const isKnownValue = (value: string): value is ValueName => value in en.fieldValues;
const isAction = (value: string): value is keyof typeof en.actions => value in en.actions;
const isState = (value: string): value is keyof typeof en.states => value in en.states;

/** What an attribute and its values are called. */
export function useFieldWords() {
  const { t } = useTranslation();
  return {
    field: (name: string): string => (isKnown(name) ? t(`fields.${name}`) : name),
    choice: (value: string): string => {
      if (isKnownValue(value)) return t(`fieldValues.${value}`);
      if (isAction(value)) return t(`actions.${value}`);
      return isState(value) ? t(`states.${value}`) : value;
    },
    operator: (operator: FilterOperator): string => t(`operators.${operator}`),
  };
}

const comparisonsIn = (filter: Filter | undefined): Extract<Filter, { op: 'compare' }>[] => {
  if (filter === undefined) return [];
  switch (filter.op) {
    case 'compare':
      return [filter];
    case 'not':
      return comparisonsIn(filter.node);
    case 'and':
    case 'or':
      return filter.nodes.flatMap(comparisonsIn);
  }
};

/** Says what a filter looks for. Ids are told by the names of those they stand for. */
export function useFilterSentence(
  filter: Filter | undefined,
  attributes: readonly FilterAttribute[],
  storeId: string,
): (part: Filter) => string {
  const { t } = useTranslation();
  const words = useFieldWords();
  const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  const ids = [
    ...new Set(
      comparisonsIn(filter).flatMap((one) =>
        one.test !== 'present' && byName.get(one.attribute)?.type === 'reference' && one.value !== ''
          ? [one.value]
          : [],
      ),
    ),
  ];
  const names = useQueries({
    queries: ids.map((id) => chosen(storeId, id)),
    combine: (results) => new Map(results.map(({ data }, index) => [ids[index], data?.displayName])),
  });

  const compare = (one: Extract<Filter, { op: 'compare' }>, operator: FilterOperator): string => {
    const field = words.field(one.attribute);
    if (one.test === 'present') return t('filter.states', { field, operator: words.operator(operator) });
    const type = byName.get(one.attribute)?.type;
    const value =
      type === 'reference'
        ? (names.get(one.value) ?? one.value)
        : type === 'choice'
          ? words.choice(one.value)
          : t('filter.quoted', { text: one.value });
    return t('filter.compares', { field, operator: words.operator(operator), value });
  };

  const say = (node: Filter, nested: boolean): string => {
    switch (node.op) {
      case 'compare':
        return compare(node, node.test);
      case 'not': {
        const { node: inner } = node;
        if (inner.op === 'compare' && inner.test === 'equals') return compare(inner, 'notEquals');
        if (inner.op === 'compare' && inner.test === 'contains') return compare(inner, 'notContains');
        if (inner.op === 'compare' && inner.test === 'present') return compare(inner, 'absent');
        return t('filter.not', { what: say(inner, false) });
      }
      case 'and':
      case 'or': {
        const joined = node.nodes
          .map((one) => say(one, true))
          .join(node.op === 'and' ? t('filter.joinAnd') : t('filter.joinOr'));
        return nested ? t('filter.nested', { what: joined }) : joined;
      }
    }
  };
  return (part) => say(part, false);
}
