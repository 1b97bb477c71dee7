/** What one may do with a store beside editing it [stores-and-links S5]. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconDotsVertical,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
  IconUserMinus,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { errorOf } from '../../api/problem.ts';
import { store as storeQuery, stores } from '../../api/queries.ts';
import { replicationKey } from '../../api/replication.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { useStartReplication } from '../replication/use-start-replication.ts';

interface StoreMenuProps {
  readonly store: IdentityStore;
  /** The store's own page has no place any more. */
  readonly onDeleted?: () => void;
}

export function StoreMenu({ store, onDeleted }: StoreMenuProps) {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const tellFailure = useToldFailure();
  const [asked, setAsked] = useState<'disable' | 'delete' | null>(null);
  const start = useStartReplication();
  const path = { storeId: store.id };
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: stores.queryKey }),
      client.invalidateQueries({ queryKey: replicationKey }),
    ]);
  const change = async () => {
    const changed = await unwrap(
      api.POST(store.enabled ? '/stores/{storeId}/disable' : '/stores/{storeId}/enable', {
        params: { path },
        body: null,
      }),
    );
    client.setQueryData(storeQuery(store.id).queryKey, changed);
    await refresh();
  };
  const enable = useMutation({ mutationFn: change, onError: tellFailure });
  const remove = async () => {
    const { error, response } = await api.DELETE('/stores/{storeId}', { params: { path } });
    if (!response.ok) throw errorOf(error, response);
    notifications.show({ message: t('stores.deleted', { name: store.name }) });
    onDeleted?.();
    await refresh();
  };
  const close = () => {
    setAsked(null);
  };
  const label = t('stores.more', { name: store.name });
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Tooltip label={label}>
            <ActionIcon variant="default" size={36} aria-label={label}>
              <IconDotsVertical size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {store.enabled && holds(session, 'Manage Replication') && (
            <>
              {(['objects', 'deleted'] as const).map((run) => (
                <Menu.Item
                  key={run}
                  leftSection={
                    run === 'objects' ? (
                      <IconRefresh size={16} aria-hidden />
                    ) : (
                      <IconUserMinus size={16} aria-hidden />
                    )
                  }
                  onClick={() => {
                    start.mutate({ run, storeIds: [store.id] }, { onError: tellFailure });
                  }}
                >
                  {t(`replication.${run}Now`)}
                </Menu.Item>
              ))}
              <Menu.Divider />
            </>
          )}
          <Menu.Item
            leftSection={
              store.enabled ? (
                <IconPlayerPause size={16} aria-hidden />
              ) : (
                <IconPlayerPlay size={16} aria-hidden />
              )
            }
            onClick={() => {
              if (store.enabled) setAsked('disable');
              else enable.mutate();
            }}
          >
            {t(store.enabled ? 'stores.disable' : 'stores.enable')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={16} aria-hidden />}
            c="var(--mantine-color-error)"
            onClick={() => {
              setAsked('delete');
            }}
          >
            {t('stores.deleteMenu')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asked === 'disable'}
        onClose={close}
        title={t('stores.disableTitle', { name: store.name })}
        text={t('stores.disableText')}
        confirmLabel={t('stores.disable')}
        action={change}
      />
      <ConfirmDialog
        opened={asked === 'delete'}
        onClose={close}
        title={t('common.deleteOne', { name: store.name })}
        text={t('stores.deleteText')}
        confirmLabel={t('common.delete')}
        typedName={store.name}
        action={remove}
      />
    </>
  );
}
