import { SegmentedControl } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { groupList } from '../../api/queries.ts';
import type { Group } from '../../api/schema.ts';
import { holds, useSession } from '../../api/session.ts';
import { cursorOf, limitOf } from '../../app/search.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { SecurityBadge } from './security-badge.tsx';

const route = getRouteApi('/shell/groups');
const relations = ['all', 'owner', 'member'] as const;

export function GroupsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const { store } = session;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(
    groupList(store.id, {
      search: search.q,
      relation: search.relation,
      cursor: cursorOf(search),
      limit: limitOf(search),
    }),
  );
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const creates = holds(session, 'Create Static Group');
  const create = (
    <LinkButton to="/groups/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('groups.create')}
    </LinkButton>
  );
  const columns: readonly Column<Group>[] = [
    {
      id: 'name',
      label: t('groups.name'),
      fixed: true,
      wide: true,
      cell: (group) => (
        <>
          <Link to="/groups/$storeId/$groupId" params={{ storeId: store.id, groupId: group.id }} search={{}}>
            <Name>{group.displayName}</Name>
          </Link>
          {group.description !== null && (
            <div style={{ fontSize: 13, color: 'var(--mantine-color-dimmed)' }}>
              <Name>{group.description}</Name>
            </div>
          )}
        </>
      ),
    },
    {
      id: 'security',
      label: t('groups.security'),
      cell: (group) => <SecurityBadge type={group.securityType} />,
    },
    {
      id: 'owner',
      label: t('groups.owner'),
      cell: (group) => (group.owner === null ? null : <Name>{group.owner.name}</Name>),
    },
    {
      id: 'mine',
      label: t('groups.relation'),
      cell: (group) =>
        group.isOwner ? (
          <Badge tone="run">{t('groups.youOwn')}</Badge>
        ) : group.isMember ? (
          <Badge tone="ok">{t('groups.youAreIn')}</Badge>
        ) : null,
    },
    { id: 'mail', label: t('groups.mail'), cell: (group) => group.mail },
  ];
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
        rowId={(group) => group.id}
        query={query}
        search={search}
        onSearch={change}
        tools={
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
            <div style={{ flex: '1 1 220px', maxWidth: 400 }}>
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
              value={search.relation ?? 'all'}
              onChange={(value) => {
                change({
                  relation: value === 'owner' || value === 'member' ? value : undefined,
                  after: undefined,
                });
              }}
              data={relations.map((value) => ({ value, label: t(`groups.relations.${value}`) }))}
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
              title={t(`groups.none.${search.relation ?? 'all'}.title`)}
              text={t(`groups.none.${search.relation ?? 'all'}.text`)}
              action={creates ? create : undefined}
            />
          )
        }
      />
    </>
  );
}
