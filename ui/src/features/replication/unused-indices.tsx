/** Indices that stores left behind when they were deleted; gone only when somebody says so [R9]. */
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { unusedIndices } from '../../api/replication.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { IndexTable } from './index-table.tsx';

export function UnusedIndices() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(unusedIndices);
  const [asking, dialog] = useDisclosure(false);
  const items = query.data?.items ?? [];
  const clear = async () => {
    const { cleared } = await unwrap(
      api.POST('/search-engine/unused-indices/clear', { body: { names: items.map(({ name }) => name) } }),
    );
    notifications.show({ message: t('replication.engine.cleared', { count: cleared.length }) });
    await client.invalidateQueries({ queryKey: ['search-engine'] });
  };
  const title = t('replication.engine.unused');
  return (
    <Panel
      flush
      title={title}
      actions={
        items.length === 0 ? undefined : (
          <Button variant="default" size="sm" onClick={dialog.open}>
            {t('replication.engine.clear', { count: items.length })}
          </Button>
        )
      }
    >
      {query.data === undefined ? (
        query.error === null ? (
          <Lines count={2} />
        ) : (
          <div className="m-pad">
            <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
          </div>
        )
      ) : items.length === 0 ? (
        <Text size="sm" c="dimmed" px={20} pb={16}>
          {t('replication.engine.unusedNone')}
        </Text>
      ) : (
        <IndexTable label={title} indices={items} storeName={null} />
      )}
      <ConfirmDialog
        opened={asking}
        onClose={dialog.close}
        title={t('replication.engine.clearTitle', { count: items.length })}
        text={t('replication.engine.clearText')}
        confirmLabel={t('replication.engine.clear', { count: items.length })}
        action={clear}
      />
    </Panel>
  );
}
