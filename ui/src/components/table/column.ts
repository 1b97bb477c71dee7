import type { ReactNode } from 'react';
import type { ListSearch } from '../../app/search.ts';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** The first column, and others that say what the row is, cannot be hidden. */
  readonly fixed?: boolean;
  readonly wide?: boolean;
  /** Shown only when asked for. */
  readonly extra?: boolean;
  /** The attribute the API sorts by for this column. */
  readonly sort?: string;
}

export const isShown = (
  column: Pick<Column<never>, 'id' | 'fixed' | 'extra'>,
  search: Pick<ListSearch, 'hide' | 'show'>,
): boolean =>
  column.fixed === true ||
  (column.extra === true
    ? search.show?.includes(column.id) === true
    : search.hide?.includes(column.id) !== true);

/** The change of the address that shows or hides a column. */
export function toggleColumn(
  column: Pick<Column<never>, 'id' | 'extra'>,
  search: ListSearch,
): Partial<ListSearch> {
  const key = column.extra === true ? 'show' : 'hide';
  const listed = search[key] ?? [];
  const next = listed.includes(column.id) ? listed.filter((id) => id !== column.id) : [...listed, column.id];
  return { [key]: next.length === 0 ? undefined : next };
}
