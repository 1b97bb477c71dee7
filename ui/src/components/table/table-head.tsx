import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '../../app/search.ts';
import type { Column } from './column.ts';
import { directionOf, nextSort } from './sort.ts';

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly search: ListSearch;
  readonly onSearch: (change: Partial<ListSearch>) => void;
  /** The cell above the rows' checkboxes. */
  readonly check: ReactNode;
}

const icons = { ascending: IconArrowUp, descending: IconArrowDown } as const;

/** Column names; those the API can sort by are buttons. Shift keeps the order there is and refines it. */
export function TableHead<Row>({ columns, search, onSearch, check }: TableHeadProps<Row>) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        {check}
        {columns.map(({ id, label, sort }) => {
          if (sort === undefined) {
            return (
              <th key={id} scope="col">
                {label}
              </th>
            );
          }
          const direction = directionOf(search.sort, sort);
          const Sign = direction === undefined ? IconSelector : icons[direction];
          return (
            <th key={id} scope="col" aria-sort={direction ?? 'none'}>
              <button
                type="button"
                className="m-sort"
                title={t('table.sortHint')}
                onClick={(event) => {
                  onSearch({ sort: nextSort(search.sort, sort, event.shiftKey), after: undefined });
                }}
              >
                {label}
                <Sign size={14} aria-hidden data-idle={direction === undefined || undefined} />
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
