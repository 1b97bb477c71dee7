/** A store's replication on the store's own page, and who is told when it fails [R8]. */
import { Group, Stack, TagsInput } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { forEditing } from '../../api/queries.ts';
import { replicationAlerts } from '../../api/replication.ts';
import type { IdentityStore, ReplicationAlerts, ReplicationOverview } from '../../api/schema.ts';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { Waiting } from '../../components/waiting.tsx';
import { ReplicationActions } from '../replication/replication-actions.tsx';
import { StoreReplication } from '../replication/store-replication.tsx';

interface ReplicationAreaProps {
  readonly store: IdentityStore;
  readonly query: UseQueryResult<ReplicationOverview>;
}

export function ReplicationArea({ store, query }: ReplicationAreaProps) {
  const { t } = useTranslation();
  const status = query.data?.stores.find(({ storeId }) => storeId === store.id);
  return (
    <Stack gap={20}>
      <Panel
        title={t('stores.areas.replication')}
        actions={
          status?.enabled === true && (
            <Group gap="xs" wrap="nowrap">
              <ReplicationActions store={status} small />
            </Group>
          )
        }
      >
        {status !== undefined && <StoreReplication store={status} />}
        {status === undefined && <Waiting query={query} lines={5} />}
      </Panel>
      <Alerts storeId={store.id} />
    </Stack>
  );
}

function Alerts({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const query = useQuery({ ...replicationAlerts(storeId), ...forEditing });
  return (
    <Panel narrow title={t('stores.alerts.title')}>
      {query.data === undefined ? (
        <Waiting query={query} lines={3} />
      ) : (
        <AlertsForm key={query.data.version} storeId={storeId} alerts={query.data} />
      )}
    </Panel>
  );
}

function AlertsForm({ storeId, alerts }: { storeId: string; alerts: ReplicationAlerts }) {
  const { t } = useTranslation();
  const fields = useFields({ to: alerts.to, cc: alerts.cc });
  const save = useSave({
    fields,
    save: () =>
      unwrap(
        api.PUT('/stores/{storeId}/replication/alerts', {
          params: { path: { storeId }, header: { 'if-match': `"${String(alerts.version)}"` } },
          body: fields.values,
        }),
      ),
    changes: [replicationAlerts(storeId).queryKey],
    onDone: () => undefined,
  });
  return (
    <SaveForm
      onSave={() => {
        save.mutate();
      }}
      saving={save.isPending}
      error={fields.error}
      shownFields={fields.failed}
    >
      {(['to', 'cc'] as const).map((name) => (
        <TagsInput
          key={name}
          label={t(`stores.alerts.${name}`)}
          description={t(`stores.alerts.${name}Hint`)}
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
          maw={560}
          {...fields.input(name)}
        />
      ))}
    </SaveForm>
  );
}
