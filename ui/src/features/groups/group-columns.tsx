import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group, ListedStore } from '../../api/schema.ts';
import type { Column } from '../../components/data-table.tsx';
import { Day } from '../../components/day.tsx';
import { Dotted } from '../../components/dotted.tsx';
import { Name } from '../../components/name.tsx';
import { useReadableColumns } from '../../components/table/use-readable-columns.ts';
import { Badge } from '../../components/state-badge.tsx';
import { useAttributeWords } from '../../components/use-attribute-words.ts';
import { SecurityBadge } from './security-badge.tsx';

/** @param stores of the list; with more than one, each row names its own */
const groupsOnly = ['group'] as const;

export function useGroupColumns(stores: readonly ListedStore[] | undefined): readonly Column<Group>[] {
  const { t } = useTranslation();
  const { value } = useAttributeWords();
  // Rows are drawn again when their columns change: keep them while nothing of them does.
  const names = stores?.map(({ id, name }) => `${id} ${name}`).join('\n') ?? '';
  const all = useMemo(() => {
    const byId = new Map(names.split('\n').map((line) => [line.slice(0, 36), line.slice(37)]));
    const store: Column<Group> = {
      id: 'store',
      label: t('groups.store'),
      cell: (group) => <Name>{byId.get(group.storeId) ?? ''}</Name>,
    };
    const columns: readonly Column<Group>[] = [
      {
        id: 'name',
        label: t('groups.name'),
        fixed: true,
        wide: true,
        sort: 'displayName',
        cell: (group) => (
          <>
            <Link
              to="/groups/$storeId/$groupId"
              params={{ storeId: group.storeId, groupId: group.id }}
              search={{}}
            >
              <Name>{group.displayName}</Name>
            </Link>
            {group.description !== null && (
              <div className="m-second">
                <Name>{group.description}</Name>
              </div>
            )}
          </>
        ),
      },
      ...(byId.size > 1 ? [store] : []),
      {
        id: 'security',
        label: t('groups.security'),
        sort: 'securityType',
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
      {
        id: 'until',
        label: t('groups.end'),
        extra: true,
        cell: (group) => (group.memberUntil === null ? null : <Day at={group.memberUntil} />),
      },
      {
        id: 'mail',
        label: t('groups.mail'),
        sort: 'mail',
        cell: (group) => (group.mail === null ? null : <Dotted>{group.mail}</Dotted>),
      },
      {
        id: 'account',
        label: t('groups.accountName'),
        extra: true,
        sort: 'accountName',
        cell: (group) => group.accountName,
      },
      {
        id: 'kind',
        label: t('groups.kind'),
        extra: true,
        sort: 'groupCategory',
        cell: (group) => (group.category === null ? null : value('groupCategory', group.category)),
      },
      {
        id: 'path',
        label: t('groups.path'),
        extra: true,
        sort: 'path',
        cell: (group) => <bdi className="m-path">{group.path}</bdi>,
      },
    ];
    return columns;
    // The words change with the language only.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [t, names]);
  return useReadableColumns(all, groupsOnly);
}
