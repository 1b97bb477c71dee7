/** After a store was made: read it now, or leave it to the timetable [stores-and-links S3]. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { replication } from '../../api/replication.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { LinkButton } from '../../components/link.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Time } from '../../components/time.tsx';
import { useStartReplication } from '../replication/use-start-replication.ts';
import { HealthBadge } from './store-health.tsx';

export function StoreCreated({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const replicates = holds(session, 'Manage Replication');
  const overview = useQuery({ ...replication, enabled: replicates });
  const start = useStartReplication();
  const next = overview.data?.stores.find(({ storeId }) => storeId === store.id)?.nextObjectsAt;
  return (
    <Stack gap="md">
      <Group gap="4px 12px">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>
          {t('stores.connected', { name: store.name })}
        </Title>
        <HealthBadge store={store} />
      </Group>
      {store.healthMessage !== null && (
        <Text size="sm" className="m-why">
          {store.healthMessage}
        </Text>
      )}
      {replicates ? (
        <>
          <Text size="sm">
            {t('stores.readQuestion')}{' '}
            {next !== undefined && next !== null && (
              <>
                {t('stores.readLaterAt')} <Time at={next} />.
              </>
            )}
          </Text>
          {start.error !== null && <ProblemAlert error={start.error} />}
          <Group gap="sm">
            <Button
              loading={start.isPending}
              onClick={() => {
                start.mutate(
                  { run: 'objects', storeIds: [store.id] },
                  {
                    onSuccess: () =>
                      void navigate({
                        to: '/admin/stores/$storeId',
                        params: { storeId: store.id },
                        search: { tab: 'replication' },
                      }),
                  },
                );
              }}
            >
              {t('stores.replicateNow')}
            </Button>
            <LinkButton variant="default" to="/admin/stores">
              {t('stores.replicateLater')}
            </LinkButton>
          </Group>
        </>
      ) : (
        <Group>
          <LinkButton to="/admin/stores">{t('stores.toStores')}</LinkButton>
        </Group>
      )}
    </Stack>
  );
}
