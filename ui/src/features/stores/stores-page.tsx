import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDatabase, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { stores as storesQuery } from '../../api/queries.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge, type Tone } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';

export function StoresPage() {
  const { t } = useTranslation();
  const session = useSession();
  const stores = useQuery({ ...storesQuery, refetchInterval: 20_000 });
  const create = holds(session, 'Create Identity Store') ? (
    <LinkButton to="/admin/stores/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('stores.create')}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader title={t('navigation.stores')} description={t('stores.text')} actions={create} />
      {stores.data === undefined && (
        <Panel>
          {stores.error === null ? (
            <Lines count={5} />
          ) : (
            <ProblemAlert error={stores.error} onRetry={() => void stores.refetch()} />
          )}
        </Panel>
      )}
      {stores.data?.items.length === 0 && (
        <EmptyState
          icon={IconDatabase}
          title={t('stores.noneTitle')}
          text={t('stores.noneText')}
          action={create}
        />
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing={20}>
        {stores.data?.items.map((store) => (
          <StoreCard key={store.id} store={store} />
        ))}
      </SimpleGrid>
    </>
  );
}

const tones = { healthy: 'ok', errors: 'bad', unknown: 'quiet' } as const satisfies Record<string, Tone>;

export function HealthBadge({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  if (!store.enabled) return <Badge tone="quiet">{t('stores.disabled')}</Badge>;
  if (store.pausedReason !== null) return <Badge tone="wait">{t('stores.paused')}</Badge>;
  return <Badge tone={tones[store.health]}>{t(`stores.health.${store.health}`)}</Badge>;
}

function StoreCard({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const session = useSession();
  const why = store.pausedReason ?? store.healthMessage;
  return (
    <Panel>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Title order={2} style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
            <Link
              to="/admin/stores/$storeId"
              params={{ storeId: store.id }}
              style={{ color: 'inherit', textDecoration: 'none' }}
            >
              <Name>{store.name}</Name>
            </Link>
          </Title>
          <HealthBadge store={store} />
        </Group>
        {store.description !== '' && (
          <Text size="sm" c="dimmed">
            <Name>{store.description}</Name>
          </Text>
        )}
        <dl className="m-facts">
          <dt>{t('stores.kind')}</dt>
          <dd>{t(`storeKinds.${store.kind}`)}</dd>
          <dt>{t('stores.replicated')}</dt>
          <dd>
            {store.lastReplicatedAt === null ? t('stores.never') : <Time at={store.lastReplicatedAt} />}
          </dd>
        </dl>
        {why !== null && (
          <Text size="sm" style={{ color: 'var(--m-bad)', overflowWrap: 'anywhere' }}>
            {why}
          </Text>
        )}
        {store.enabled && holds(session, 'Manage Replication') && <ReplicateButton storeId={store.id} />}
      </Stack>
    </Panel>
  );
}

export function ReplicateButton({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const replicate = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/stores/{storeId}/replicate', { params: { path: { storeId } }, body: null })),
    onSuccess: () => {
      notifications.show({ message: t('stores.replicating') });
    },
  });
  return (
    <>
      {replicate.error !== null && <ProblemAlert error={replicate.error} />}
      <Button
        variant="default"
        size="sm"
        w="fit-content"
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={replicate.isPending}
        onClick={() => {
          replicate.mutate();
        }}
      >
        {t('stores.replicate')}
      </Button>
    </>
  );
}
