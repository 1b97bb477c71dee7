/** One's own requests, and all of the store for those who may see them. */
import { Button, Group, Select } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { actions } from '../../../../workflows/contracts/actions.ts';
import { requestStates } from '../../../../workflows/contracts/requests.ts';
import { asParameter, filterAttributes } from '../../api/lists.ts';
import { requestList } from '../../api/queries.ts';
import type { RequestSummary } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { useListPage } from '../../api/settings.ts';
import { type RequestsSearch } from '../../app/search.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { useRequestTitle } from './request-words.ts';

const mine = getRouteApi('/shell/requests');
const all = getRouteApi('/shell/requests/all');

export function MyRequestsPage() {
  const { t } = useTranslation();
  const navigate = mine.useNavigate();
  return (
    <>
      <PageHeader title={t('requests.mine')} description={t('requests.mineText')} />
      <RequestsTable
        scope="mine"
        search={mine.useSearch()}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
      />
    </>
  );
}

export function AllRequestsPage() {
  const { t } = useTranslation();
  const navigate = all.useNavigate();
  return (
    <>
      <PageHeader title={t('requests.all')} description={t('requests.allText')} />
      <RequestsTable
        scope="all"
        search={all.useSearch()}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
      />
    </>
  );
}

interface RequestsTableProps {
  readonly scope: 'mine' | 'all';
  readonly search: RequestsSearch;
  readonly onSearch: (change: Partial<RequestsSearch>) => void;
}

function RequestsTable({ scope, search, onSearch }: RequestsTableProps) {
  const { t } = useTranslation();
  const titleOf = useRequestTitle();
  const page = useListPage(search);
  const query = useQuery({
    ...requestList({
      scope,
      state: search.state,
      action: search.action,
      filter: asParameter(search.filter),
      ...page,
    }),
    refetchInterval: 15_000,
  });
  const { store } = useSession();
  const attributes = useQuery(filterAttributes('requests', undefined));
  const filtered = search.state !== undefined || search.action !== undefined;
  const requester: Column<RequestSummary> = {
    id: 'requester',
    label: t('requests.requester'),
    cell: (request) => <Name>{request.requester.name}</Name>,
  };
  const columns: readonly Column<RequestSummary>[] = [
    {
      id: 'what',
      label: t('requests.what'),
      fixed: true,
      wide: true,
      cell: (request) => (
        <Link to="/requests/$requestId" params={{ requestId: request.id }} search={{}}>
          <Name>{titleOf(request)}</Name>
        </Link>
      ),
    },
    ...(scope === 'all' ? [requester] : []),
    { id: 'state', label: t('requests.state'), cell: (request) => <StateBadge state={request.state} /> },
    { id: 'asked', label: t('requests.asked'), cell: (request) => <Time at={request.createdAt} /> },
    {
      id: 'finished',
      label: t('requests.finished'),
      cell: (request) => (request.finishedAt === null ? null : <Time at={request.finishedAt} />),
    },
  ];
  return (
    <DataTable
      label={t(scope === 'mine' ? 'requests.mine' : 'requests.all')}
      columns={columns}
      rowId={(request) => request.id}
      query={query}
      search={search}
      onSearch={onSearch}
      filtering={{ attributes: attributes.data ?? [], storeId: store.id }}
      views={scope === 'mine' ? 'requests' : 'requests-all'}
      tools={
        <Group gap="xs">
          <Select
            aria-label={t('requests.filterState')}
            placeholder={t('requests.anyState')}
            clearable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            w={180}
            data={requestStates.map((value) => ({ value, label: t(`states.${value}`) }))}
            value={search.state ?? null}
            onChange={(value) => {
              onSearch({ state: requestStates.find((one) => one === value), after: undefined });
            }}
          />
          <Select
            aria-label={t('requests.filterAction')}
            placeholder={t('requests.anyAction')}
            clearable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            w={200}
            data={actions.map((value) => ({ value, label: t(`actions.${value}`) }))}
            value={search.action ?? null}
            onChange={(value) => {
              onSearch({ action: actions.find((one) => one === value), after: undefined });
            }}
          />
        </Group>
      }
      empty={
        <EmptyState
          icon={IconSend}
          title={t(filtered ? 'requests.noMatch' : 'requests.none')}
          text={t(filtered ? 'requests.noMatchText' : 'requests.noneText')}
          action={
            filtered ? (
              <Button
                variant="default"
                onClick={() => {
                  onSearch({ state: undefined, action: undefined, after: undefined });
                }}
              >
                {t('filter.clear')}
              </Button>
            ) : (
              <LinkButton to="/groups">{t('home.findGroups')}</LinkButton>
            )
          }
        />
      }
    />
  );
}
