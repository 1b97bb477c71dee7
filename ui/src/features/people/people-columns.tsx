import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedStore, User } from '../../api/schema.ts';
import type { Column } from '../../components/data-table.tsx';
import { Dotted } from '../../components/dotted.tsx';
import { Name } from '../../components/name.tsx';
import { useReadableColumns } from '../../components/table/use-readable-columns.ts';
import { Badge } from '../../components/state-badge.tsx';

/** @param stores of the list; with more than one, each row names its own */
const peopleOnly = ['user'] as const;

export function usePeopleColumns(stores: readonly ListedStore[] | undefined): readonly Column<User>[] {
  const { t } = useTranslation();
  const names = stores?.map(({ id, name }) => `${id} ${name}`).join('\n') ?? '';
  const all = useMemo(() => {
    const byId = new Map(names.split('\n').map((line) => [line.slice(0, 36), line.slice(37)]));
    const store: Column<User> = {
      id: 'store',
      label: t('groups.store'),
      cell: (person) => <Name>{byId.get(person.storeId) ?? ''}</Name>,
    };
    const columns: readonly Column<User>[] = [
      {
        id: 'name',
        label: t('people.name'),
        fixed: true,
        wide: true,
        sort: 'displayName',
        cell: (person) => (
          <Link to="/people/$storeId/$userId" params={{ storeId: person.storeId, userId: person.id }}>
            <Name>{person.displayName}</Name>
          </Link>
        ),
      },
      ...(byId.size > 1 ? [store] : []),
      {
        id: 'login',
        label: t('people.login'),
        sort: 'loginName',
        cell: (person) => (person.loginName === null ? null : <Dotted>{person.loginName}</Dotted>),
      },
      {
        id: 'mail',
        label: t('people.mail'),
        sort: 'mail',
        cell: (person) => (person.mail === null ? null : <Dotted>{person.mail}</Dotted>),
      },
      { id: 'title', label: t('people.title'), extra: true, sort: 'title', cell: (person) => person.title },
      {
        id: 'department',
        label: t('people.department'),
        extra: true,
        sort: 'department',
        cell: (person) => person.department,
      },
      {
        id: 'state',
        label: t('people.state'),
        sort: 'enabled',
        cell: (person) => (person.enabled ? null : <Badge tone="quiet">{t('people.disabled')}</Badge>),
      },
      {
        id: 'path',
        label: t('people.path'),
        extra: true,
        sort: 'path',
        cell: (person) => <bdi className="m-path">{person.path}</bdi>,
      },
    ];
    return columns;
  }, [t, names]);
  return useReadableColumns(all, peopleOnly);
}
