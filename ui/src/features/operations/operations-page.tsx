/** For operators: what is stuck first, with its reason; what runs; what failed lately. */
import { SegmentedControl } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { runList } from '../../api/queries.ts';
import type { RunSummary } from '../../api/schema.ts';
import { useListPage } from '../../api/settings.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Time } from '../../components/time.tsx';
import '../../i18n/operation-words.ts';
import { LostCriteria } from './lost-criteria.tsx';
import { RunBadge, Why } from './run-state.tsx';
import { useRunTitle } from './run-words.ts';

const route = getRouteApi('/shell/admin/operations');
const views = ['attention', 'running', 'failed'] as const;
const mostPerPage = 50;
const refreshMs = 10_000;

export function OperationsPage() {
  const { t } = useTranslation();
  const titleOf = useRunTitle();
  const search = route.useSearch();
  const page = useListPage(search);
  const navigate = route.useNavigate();
  const view = search.view ?? 'attention';
  const query = useQuery({
    ...runList({ view, ...page, limit: Math.min(page.limit, mostPerPage) }),
    refetchInterval: refreshMs,
  });
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const why: Column<RunSummary> = {
    id: 'why',
    label: t('operations.columns.why'),
    wide: true,
    cell: (run) => <Why run={run} />,
  };
  const columns: readonly Column<RunSummary>[] = [
    {
      id: 'what',
      label: t('operations.columns.what'),
      fixed: true,
      wide: true,
      cell: (run) => (
        <Link to="/admin/operations/$workflowId" params={{ workflowId: run.id }}>
          <Name>{titleOf(run)}</Name>
        </Link>
      ),
    },
    ...(view === 'running'
      ? [
          {
            id: 'state',
            label: t('operations.columns.state'),
            cell: (run: RunSummary) => <RunBadge run={run} />,
          },
        ]
      : [why]),
    {
      id: 'store',
      label: t('operations.columns.store'),
      cell: (run) => (run.storeName === null ? null : <Name>{run.storeName}</Name>),
    },
    {
      id: 'actor',
      label: t('operations.columns.actor'),
      cell: (run) => (run.actor === null ? null : <Name>{run.actor.name}</Name>),
    },
    {
      id: 'since',
      label: t('operations.columns.since'),
      cell: (run) => <Time at={run.attention?.since ?? run.endedAt ?? run.startedAt} />,
    },
  ];
  return (
    <>
      <PageHeader title={t('navigation.operations')} description={t('operations.text')} />
      {view === 'attention' && <LostCriteria roles={query.data?.lostCriteria ?? []} />}
      <DataTable
        label={t(`operations.views.${view}`)}
        columns={columns}
        views="operations"
        rowId={(run) => run.id}
        query={query}
        search={search}
        onSearch={change}
        tools={
          <SegmentedControl
            aria-label={t('operations.views.label')}
            value={view}
            onChange={(value) => {
              change({
                view: value === 'running' || value === 'failed' ? value : undefined,
                after: undefined,
              });
            }}
            data={views.map((value) => ({ value, label: t(`operations.views.${value}`) }))}
          />
        }
        empty={
          <EmptyState
            icon={IconActivity}
            title={t(`operations.none.${view}`)}
            text={t(`operations.none.${view}Text`)}
          />
        }
      />
    </>
  );
}
