/** What answers searches: how it is, how far behind, and its indices [stores-and-links R9, R10]. */
import { Button, Loader, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDatabaseSearch } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { replication, searchEngine } from '../../api/replication.ts';
import type { SearchEngine as Engine } from '../../api/schema.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { BadAlert, ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { IndexTable } from './index-table.tsx';
import { toneOf } from './tones.ts';
import { UnusedIndices } from './unused-indices.tsx';

export function SearchEngine() {
  const { t } = useTranslation();
  const query = useQuery(searchEngine);
  if (query.data === undefined) {
    return (
      <Panel>
        <Waiting query={query} lines={5} />
      </Panel>
    );
  }
  if (query.data.engine === 'postgresql') {
    return (
      <Panel>
        <EmptyState
          icon={IconDatabaseSearch}
          title={t('replication.engine.postgresTitle')}
          text={t('replication.engine.postgresText')}
        />
      </Panel>
    );
  }
  return (
    <Stack gap={20}>
      <Behind engine={query.data} />
      {query.data.health !== null && <Health health={query.data.health} />}
      <UnusedIndices />
    </Stack>
  );
}

function Behind({ engine: { behind, health, rebuilding } }: { engine: Engine }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const rebuild = useMutation({
    mutationFn: () => unwrap(api.POST('/search-engine/rebuild', { body: {} })),
    onSuccess: async ({ stores }) => {
      notifications.show({ message: t('replication.engine.rebuilding', { count: stores }) });
      await client.invalidateQueries({ queryKey: ['search-engine'] });
    },
  });
  const failing = health === null || behind.failingSince !== null;
  return (
    <Panel
      title={t('replication.engine.title')}
      actions={
        <Button
          variant="default"
          size="sm"
          loading={rebuild.isPending}
          disabled={rebuilding > 0}
          onClick={() => {
            rebuild.mutate();
          }}
        >
          {t('replication.engine.rebuild')}
        </Button>
      }
    >
      <Stack gap="md">
        {rebuild.error !== null && <ProblemAlert error={rebuild.error} />}
        {rebuilding > 0 && (
          <div className="m-running" role="status">
            <Loader size={16} aria-hidden />
            <span>{t('replication.engine.rebuilding', { count: rebuilding })}</span>
          </div>
        )}
        {failing && (
          <BadAlert role="status" title={t('replication.engine.away')}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {behind.failure ?? t('replication.engine.awayText')}
            </Text>
            {behind.failingSince !== null && (
              <Text size="sm" mt={4}>
                {t('replication.engine.since')} <Time at={behind.failingSince} />
              </Text>
            )}
          </BadAlert>
        )}
        <dl className="m-facts">
          <dt>{t('replication.engine.cluster')}</dt>
          <dd>
            {health === null ? (
              <Badge tone="bad">{t('replication.engine.unknown')}</Badge>
            ) : (
              <Badge tone={toneOf[health.cluster]}>{t(`replication.colours.${health.cluster}`)}</Badge>
            )}
          </dd>
          <dt>{t('replication.engine.waiting')}</dt>
          <dd>
            {behind.waiting === 0
              ? t(failing ? 'replication.engine.nothingWaits' : 'replication.engine.upToDate')
              : behind.waiting.toLocaleString(i18n.language)}
            {behind.since !== null && (
              <>
                {' · '}
                {t('replication.engine.oldest')} <Time at={behind.since} />
              </>
            )}
          </dd>
          {behind.refused > 0 && (
            <>
              <dt>{t('replication.engine.refused')}</dt>
              <dd>
                {behind.refused.toLocaleString(i18n.language)} · {t('replication.engine.refusedHint')}
              </dd>
            </>
          )}
        </dl>
      </Stack>
    </Panel>
  );
}

function Health({ health }: { health: NonNullable<Engine['health']> }) {
  const { t, i18n } = useTranslation();
  const stores = useQuery(replication);
  const names = new Map(stores.data?.stores.map(({ storeId, name }) => [storeId, name]));
  return (
    <>
      <Panel flush title={t('replication.engine.nodes')}>
        <div className="m-table-scroll">
          <table className="m-table" aria-label={t('replication.engine.nodes')}>
            <thead>
              <tr>
                <th scope="col">{t('replication.engine.node')}</th>
                <th scope="col">{t('replication.engine.role')}</th>
                <th scope="col">{t('replication.engine.disk')}</th>
              </tr>
            </thead>
            <tbody>
              {health.nodes.map(({ name, master, diskUsed, disk }) => (
                <tr key={name}>
                  <td>
                    <Name>{name}</Name>
                  </td>
                  <td data-label={t('replication.engine.role')}>
                    {t(master ? 'replication.engine.master' : 'replication.engine.member')}
                  </td>
                  <td data-wide data-label={t('replication.engine.disk')}>
                    {diskUsed === null ? (
                      t('replication.engine.unknown')
                    ) : (
                      <Badge tone={toneOf[disk]}>
                        {(diskUsed / 100).toLocaleString(i18n.language, {
                          style: 'percent',
                          maximumFractionDigits: 0,
                        })}
                      </Badge>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel flush title={t('replication.engine.indices')}>
        <IndexTable
          label={t('replication.engine.indices')}
          indices={health.indices}
          storeName={(id) => names.get(id) ?? t('replication.engine.deletedStore')}
        />
      </Panel>
    </>
  );
}
