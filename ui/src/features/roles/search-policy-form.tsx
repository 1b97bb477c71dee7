/** What holders of a role find and open at all (access-and-approvals Y4). */
import { Alert, Stack, Switch } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../../workflows/contracts/filter.ts';
import { filterAttributes } from '../../api/lists.ts';
import { FilterBuilder } from '../../components/filter/filter-builder.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { PlaceSelect } from '../../components/place-select.tsx';
import type { Fields } from '../../components/use-fields.ts';
import { useState } from 'react';
import type { RoleValues } from './role-values.ts';

export function SearchPolicyForm({ storeId, fields }: { storeId: string; fields: Fields<RoleValues> }) {
  const { t } = useTranslation();
  const { value, onChange, error, id } = fields.input('search');
  const attributes = useQuery(filterAttributes('objects', storeId));
  const start = (value.filter ?? undefined) as Filter | undefined;
  const [filters, setFilters] = useState(start !== undefined);
  const isWhole = value.containerId === null && (value.filter ?? null) === null;
  return (
    <Panel narrow title={t('policies.search.title')}>
      <Stack gap="md">
        <p className="m-hint">{t('policies.search.text')}</p>
        <PlaceSelect
          id={id}
          storeId={storeId}
          label={t('policies.search.container')}
          description={t('policies.search.containerHint')}
          error={error}
          value={value.containerId}
          onChange={(containerId) => {
            onChange({ ...value, containerId });
          }}
        />
        <Switch
          label={t('policies.search.filter')}
          description={t('policies.search.filterHint')}
          checked={filters}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            setFilters(on);
            if (!on) onChange({ ...value, filter: null });
          }}
        />
        {filters && (
          <div className="m-filter m-designer">
            {attributes.data === undefined ? (
              <Lines count={3} />
            ) : (
              <FilterBuilder
                attributes={attributes.data}
                storeId={storeId}
                value={start}
                onDraft={(draft) => {
                  onChange({ ...value, filter: draft ?? null });
                }}
              />
            )}
          </div>
        )}
        <Alert variant="light" color="gray" icon={<IconInfoCircle />}>
          {t(isWhole ? 'policies.search.whole' : 'policies.search.union')}
        </Alert>
      </Stack>
    </Panel>
  );
}
