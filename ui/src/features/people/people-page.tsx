import { IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersPage, usersTotal } from '../../api/lists.ts';
import { useSession } from '../../api/session.ts';
import { useListPage } from '../../api/settings.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ListTools, useDirectoryList } from '../../components/table/directory-list.tsx';
import { AddToGroup } from './add-to-group.tsx';
import { usePeopleColumns } from './people-columns.tsx';

const route = getRouteApi('/shell/people');

export function PeoplePage() {
  const { t } = useTranslation();
  const { store } = useSession();
  const search = route.useSearch();
  const page = useListPage(search);
  const navigate = route.useNavigate();
  const { stores } = search;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { asked, table } = useDirectoryList('users', search, {}, usersTotal);
  const query = useQuery(usersPage({ ...asked, ...page }));
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const columns = usePeopleColumns(query.data?.stores);
  // People join groups of their own store only.
  const selection = useMemo(
    () =>
      stores === undefined
        ? {
            selected,
            onChange: setSelected,
            bar: <AddToGroup storeId={store.id} ids={[...selected]} />,
          }
        : undefined,
    [stores, selected, store.id],
  );
  return (
    <>
      <PageHeader title={t('navigation.people')} description={t('people.text')} />
      <DataTable
        label={t('navigation.people')}
        columns={columns}
        rowId={rowId}
        query={query}
        search={search}
        onSearch={change}
        views="people"
        {...table}
        {...(selection === undefined ? {} : { selection })}
        tools={
          <ListTools
            label={t('people.search')}
            search={search}
            onSearch={(next) => {
              if (next.stores !== stores) setSelected(new Set());
              change(next);
            }}
          />
        }
        empty={
          <EmptyState
            icon={IconUserSearch}
            title={t(search.q === undefined ? 'people.noneTitle' : 'people.noMatchTitle')}
            text={search.q === undefined ? t('people.noneText') : t('people.noMatchText', { text: search.q })}
          />
        }
      />
    </>
  );
}

const rowId = (person: { id: string }): string => person.id;
