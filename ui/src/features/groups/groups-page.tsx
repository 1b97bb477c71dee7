import { SegmentedControl } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  addressQuery,
  asParameter,
  filterAttributes,
  groupsPage,
  groupsTotal,
  totalOf,
} from '../../api/lists.ts';
import { holds, useSession } from '../../api/session.ts';
import { cursorOf, limitOf, listQuery } from '../../app/search.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { StoreScope } from '../../components/store-scope.tsx';
import { useGroupColumns } from './group-columns.tsx';

const route = getRouteApi('/shell/groups');
const relations = ['all', 'owner', 'member'] as const;

export function GroupsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { stores, relation } = search;
  const asked = { ...listQuery(search), stores, relation };
  // What is counted does not depend on the order.
  const which = { ...asked, sort: undefined };
  const query = useQuery(groupsPage({ ...asked, cursor: cursorOf(search), limit: limitOf(search) }));
  const total = useQuery(totalOf(['groups', 'lists', which], () => groupsTotal(which)));
  const attributes = useQuery(filterAttributes('groups', stores));
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const columns = useGroupColumns(query.data?.stores);
  const creates = holds(session, 'Create Static Group');
  const create = (
    <LinkButton to="/groups/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('groups.create')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t('navigation.groups')}
        description={t('groups.text')}
        actions={creates ? create : undefined}
      />
      <DataTable
        label={t('navigation.groups')}
        columns={columns}
        rowId={rowId}
        query={query}
        total={total.data}
        search={search}
        onSearch={change}
        views="groups"
        exportAddress={`/api/v1/lists/groups/export?${addressQuery(asked)}`}
        filtering={{
          attributes: attributes.data ?? [],
          storeId: session.store.id,
          count: {
            key: ['groups', 'lists', which],
            of: (filter) => groupsTotal({ ...which, filter: asParameter(filter) }),
          },
        }}
        tools={
          <div className="m-tools">
            <div className="m-tools-search">
              <SearchInput
                label={t('groups.search')}
                value={search.q}
                onSearch={(q) => {
                  change({ q, after: undefined });
                }}
              />
            </div>
            <SegmentedControl
              aria-label={t('groups.which')}
              value={relation ?? 'all'}
              onChange={(value) => {
                change({
                  relation: value === 'owner' || value === 'member' ? value : undefined,
                  after: undefined,
                });
              }}
              data={relations.map((value) => ({ value, label: t(`groups.relations.${value}`) }))}
            />
            <StoreScope
              value={stores}
              onChange={(next) => {
                change({ stores: next, after: undefined });
              }}
            />
          </div>
        }
        empty={
          search.q !== undefined ? (
            <EmptyState
              icon={IconUsersGroup}
              title={t('groups.noMatchTitle')}
              text={t('groups.noMatchText', { text: search.q })}
            />
          ) : (
            <EmptyState
              icon={IconUsersGroup}
              title={t(`groups.none.${relation ?? 'all'}.title`)}
              text={t(`groups.none.${relation ?? 'all'}.text`)}
              action={creates ? create : undefined}
            />
          )
        }
      />
    </>
  );
}

const rowId = (group: { storeId: string; id: string }): string => `${group.storeId}/${group.id}`;
