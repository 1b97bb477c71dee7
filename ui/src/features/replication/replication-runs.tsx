/** What replication did, newest first. */
import { Select } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { replicationRuns } from '../../api/replication.ts';
import type { ReplicationRun } from '../../api/schema.ts';
import { useListPage } from '../../api/settings.ts';
import { type ReplicationSearch, replicationRunKinds } from '../../app/search.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { Badge, type Tone } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';

const tones: Readonly<Record<ReplicationRun['state'], Tone>> = {
  running: 'run',
  succeeded: 'ok',
  held: 'wait',
  failed: 'bad',
  cancelled: 'quiet',
};

interface ReplicationRunsProps {
  readonly search: ReplicationSearch;
  readonly onSearch: (change: Partial<ReplicationSearch>) => void;
}

export function ReplicationRuns({ search, onSearch }: ReplicationRunsProps) {
  const { t, i18n } = useTranslation();
  const page = useListPage(search);
  const query = useQuery(
    replicationRuns({
      ...page,
      storeId: search.store,
      run: search.run,
    }),
  );
  const number = (value: number) => value.toLocaleString(i18n.language);
  const seconds = ({ startedAt, endedAt }: ReplicationRun) =>
    endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  const columns: readonly Column<ReplicationRun>[] = [
    {
      id: 'started',
      label: t('replication.columns.started'),
      fixed: true,
      cell: ({ startedAt }) => <Time at={startedAt} />,
    },
    {
      id: 'store',
      label: t('replication.columns.store'),
      fixed: true,
      cell: ({ storeName }) => <Name>{storeName}</Name>,
    },
    {
      id: 'run',
      label: t('replication.columns.run'),
      fixed: true,
      cell: ({ run }) => t(`replication.runs.${run}`),
    },
    {
      id: 'state',
      label: t('replication.columns.state'),
      fixed: true,
      wide: true,
      cell: ({ state, reason }) => (
        <>
          <Badge tone={tones[state]}>{t(`replication.states.${state}`)}</Badge>
          {reason !== null && <div className="m-why">{reason.message}</div>}
        </>
      ),
    },
    {
      id: 'counts',
      label: t('replication.columns.counts'),
      wide: true,
      cell: ({ read, added, changed, removed }) =>
        t('replication.counts', {
          read: number(read),
          added: number(added),
          changed: number(changed),
          removed: number(removed),
        }),
    },
    {
      id: 'took',
      label: t('replication.columns.took'),
      cell: (run) => {
        const took = seconds(run);
        return took === null ? null : t('replication.seconds', { seconds: number(Number(took.toFixed(1))) });
      },
    },
    {
      id: 'by',
      label: t('replication.columns.by'),
      extra: true,
      cell: ({ actorId }) => t(actorId === null ? 'replication.byTimetable' : 'replication.byPerson'),
    },
  ];
  return (
    <DataTable
      label={t('replication.tabs.runs')}
      columns={columns}
      rowId={({ id }) => id}
      query={query}
      search={search}
      onSearch={onSearch}
      tools={
        <Select
          aria-label={t('replication.columns.run')}
          placeholder={t('replication.everyRun')}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          w={260}
          maw="100%"
          data={replicationRunKinds.map((run) => ({ value: run, label: t(`replication.runs.${run}`) }))}
          value={search.run ?? null}
          onChange={(run) => {
            onSearch({ run: replicationRunKinds.find((one) => one === run), after: undefined });
          }}
        />
      }
      empty={
        <EmptyState
          icon={IconHistory}
          title={t('replication.noRunsTitle')}
          text={t('replication.noRunsText')}
        />
      }
    />
  );
}
