import { Group, Stack, Title } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { replication } from '../../api/replication.ts';
import type { StoreReplication as Status } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { HealthBadge } from '../stores/store-health.tsx';
import { ReplicationActions } from './replication-actions.tsx';
import { StoreReplication } from './store-replication.tsx';

/** What needs a decision first, then what fails, then the rest by name. */
const rankOf = ({ held, health }: Status): number => (held.length > 0 ? 0 : health === 'errors' ? 1 : 2);

export function ReplicationStatus() {
  const { t } = useTranslation();
  const query = useQuery(replication);
  const stores = query.data?.stores.toSorted((a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name));
  if (stores === undefined) {
    return (
      <Panel>
        <Waiting query={query} lines={6} />
      </Panel>
    );
  }
  if (stores.length === 0) {
    return (
      <Panel>
        <EmptyState icon={IconDatabase} title={t('stores.noneTitle')} text={t('stores.noneText')} />
      </Panel>
    );
  }
  return (
    <Stack gap={20}>
      {query.error !== null && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      {stores.map((store) => (
        <StorePart key={store.storeId} store={store} />
      ))}
    </Stack>
  );
}

function StorePart({ store }: { store: Status }) {
  const session = useSession();
  const name = <Name>{store.name}</Name>;
  return (
    <Panel>
      <Group justify="space-between" align="flex-start" gap="sm" mb="md">
        <Group gap="4px 12px" style={{ flex: '1 1 240px', minWidth: 0 }}>
          <Title order={2} style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
            {holds(session, 'Manage Identity Store') ? (
              <Link
                to="/admin/stores/$storeId"
                params={{ storeId: store.storeId }}
                search={{ tab: 'replication' }}
                className="m-title-link"
              >
                {name}
              </Link>
            ) : (
              name
            )}
          </Title>
          <HealthBadge store={store} />
        </Group>
        {store.enabled && (
          <Group gap="xs" wrap="nowrap">
            <ReplicationActions store={store} small />
          </Group>
        )}
      </Group>
      <StoreReplication store={store} />
    </Panel>
  );
}
