/** What one may start for a store, or for all: reading what changed, looking for what is gone, a new index. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDotsVertical, IconRefresh, IconRestore, IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { useStartReplication } from './use-start-replication.ts';

interface ReplicationActionsProps {
  /** Null for all enabled stores. */
  readonly store: { readonly storeId: string; readonly name: string } | null;
  readonly small?: boolean;
}

export function ReplicationActions({ store, small = false }: ReplicationActionsProps) {
  const { t } = useTranslation();
  const [asking, dialog] = useDisclosure(false);
  const tellFailure = useToldFailure();
  const start = useStartReplication();
  const stores = store === null ? {} : { storeIds: [store.storeId] };
  const begin = (run: 'objects' | 'deleted') => {
    start.mutate({ run, ...stores }, { onError: tellFailure });
  };
  const label = t(store === null ? 'replication.moreAll' : 'replication.more', { name: store?.name ?? '' });
  return (
    <>
      <Button
        variant="default"
        {...(small ? { size: 'sm' } : {})}
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={start.isPending}
        onClick={() => {
          begin('objects');
        }}
      >
        {t(store === null ? 'replication.objectsAll' : 'replication.objectsNow')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Tooltip label={label}>
            <ActionIcon variant="default" size={small ? 32 : 36} aria-label={label}>
              <IconDotsVertical size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUserMinus size={16} aria-hidden />}
            onClick={() => {
              begin('deleted');
            }}
          >
            {t(store === null ? 'replication.deletedAll' : 'replication.deletedNow')}
          </Menu.Item>
          <Menu.Item leftSection={<IconRestore size={16} aria-hidden />} onClick={dialog.open}>
            {t(store === null ? 'replication.restoreAll' : 'replication.restoreNow')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asking}
        onClose={dialog.close}
        title={
          store === null
            ? t('replication.restoreAllTitle')
            : t('replication.restoreTitle', { name: store.name })
        }
        text={t('replication.restoreText')}
        confirmLabel={t('replication.restoreConfirm')}
        tone="plain"
        action={() => start.mutateAsync({ run: 'restore', ...stores })}
      />
    </>
  );
}
