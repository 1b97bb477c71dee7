/** The groups that hold an object: those it is in itself, or those at any depth. */
import { SegmentedControl } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { groupsOf } from '../../api/lists.ts';
import type { DirectoryObject, Group } from '../../api/schema.ts';
import { useListPage } from '../../api/settings.ts';
import { listQuery, type ObjectSearch } from '../../app/search.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { useGroupColumns } from '../groups/group-columns.tsx';

type HoldingGroup = Group & { readonly direct: boolean };

interface MemberOfProps {
  readonly object: DirectoryObject;
  readonly search: ObjectSearch;
  readonly onSearch: (change: Partial<ObjectSearch>) => void;
}

export function MemberOf({ object: { storeId, id }, search, onSearch }: MemberOfProps) {
  const { t } = useTranslation();
  const { nested } = search;
  const page = useListPage(search);
  const query = useQuery(
    groupsOf(storeId, id, {
      ...listQuery(search),
      nested,
      ...page,
      total: true,
    }),
  );
  const ofGroups = useGroupColumns(query.data?.stores);
  const columns = useMemo((): readonly Column<HoldingGroup>[] => {
    if (nested !== true) return ofGroups;
    const through: Column<HoldingGroup> = {
      id: 'through',
      label: t('objects.through'),
      cell: (group) => t(group.direct ? 'objects.isDirect' : 'objects.isNested'),
    };
    return [...ofGroups.slice(0, 1), through, ...ofGroups.slice(1)];
  }, [nested, ofGroups, t]);
  return (
    <DataTable
      label={t('objects.memberOf')}
      columns={columns}
      rowId={(group) => group.id}
      query={query}
      total={query.data?.total}
      search={search}
      onSearch={onSearch}
      tools={
        <div className="m-tools">
          <div className="m-tools-search">
            <SearchInput
              label={t('objects.search')}
              value={search.q}
              onSearch={(q) => {
                onSearch({ q, after: undefined });
              }}
            />
          </div>
          <SegmentedControl
            aria-label={t('objects.which')}
            value={nested === true ? 'effective' : 'direct'}
            onChange={(value) => {
              onSearch({ nested: value === 'effective' ? true : undefined, after: undefined });
            }}
            data={(['direct', 'effective'] as const).map((value) => ({
              value,
              label: t(`objects.${value}`),
            }))}
          />
        </div>
      }
      empty={
        <EmptyState
          icon={IconUsersGroup}
          title={t(search.q === undefined ? 'objects.noGroups' : 'groups.noMatchTitle')}
          text={
            search.q === undefined ? t('objects.noGroupsText') : t('groups.noMatchText', { text: search.q })
          }
        />
      }
    />
  );
}
