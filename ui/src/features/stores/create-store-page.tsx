import { Radio, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { storeKinds, stores } from '../../api/queries.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { settingsOf } from './settings-schema.ts';
import { StoreForm, type StoreValues } from './store-form.tsx';

export function CreateStorePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const kinds = useQuery(storeKinds);
  const [chosen, setChosen] = useState<string | null>(null);
  const kind = kinds.data?.items.find((one) => one.kind === chosen) ?? kinds.data?.items[0];
  const create = async ({ force, ...values }: StoreValues) => {
    if (kind === undefined) return;
    const made = await unwrap(
      api.POST('/stores', { params: { query: { force } }, body: { ...values, kind: kind.kind } }),
    );
    await client.invalidateQueries({ queryKey: stores.queryKey });
    await navigate({ to: '/admin/stores/$storeId', params: { storeId: made.id } });
  };
  return (
    <>
      <PageHeader
        title={t('stores.create')}
        description={t('stores.createText')}
        back={{ to: '/admin/stores', label: t('navigation.stores') }}
      />
      <Panel narrow>
        {kinds.isPending && <Lines count={4} />}
        {kinds.error !== null && <ProblemAlert error={kinds.error} onRetry={() => void kinds.refetch()} />}
        {kind !== undefined && (
          <Stack gap="lg">
            <Radio.Group label={t('stores.kind')} value={kind.kind} onChange={setChosen}>
              <Stack gap="xs" mt={6}>
                {kinds.data?.items.map((one) => (
                  <Radio
                    key={one.kind}
                    value={one.kind}
                    label={t(`storeKinds.${one.kind}`)}
                    description={t(`storeKindHints.${one.kind}`)}
                  />
                ))}
              </Stack>
            </Radio.Group>
            <StoreForm
              key={kind.kind}
              kind={kind.kind}
              settings={settingsOf(kind.settings)}
              store={null}
              submitLabel={t('stores.connect')}
              onSubmit={create}
            />
          </Stack>
        )}
      </Panel>
    </>
  );
}
