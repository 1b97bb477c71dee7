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

function Rows<Row>({ rows, columns, rowId, selection, old, body }: TableRowsProps<Row>) {
  const { t } = useTranslation();
  return (
    <tbody ref={body} data-old={old || undefined}>
      {rows === undefined
        ? skeletonRows(columns.length + (selection === undefined ? 0 : 1))
        : rows.map((row) => {
            const id = rowId(row);
            const selected = selection?.selected.has(id) === true;
            return (
              <tr key={id} data-selected={selected || undefined}>
                {selection !== undefined && (
                  <td className="m-check">
                    <input
                      type="checkbox"
                      className="m-checkbox"
                      aria-label={t('table.select')}
                      disabled={selection.maySelect?.(row) === false}
                      checked={selected}
                      onChange={(event) => {
                        selection.onChange(toggled(selection.selected, [id], event.currentTarget.checked));
                      }}
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
          })}
    </tbody>
  );
}

/** Drawn again only when rows, columns or selection change, not with every key typed above them. */
export const TableRows = memo(Rows) as typeof Rows;

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
