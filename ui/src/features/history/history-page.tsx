import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isRequested } from '../../../../workflows/contracts/actions.ts';
import { asParameter, filterAttributes } from '../../api/lists.ts';
import { historyList } from '../../api/queries.ts';
import type { HistoryEntry } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { useListPage } from '../../api/settings.ts';
import { BreakGlassBadge } from '../../components/break-glass-badge.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Time } from '../../components/time.tsx';
import { DeletedStore } from '../requests/deleted-store.tsx';
import { EntryChange } from './history-entries.tsx';
import { HistoryOff } from './history-off.tsx';
import { NoHistory } from './no-history.tsx';

const route = getRouteApi('/shell/history');

export function HistoryPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const page = useListPage(search);
  const navigate = route.useNavigate();
  const query = useQuery(
    historyList({
      filter: asParameter(search.filter),
      ...page,
    }),
  );
  const { store } = useSession();
  const off = query.data?.off ?? [];
  const attributes = useQuery(filterAttributes('history', undefined));
  const columns: readonly Column<HistoryEntry>[] = [
    { id: 'at', label: t('history.when'), fixed: true, cell: (entry) => <Time at={entry.at} /> },
    { id: 'who', label: t('history.who'), cell: (entry) => <Name>{entry.actor.name}</Name> },
    {
      id: 'object',
      label: t('history.object'),
      fixed: true,
      cell: (entry) =>
        entry.storeDeletedAt !== null ? (
          <>
            <Name>{entry.object.name}</Name>
            <DeletedStore of={entry} />
          </>
        ) : entry.object.kind === 'group' && entry.operation !== 'delete' ? (
          <Link
            to="/groups/$storeId/$groupId"
            params={{ storeId: entry.storeId, groupId: entry.object.id }}
            search={{}}
          >
            <Name>{entry.object.name}</Name>
          </Link>
        ) : (
          <Name>{entry.object.name}</Name>
        ),
    },
    {
      id: 'change',
      label: t('history.change'),
      wide: true,
      cell: (entry) => (
        <>
          {entry.source === 'breakGlass' && (
            <>
              <BreakGlassBadge />{' '}
            </>
          )}
          <EntryChange entry={entry} />
        </>
      ),
    },
    {
      id: 'request',
      label: t('history.request'),
      cell: (entry) =>
        // What changes no directory is no request.
        !isRequested(entry.action) ? (
          t(`actions.${entry.action}`)
        ) : (
          <Link to="/requests/$requestId" params={{ requestId: entry.requestId }} search={{}}>
            {t(`actions.${entry.action}`)}
          </Link>
        ),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('navigation.history')}
        description={
          <>
            {t('history.text')}
            {query.data !== undefined && query.data.items.length > 0 && <HistoryOff off={off} />}
          </>
        }
      />
      <DataTable
        label={t('navigation.history')}
        columns={columns}
        rowId={(entry) => entry.id}
        query={query}
        search={search}
        views="history"
        filtering={{ attributes: attributes.data ?? [], storeId: store.id }}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
        empty={<NoHistory off={off} />}
      />
    </>
  );
}
