/** All identity stores as cards [stores-and-links S5]. */
import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconDatabase, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { stores as storesQuery } from '../../api/queries.ts';
import { replication } from '../../api/replication.ts';
import type { IdentityStore, StoreReplication } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkAnchor, LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { HealthBadge, HealthFactors } from './store-health.tsx';
import { StoreMenu } from './store-menu.tsx';
import '../../i18n/factor-words.ts';
import '../../i18n/replication-words.ts';

export function StoresPage() {
  const { t } = useTranslation();
  const session = useSession();
  const stores = useQuery({ ...storesQuery, refetchInterval: 20_000 });
  const status = useQuery({
    ...replication,
    enabled: holds(session, 'Manage Replication') && session.administersAll,
  });
  const create = holds(session, 'Create Identity Store') ? (
    <LinkButton to="/admin/stores/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('stores.create')}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t('navigation.stores')}
        description={t('stores.text')}
        actions={
          <>
            {holds(session, 'Manage Admin Center Settings') && (
              <LinkButton variant="default" to="/admin/stores/questions">
                {t('factors.pool.link')}
              </LinkButton>
            )}
            {create}
          </>
        }
      />
      {stores.data === undefined && (
        <Panel>
          <Waiting query={stores} lines={5} />
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
          <StoreCard
            key={store.id}
            store={store}
            replication={status.data?.stores.find(({ storeId }) => storeId === store.id)}
          />
        ))}
      </SimpleGrid>
    </>
  );
}

interface StoreCardProps {
  readonly store: IdentityStore;
  readonly replication: StoreReplication | undefined;
}

function StoreCard({ store, replication: status }: StoreCardProps) {
  const { t } = useTranslation();
  const { domain } = store.settings;
  const editLabel = t('common.editOne', { name: store.name });
  return (
    <Panel>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" align="flex-start" gap="sm" wrap="nowrap">
          <Title order={2} style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
            <Link to="/admin/stores/$storeId" params={{ storeId: store.id }} className="m-title-link">
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
        <HealthFactors store={store} replication={status} />
        <dl className="m-facts">
          <dt>{t('stores.kind')}</dt>
          <dd>{t(`storeKinds.${store.kind}`)}</dd>
          {typeof domain === 'string' && (
            <>
              <dt>{t('stores.domain')}</dt>
              <dd>
                <Name>{domain}</Name>
              </dd>
            </>
          )}
          <dt>{t('stores.replicated')}</dt>
          <dd>
            {store.lastReplicatedAt === null ? t('stores.never') : <Time at={store.lastReplicatedAt} />}
            {status !== undefined && status.running.length > 0 && (
              <>
                {' '}
                <Badge tone="run">{t('stores.runningNow')}</Badge>
              </>
            )}
          </dd>
          <dt>{t('stores.history.label')}</dt>
          <dd>{t(store.historyViews ? 'stores.history.on' : 'stores.history.off')}</dd>
          <dt>{t('stores.secondFactor')}</dt>
          <dd>
            {store.secondFactor.roles === 0
              ? t('stores.secondFactorNone')
              : t('stores.secondFactorRoles', {
                  count: store.secondFactor.of,
                  roles: store.secondFactor.roles,
                })}
          </dd>
          {status !== undefined && status.held.length > 0 && (
            <>
              <dt>{t('stores.waiting')}</dt>
              <dd>
                <LinkAnchor
                  to="/admin/stores/$storeId"
                  params={{ storeId: store.id }}
                  search={{ tab: 'replication' }}
                  size="sm"
                >
                  {t('stores.heldRemovals', { count: status.held.length })}
                </LinkAnchor>
              </dd>
            </>
          )}
        </dl>
        <Group gap="xs" mt="auto" pt={4}>
          <LinkButton
            variant="default"
            to="/admin/stores/$storeId"
            params={{ storeId: store.id }}
            aria-label={editLabel}
            leftSection={<IconPencil size={16} aria-hidden />}
          >
            {t('common.edit')}
          </LinkButton>
          <StoreMenu store={store} />
        </Group>
      </Stack>
    </Panel>
  );
}
