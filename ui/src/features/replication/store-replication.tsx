/** Where one store's replication stands: what runs, what is next, each kind, what waits for a decision. */
import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { replication } from '../../api/replication.ts';
import type { StoreReplication as Status } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Time } from '../../components/time.tsx';
import { HeldRemovals } from './held-removals.tsx';
import { KindTable } from './kind-table.tsx';
import { useStartReplication } from './use-start-replication.ts';

export function StoreReplication({ store }: { store: Status }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      {store.running.map((run) => (
        <Running key={run.operationId} store={store} run={run} />
      ))}
      {store.restoreNeeded && <RestoreNeeded store={store} />}
      <HeldRemovals held={store.held} storeName={store.name} />
      <dl className="m-facts">
        <dt>{t('replication.lastRead')}</dt>
        <dd>
          {store.lastReplicatedAt === null ? t('replication.never') : <Time at={store.lastReplicatedAt} />}
        </dd>
        <dt>{t('replication.next')}</dt>
        <dd>{store.nextObjectsAt === null ? t('replication.notNext') : <Time at={store.nextObjectsAt} />}</dd>
        <dt>{t('replication.nextDeleted')}</dt>
        <dd>{store.nextDeletedAt === null ? t('replication.notNext') : <Time at={store.nextDeletedAt} />}</dd>
      </dl>
      <KindTable store={store} />
    </Stack>
  );
}

interface RunningProps {
  readonly store: Status;
  readonly run: Status['running'][number];
}

function Running({ store, run }: RunningProps) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { dataUpdatedAt } = useQuery(replication);
  const read = store.kinds.reduce(
    (sum, { objects, deleted }) => sum + (run.run === 'deleted' ? deleted : objects).read,
    0,
  );
  const seconds = Math.max(1, (dataUpdatedAt - Date.parse(run.startedAt)) / 1000);
  const number = (value: number) => Math.round(value).toLocaleString(i18n.language);
  return (
    <div className="m-running" role="status">
      <Loader size={16} aria-hidden />
      <span>
        {t(`replication.running.${run.run}`)} <Time at={run.startedAt} />
        {read > 0 && ` · ${t('replication.progress', { read: number(read), rate: number(read / seconds) })}`}
      </span>
      {holds(session, 'Manage All Requests') && (
        <Link to="/admin/operations/$workflowId" params={{ workflowId: run.operationId }}>
          {t('replication.show')}
        </Link>
      )}
    </div>
  );
}

/** An attribute was added that objects indexed before lack [R5]. */
function RestoreNeeded({ store }: { store: Status }) {
  const { t } = useTranslation();
  const start = useStartReplication();
  if (store.running.some(({ run }) => run === 'restore')) return null;
  return (
    <Alert
      variant="light"
      color="yellow"
      icon={<IconRestore />}
      title={t('replication.restoreNeededTitle')}
      bg="var(--m-wait-back)"
      styles={{ title: { color: 'var(--m-wait)' }, icon: { color: 'var(--m-wait)' } }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('replication.restoreNeededText')}</Text>
        {start.error !== null && <ProblemAlert error={start.error} />}
        <Group>
          <Button
            size="sm"
            variant="default"
            loading={start.isPending}
            onClick={() => {
              start.mutate({ run: 'restore', storeIds: [store.storeId] });
            }}
          >
            {t('replication.restoreNow')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
