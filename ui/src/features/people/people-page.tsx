import { IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { userList } from '../../api/queries.ts';
import type { User } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { cursorOf, limitOf } from '../../app/search.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Badge } from '../../components/state-badge.tsx';

const route = getRouteApi('/shell/people');

export function PeoplePage() {
  const { t } = useTranslation();
  const { store } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(
    userList(store.id, { search: search.q, cursor: cursorOf(search), limit: limitOf(search) }),
  );
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const columns: readonly Column<User>[] = [
    {
      id: 'name',
      label: t('people.name'),
      fixed: true,
      wide: true,
      cell: (person) => (
        <Link to="/people/$storeId/$userId" params={{ storeId: store.id, userId: person.id }}>
          <Name>{person.displayName}</Name>
        </Link>
      ),
    },
    { id: 'login', label: t('people.login'), cell: (person) => person.loginName },
    { id: 'mail', label: t('people.mail'), cell: (person) => person.mail },
    {
      id: 'state',
      label: t('people.state'),
      cell: (person) => (person.enabled ? null : <Badge tone="quiet">{t('people.disabled')}</Badge>),
    },
    { id: 'path', label: t('people.path'), cell: (person) => <bdi className="m-path">{person.path}</bdi> },
  ];
  return (
    <>
      <PageHeader title={t('navigation.people')} description={t('people.text')} />
      <DataTable
        label={t('navigation.people')}
        columns={columns}
        rowId={(person) => person.id}
        query={query}
        search={search}
        onSearch={change}
        tools={
          <SearchInput
            label={t('people.search')}
            value={search.q}
            onSearch={(q) => {
              change({ q, after: undefined });
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
