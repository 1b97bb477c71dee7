import { Skeleton } from '@mantine/core';
import { memo, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './column.ts';
import { type Selection, toggled } from './selection.tsx';

interface TableRowsProps<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly selection: Selection<Row> | undefined;
  readonly old: boolean;
  readonly body: Ref<HTMLTableSectionElement>;
}

/** Each row is drawn again only when it, its columns or its own selection change: see {@link TableRow}. */
export function TableRows<Row>({ rows, columns, rowId, selection, old, body }: TableRowsProps<Row>) {
  return (
    <tbody
      ref={body}
      data-old={old || undefined}
      // One for all checkboxes, so that no row needs to know the selection.
      onChange={(event) => {
        const box = event.target as Partial<HTMLInputElement>;
        if (selection === undefined || box.name === undefined) return;
        selection.onChange(toggled(selection.selected, [box.name], box.checked === true));
      }}
    >
      {rows === undefined
        ? skeletonRows(columns.length + (selection === undefined ? 0 : 1))
        : rows.map((row) => {
            const id = rowId(row);
            return (
              <TableRow
                key={id}
                id={id}
                row={row}
                columns={columns}
                check={
                  selection === undefined
                    ? null
                    : selection.maySelect?.(row) === false
                      ? 'refused'
                      : 'offered'
                }
                selected={selection?.selected.has(id) === true}
              />
            );
          })}
    </tbody>
  );
}

interface TableRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  /** Null in lists without a selection. */
  readonly check: 'offered' | 'refused' | null;
  readonly selected: boolean;
}

function OneRow<Row>({ id, row, columns, check, selected }: TableRowProps<Row>) {
  const { t } = useTranslation();
  return (
    <tr data-selected={selected || undefined}>
      {check !== null && (
        <td className="m-check">
          <input
            type="checkbox"
            className="m-checkbox"
            name={id}
            aria-label={t('table.select')}
            disabled={check === 'refused'}
            checked={selected}
            readOnly
          />
        </td>
      )}
      {columns.map((column, index) => {
        const content = column.cell(row);
        return (
          <td
            key={column.id}
            data-wide={column.wide === true || undefined}
            data-label={index === 0 ? undefined : column.label}
            data-empty={content === null || content === '' ? true : undefined}
          >
            {content}
          </td>
        );
      })}
    </tr>
  );
}

const TableRow = memo(OneRow) as typeof OneRow;

const skeletonRows = (columns: number): ReactNode =>
  Array.from({ length: 8 }, (_, row) => (
    <tr key={row} aria-hidden>
      {Array.from({ length: columns }, (_cell, column) => (
        <td key={column}>
          <Skeleton height={14} width={`${String(50 + ((row * 13 + column * 29) % 45))}%`} />
        </td>
      ))}
    </tr>
  ));
