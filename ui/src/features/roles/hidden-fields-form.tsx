/** What holders of a role do not read of the objects they find (users-and-search S1.3). */
import { MultiSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { hideableFields } from '../../api/roles.ts';
import { useFieldWords } from '../../components/filter/filter-words.ts';
import { Panel } from '../../components/panel.tsx';
import type { Fields } from '../../components/use-fields.ts';
import type { RoleValues } from './role-values.ts';

export function HiddenFieldsForm({ storeId, fields }: { storeId: string; fields: Fields<RoleValues> }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { value, onChange, error, id } = fields.input('hiddenFields');
  const { data = [] } = useQuery(hideableFields(storeId));
  // What the store no longer has can still be taken out.
  const names = [...new Set([...data.map(({ name }) => name), ...value.names])];
  return (
    <Panel narrow title={t('policies.hiddenFields.title')}>
      <Stack gap="md">
        <p className="m-hint">{t('policies.hiddenFields.text')}</p>
        <MultiSelect
          id={id}
          label={t('policies.hiddenFields.names')}
          description={t('policies.hiddenFields.hint')}
          error={error}
          searchable
          clearable
          hidePickedOptions
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          placeholder={value.names.length === 0 ? t('policies.hiddenFields.none') : ''}
          data={names.map((name) => ({ value: name, label: words.field(name) }))}
          value={value.names}
          onChange={(chosen) => {
            onChange({ names: chosen });
          }}
        />
      </Stack>
    </Panel>
  );
}
