/** When a workflow fires at all: conditions on the target and on who asks; all of them must hold. */
import { Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { filterSubjects, filterTests } from '../../../../workflows/contracts/approvals.ts';
import type { ApprovalWorkflow } from '../../api/schema.ts';
import { oneOf } from '../../app/search.ts';
import { AddRow, RemoveRow } from '../../components/row-buttons.tsx';

type Row = ApprovalWorkflow['filters'][number];

interface FilterRowsProps {
  readonly rows: readonly Row[];
  readonly error: string | undefined;
  readonly onChange: (rows: Row[]) => void;
}

export function FilterRows({ rows, error, onChange }: FilterRowsProps) {
  const { t } = useTranslation();
  const replace = (index: number, change: Partial<Row>) => {
    onChange(
      rows.map((old, position) => {
        if (position !== index) return old;
        const { value, ...row } = { ...old, ...change };
        const compares = row.test === 'equals' || row.test === 'notEquals';
        return compares && value !== undefined && value !== '' ? { ...row, value } : row;
      }),
    );
  };
  return (
    <Input.Wrapper label={t('workflows.filters')} description={t('workflows.filtersHint')} error={error}>
      <Stack gap="sm" mt={8} role="group" aria-label={t('workflows.filters')}>
        {rows.map((row, index) => (
          <Group key={index} gap={6} align="flex-start" className="m-condition">
            <Select
              aria-label={t('workflows.filterSubject', { number: index + 1 })}
              allowDeselect={false}
              w={140}
              data={filterSubjects.map((one) => ({
                value: one,
                label: t(`workflows.filterSubjects.${one}`),
              }))}
              value={row.subject}
              onChange={(value) => {
                replace(index, { subject: oneOf(value, filterSubjects) ?? row.subject });
              }}
            />
            <TextInput
              aria-label={t('workflows.filterAttribute', { number: index + 1 })}
              placeholder={t('workflows.attribute')}
              w={150}
              maxLength={64}
              value={row.attribute}
              onChange={(event) => {
                replace(index, { attribute: event.currentTarget.value });
              }}
            />
            <Select
              aria-label={t('workflows.filterTest', { number: index + 1 })}
              allowDeselect={false}
              w={150}
              data={filterTests.map((one) => ({ value: one, label: t(`workflows.filterTests.${one}`) }))}
              value={row.test}
              onChange={(value) => {
                replace(index, { test: oneOf(value, filterTests) ?? row.test });
              }}
            />
            {(row.test === 'equals' || row.test === 'notEquals') && (
              <TextInput
                aria-label={t('workflows.filterValue', { number: index + 1 })}
                placeholder={t('workflows.value')}
                w={150}
                maxLength={256}
                value={row.value ?? ''}
                onChange={(event) => {
                  replace(index, { value: event.currentTarget.value });
                }}
              />
            )}
            <RemoveRow
              label={t('workflows.removeFilter', { number: index + 1 })}
              onClick={() => {
                onChange(rows.toSpliced(index, 1));
              }}
            />
          </Group>
        ))}
        <AddRow
          label={t('workflows.addFilter')}
          onClick={() => {
            onChange([...rows, { subject: 'target', attribute: '', test: 'equals' }]);
          }}
        />
      </Stack>
    </Input.Wrapper>
  );
}
