/** What holders of a role may put into queries of their own (access-and-approvals Y10). */
import { Checkbox, Group, Input, MultiSelect, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { searchedKinds } from '../../../../workflows/contracts/search.ts';
import { filterAttributes } from '../../api/lists.ts';
import { useFieldWords } from '../../components/filter/filter-words.ts';
import { Panel } from '../../components/panel.tsx';
import { PlacesSelect } from '../../components/place-select.tsx';
import type { Fields } from '../../components/use-fields.ts';
import type { RoleValues } from './role-values.ts';

export function QueryPolicyForm({ storeId, fields }: { storeId: string; fields: Fields<RoleValues> }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { value, onChange, error, id } = fields.input('queryDesigner');
  const attributes = useQuery(filterAttributes('objects', storeId));
  const known = attributes.data ?? [];
  const operatorsOf = (name: string) =>
    value.attributes?.find((one) => one.name === name)?.operators ??
    known.find((one) => one.name === name)?.operators ??
    [];
  const { objectTypes, startIn } = value;
  return (
    <Panel narrow title={t('policies.queryDesigner.title')}>
      <Stack gap="md" id={id} tabIndex={-1}>
        <p className="m-hint">{t('policies.queryDesigner.text')}</p>
        <Checkbox.Group
          label={t('policies.queryDesigner.kinds')}
          description={t('policies.queryDesigner.kindsHint')}
          value={objectTypes.kinds}
          onChange={(chosen) => {
            const kinds = searchedKinds.filter((kind) => chosen.includes(kind));
            onChange({ ...value, objectTypes: { kinds, enforce: objectTypes.enforce && kinds.length > 0 } });
          }}
        >
          <Group gap="8px 24px" mt={8}>
            {searchedKinds.map((kind) => (
              <Checkbox key={kind} value={kind} label={t(`search.tabs.${kind}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        {objectTypes.kinds.length > 0 && (
          <Switch
            label={t('policies.queryDesigner.kindsFixed')}
            checked={objectTypes.enforce}
            onChange={(event) => {
              onChange({ ...value, objectTypes: { ...objectTypes, enforce: event.currentTarget.checked } });
            }}
          />
        )}
        <PlacesSelect
          storeId={storeId}
          label={t('policies.queryDesigner.start')}
          placeholder={t('policies.newObject.any')}
          value={startIn.containerIds}
          onChange={(containerIds) => {
            onChange({
              ...value,
              startIn: { containerIds, enforce: startIn.enforce && containerIds.length > 0 },
            });
          }}
        />
        {startIn.containerIds.length > 0 && (
          <Switch
            label={t('policies.queryDesigner.startFixed')}
            checked={startIn.enforce}
            onChange={(event) => {
              onChange({ ...value, startIn: { ...startIn, enforce: event.currentTarget.checked } });
            }}
          />
        )}
        <MultiSelect
          label={t('policies.queryDesigner.attributes')}
          description={t('policies.queryDesigner.attributesHint')}
          searchable
          clearable
          hidePickedOptions
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          placeholder={value.attributes === null ? t('policies.queryDesigner.allAttributes') : ''}
          data={known.map(({ name }) => ({ value: name, label: words.field(name) }))}
          value={value.attributes?.map(({ name }) => name) ?? []}
          onChange={(names) => {
            onChange({
              ...value,
              attributes:
                names.length === 0
                  ? null
                  : names.map((name) => ({ name, operators: [...operatorsOf(name)] })),
            });
          }}
        />
        <Checkbox
          label={t('policies.queryDesigner.newGroupsOnly')}
          description={t('policies.queryDesigner.newGroupsHint')}
          checked={value.newGroupsOnly}
          onChange={(event) => {
            onChange({ ...value, newGroupsOnly: event.currentTarget.checked });
          }}
        />
        {error !== undefined && <Input.Error>{error}</Input.Error>}
      </Stack>
    </Panel>
  );
}
