/** The filter builder: rules and groups, and beside them the sentence they make. */
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder';
import type { Filter } from '../../../../workflows/contracts/filter.ts';
import type { Filtering } from '../data-table.tsx';
import { Name } from '../name.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import { AddGroup, AddRule, NotToggle, RemoveGroup, RemoveRule, Selector, ValueEditor } from './controls.tsx';
import { fromRules, toRules } from './filter-rules.ts';
import { useFieldWords, useFilterSentence } from './filter-words.ts';
import { operatorsOf } from './operators.ts';

interface FilterBuilderProps extends Filtering {
  /** What it begins with. */
  readonly value: Filter | undefined;
  readonly onDraft: (draft: Filter | undefined) => void;
  /** Below the sentence. */
  readonly buttons?: ReactNode;
}

const controls = {
  addRuleAction: AddRule,
  addGroupAction: AddGroup,
  removeRuleAction: RemoveRule,
  removeGroupAction: RemoveGroup,
  fieldSelector: Selector,
  operatorSelector: Selector,
  combinatorSelector: Selector,
  notToggle: NotToggle,
  valueEditor: ValueEditor,
};
const classes = {
  queryBuilder: 'm-builder',
  ruleGroup: 'm-rules',
  header: 'm-rules-head',
  body: 'm-rules-body',
  rule: 'm-rule',
};
const maxLevels = 5;

export function FilterBuilder({ attributes, storeId, value, onDraft, count, buttons }: FilterBuilderProps) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const [first] = attributes;
  const [rules, setRules] = useState<RuleGroupType>(() =>
    value === undefined && first !== undefined
      ? {
          combinator: 'and',
          rules: [{ field: first.name, operator: operatorsOf[first.type][0] ?? 'equals', value: '' }],
        }
      : toRules(value),
  );
  const draft = fromRules(rules);
  const sentence = useFilterSentence(draft, attributes, storeId);
  return (
    <>
      <QueryBuilder
        query={rules}
        onQueryChange={(next) => {
          setRules(next);
          onDraft(fromRules(next));
        }}
        fields={attributes.map(({ name }) => ({ name, label: words.field(name) }))}
        getOperators={(field) =>
          operatorsOf[attributes.find(({ name }) => name === field)?.type ?? 'text'].map((operator) => ({
            name: operator,
            label: words.operator(operator),
          }))
        }
        getDefaultValue={() => ''}
        combinators={[
          { name: 'and', label: t('filter.all') },
          { name: 'or', label: t('filter.any') },
        ]}
        translations={{
          fields: { title: t('filter.attribute') },
          operators: { title: t('filter.comparison') },
          value: { title: t('filter.value') },
          combinators: { title: t('filter.combinator') },
        }}
        accessibleDescriptionGenerator={({ path }) =>
          path.length === 0 ? t('filter.title') : t('filter.group')
        }
        controlElements={controls}
        controlClassnames={classes}
        context={{ attributes, storeId }}
        maxLevels={maxLevels}
        showNotToggle
        addRuleToNewGroups
        resetOnOperatorChange={false}
      />
      <div className="m-filter-side">
        <Text size="sm" fw={600}>
          {t('filter.sentence')}
        </Text>
        <Text size="sm" aria-live="polite" style={{ overflowWrap: 'anywhere' }}>
          {draft === undefined ? t('filter.everything') : <Name>{sentence(draft)}</Name>}
        </Text>
        {count !== undefined && <Matches count={count} draft={draft} />}
        {buttons}
      </div>
    </>
  );
}

/** How many rows the draft would leave, asked a moment after it changed. */
function Matches({ count, draft }: { count: NonNullable<Filtering['count']>; draft: Filter | undefined }) {
  const { t } = useTranslation();
  // As text: the same draft is made anew with every rendering.
  const text = JSON.stringify(draft ?? null);
  const [asked] = useDebouncedValue(text, 250);
  const found = useQuery({
    queryKey: [...count.key, 'count', asked],
    queryFn: () => count.of((JSON.parse(asked) as Filter | null) ?? undefined),
  });
  return found.error === null ? (
    <Text size="sm" c="dimmed" role="status">
      {asked !== text || found.data === undefined || found.data === null
        ? t('filter.counting')
        : t(found.data.exact ? 'filter.matches' : 'filter.matchesMore', { count: found.data.count })}
    </Text>
  ) : (
    <ProblemAlert error={found.error} />
  );
}
