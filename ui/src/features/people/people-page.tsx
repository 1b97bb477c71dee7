import { IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addressQuery,
  asParameter,
  filterAttributes,
  totalOf,
  usersPage,
  usersTotal,
} from '../../api/lists.ts';
import { useSession } from '../../api/session.ts';
import { cursorOf, limitOf, listQuery } from '../../app/search.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { StoreScope } from '../../components/store-scope.tsx';
import { AddToGroup } from './add-to-group.tsx';
import { usePeopleColumns } from './people-columns.tsx';

const route = getRouteApi('/shell/people');

export function PeoplePage() {
  const { t } = useTranslation();
  const { store } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { stores } = search;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const asked = { ...listQuery(search), stores };
  // What is counted does not depend on the order.
  const which = { ...asked, sort: undefined };
  const query = useQuery(usersPage({ ...asked, cursor: cursorOf(search), limit: limitOf(search) }));
  const total = useQuery(totalOf(['users', 'lists', which], () => usersTotal(which)));
  const attributes = useQuery(filterAttributes('users', stores));
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
        total={total.data}
        search={search}
        onSearch={change}
        views="people"
        exportAddress={`/api/v1/lists/users/export?${addressQuery(asked)}`}
        filtering={{
          attributes: attributes.data ?? [],
          storeId: store.id,
          count: {
            key: ['users', 'lists', which],
            of: (filter) => usersTotal({ ...which, filter: asParameter(filter) }),
          },
        }}
        {...(selection === undefined ? {} : { selection })}
        tools={
          <div className="m-tools">
            <div className="m-tools-search">
              <SearchInput
                label={t('people.search')}
                value={search.q}
                onSearch={(q) => {
                  change({ q, after: undefined });
                }}
              />
            </div>
            <StoreScope
              value={stores}
              onChange={(next) => {
                setSelected(new Set());
                change({ stores: next, after: undefined });
              }}
            />
          </div>
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
