import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { forEditing, store as storeQuery, storeKinds, stores } from '../../api/queries.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { settingsOf } from './settings-schema.ts';
import { StoreForm, type StoreValues } from './store-form.tsx';
import { HealthBadge, ReplicateButton } from './stores-page.tsx';

const route = getRouteApi('/shell/admin/stores/$storeId');

export function StorePage() {
  const { t } = useTranslation();
  const { storeId } = route.useParams();
  const client = useQueryClient();
  const session = useSession();
  const store = useQuery({ ...storeQuery(storeId), ...forEditing });
  const kinds = useQuery(storeKinds);
  const kind = kinds.data?.items.find((one) => one.kind === store.data?.kind);
  const error = store.error ?? kinds.error;
  const save = async ({ force, settings, ...plain }: StoreValues) => {
    if (store.data === undefined) return;
    const changed = await unwrap(
      api.PATCH('/stores/{storeId}', {
        params: {
          path: { storeId },
          query: { force },
          header: { 'if-match': `"${String(store.data.version)}"` },
        },
        body: { ...plain, settings },
      }),
    );
    client.setQueryData(storeQuery(storeId).queryKey, changed);
    await client.invalidateQueries({ queryKey: stores.queryKey });
    notifications.show({ message: t('common.saved') });
  };
  return (
    <>
      <PageHeader
        title={store.data?.name ?? t('stores.one')}
        back={{ to: '/admin/stores', label: t('navigation.stores') }}
        badges={store.data === undefined ? undefined : <HealthBadge store={store.data} />}
        description={store.data?.pausedReason ?? store.data?.healthMessage ?? undefined}
        actions={
          store.data === undefined ? undefined : (
            <>
              {store.data.enabled && holds(session, 'Manage Replication') && (
                <ReplicateButton storeId={storeId} />
              )}
              <EnableButton store={store.data} />
            </>
          )
        }
      />
      <Panel narrow title={t('stores.settings')}>
        {(store.data === undefined || kind === undefined) &&
          (error === null ? (
            <Lines count={6} />
          ) : (
            <ProblemAlert error={error} onRetry={() => void store.refetch()} />
          ))}
        {store.data !== undefined && kind !== undefined && (
          <StoreForm
            key={store.data.version}
            kind={store.data.kind}
            settings={settingsOf(kind.settings)}
            store={store.data}
            submitLabel={t('common.save')}
            onSubmit={save}
          />
        )}
      </Panel>
    </>
  );
}

function EnableButton({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, dialog] = useDisclosure(false);
  const change = async () => {
    const changed = await unwrap(
      api.POST(store.enabled ? '/stores/{storeId}/disable' : '/stores/{storeId}/enable', {
        params: { path: { storeId: store.id } },
        body: null,
      }),
    );
    client.setQueryData(storeQuery(store.id).queryKey, changed);
    await client.invalidateQueries({ queryKey: stores.queryKey });
  };
  const enable = useMutation({ mutationFn: change });
  return (
    <>
      {enable.error !== null && <ProblemAlert error={enable.error} />}
      <Button
        variant="default"
        loading={enable.isPending}
        onClick={() => {
          if (store.enabled) dialog.open();
          else enable.mutate();
        }}
      >
        {t(store.enabled ? 'stores.disable' : 'stores.enable')}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={dialog.close}
        title={t('stores.disableTitle', { name: store.name })}
        text={t('stores.disableText')}
        confirmLabel={t('stores.disable')}
        action={change}
      />
    </>
  );
}
