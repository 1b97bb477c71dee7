import { ActionIcon, Group, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconColumns3,
  IconDownload,
  IconListDetails,
  IconMenu2,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../../app/search.ts';
import { type Column, isShown, toggleColumn } from './column.ts';
import { directionOf, nextSort } from './sort.ts';

interface ViewMenuProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly search: ListSearch;
  readonly onSearch: (change: Partial<ListSearch>) => void;
  /** Where the whole list can be downloaded. */
  readonly exportAddress: string | undefined;
}

/** How the rows are shown: density, columns, order (the column names are not there on a phone), download. */
export function ViewMenu<Row>({ columns, search, onSearch, exportAddress }: ViewMenuProps<Row>) {
  const { t } = useTranslation();
  const compact = search.density === 'compact';
  const density = compact ? t('table.comfortable') : t('table.compact');
  const sortable = columns.flatMap(({ label, sort }) => (sort === undefined ? [] : [{ label, sort }]));
  const icon = { variant: 'subtle', color: 'gray', size: 'lg' } as const;
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={density}>
        <ActionIcon
          {...icon}
          aria-label={density}
          onClick={() => {
            onSearch({ density: compact ? undefined : 'compact' });
          }}
        >
          {compact ? <IconListDetails size={18} /> : <IconMenu2 size={18} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" closeOnItemClick={false} withinPortal>
        <Menu.Target>
          <Tooltip label={t('table.columns')}>
            <ActionIcon {...icon} aria-label={t('table.columns')}>
              <IconColumns3 size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('table.columns')}</Menu.Label>
          {columns.map((column) => {
            const shown = isShown(column, search);
            return (
              <Menu.CheckboxItem
                key={column.id}
                disabled={column.fixed === true}
                checked={shown}
                onChange={() => {
                  onSearch(toggleColumn(column, search));
                }}
              >
                {column.label}
              </Menu.CheckboxItem>
            );
          })}
          {sortable.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('table.sortBy')}</Menu.Label>
              {sortable.map(({ label, sort }) => {
                const direction = directionOf(search.sort, sort);
                return (
                  <Menu.RadioItem
                    key={sort}
                    value={sort}
                    checked={direction !== undefined}
                    checkIcon={
                      direction === 'descending' ? (
                        <IconArrowDown size={14} aria-hidden />
                      ) : (
                        <IconArrowUp size={14} aria-hidden />
                      )
                    }
                    aria-label={direction === undefined ? label : t(`table.${direction}`, { column: label })}
                    onClick={() => {
                      onSearch({ sort: nextSort(search.sort, sort, false), after: undefined });
                    }}
                  >
                    {label}
                  </Menu.RadioItem>
                );
              })}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {exportAddress !== undefined && (
        <Tooltip label={t('table.export')}>
          <ActionIcon {...icon} component="a" href={exportAddress} download aria-label={t('table.export')}>
            <IconDownload size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
