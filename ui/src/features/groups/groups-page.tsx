import { SegmentedControl } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { groupsPage, groupsTotal } from '../../api/lists.ts';
import { holds, useSession } from '../../api/session.ts';
import { useListPage } from '../../api/settings.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ListTools, useDirectoryList } from '../../components/table/directory-list.tsx';
import { useGroupColumns } from './group-columns.tsx';

const route = getRouteApi('/shell/groups');
const relations = ['all', 'owner', 'member'] as const;

export function GroupsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const search = route.useSearch();
  const page = useListPage(search);
  const navigate = route.useNavigate();
  const { relation } = search;
  const { asked, table } = useDirectoryList('groups', search, { relation }, groupsTotal);
  const query = useQuery(groupsPage({ ...asked, ...page }));
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
        search={search}
        onSearch={change}
        views="groups"
        {...table}
        tools={
          <ListTools label={t('groups.search')} search={search} onSearch={change}>
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
          </ListTools>
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
