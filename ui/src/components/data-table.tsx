/**
 * A list of the API: columns, density, selection, cursor paging. Its state stands in the address, so
 * each view can be sent to a colleague. Sorting is the API's: lists come in one stable order.
 */
import { ActionIcon, Button, Checkbox, Group, Menu, Select, Skeleton, Text, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconColumns3, IconListDetails, IconMenu2 } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { limitOf, type ListSearch, pageSizes } from '../app/search.ts';
import { ProblemAlert } from './problem-alert.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** The first column, and others that say what the row is, cannot be hidden. */
  readonly fixed?: boolean;
  readonly wide?: boolean;
}

interface Answer<Row> {
  readonly data: { readonly items: readonly Row[]; readonly nextCursor: string | null } | undefined;
  readonly error: unknown;
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
}

interface DataTableProps<Row> {
  /** What the list holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly query: Answer<Row>;
  readonly search: ListSearch;
  readonly onSearch: (change: Partial<ListSearch>) => void;
  /** Search box and filters, left of the view's own buttons. */
  readonly tools?: ReactNode;
  readonly empty: ReactNode;
  readonly selection?: {
    readonly selected: ReadonlySet<string>;
    readonly onChange: (selected: ReadonlySet<string>) => void;
    readonly maySelect?: (row: Row) => boolean;
    readonly bar: ReactNode;
  };
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rowId, query, search, onSearch, tools, empty, selection } = props;
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const hidden = new Set(search.hide ?? []);
  const shown = columns.filter(({ id, fixed }) => fixed === true || !hidden.has(id));
  const { data, error } = query;
  useRowKeys(body);

  if (error !== null && error !== undefined && data === undefined) {
    return (
      <div className="m-panel">
        <ProblemAlert error={error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  const rows = data?.items ?? [];
  const isEmpty = data !== undefined && rows.length === 0;
  return (
    <section
      className="m-panel"
      data-flush
      aria-label={label}
      aria-busy={data === undefined || query.isPlaceholderData}
    >
      <div className="m-toolbar">
        <div className="m-grow">{tools}</div>
        <ViewMenu columns={columns} hidden={hidden} search={search} onSearch={onSearch} />
      </div>
      {selection !== undefined && selection.selected.size > 0 && (
        <Group className="m-toolbar" role="status" gap="sm">
          <Text size="sm" fw={600}>
            {t('table.selected', { count: selection.selected.size })}
          </Text>
          {selection.bar}
          <Button variant="subtle" size="compact-sm" onClick={() => selection.onChange(new Set())}>
            {t('table.clear')}
          </Button>
        </Group>
      )}
      {isEmpty ? (
        empty
      ) : (
        <div className="m-table-scroll">
          <table className="m-table" data-density={search.density} aria-label={label}>
            <thead>
              <tr>
                {selection !== undefined && (
                  <th className="m-check" scope="col">
                    <SelectAll rows={rows} rowId={rowId} selection={selection} />
                  </th>
                )}
                {shown.map((column) => (
                  <th key={column.id} scope="col">
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody ref={body} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
              {data === undefined
                ? skeletonRows(shown.length + (selection === undefined ? 0 : 1))
                : rows.map((row) => (
                    <tr
                      key={rowId(row)}
                      data-selected={selection?.selected.has(rowId(row)) === true || undefined}
                    >
                      {selection !== undefined && (
                        <td className="m-check">
                          <Checkbox
                            aria-label={t('table.select')}
                            disabled={selection.maySelect?.(row) === false}
                            checked={selection.selected.has(rowId(row))}
                            onChange={(event) => {
                              selection.onChange(
                                toggled(selection.selected, [rowId(row)], event.currentTarget.checked),
                              );
                            }}
                          />
                        </td>
                      )}
                      {shown.map((column, index) => {
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
                  ))}
            </tbody>
          </table>
        </div>
      )}
      {data !== undefined && (
        <Pager nextCursor={data.nextCursor} count={rows.length} search={search} onSearch={onSearch} />
      )}
    </section>
  );
}

function toggled(selected: ReadonlySet<string>, ids: readonly string[], on: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}

function SelectAll<Row>({
  rows,
  rowId,
  selection,
}: {
  rows: readonly Row[];
  rowId: (row: Row) => string;
  selection: NonNullable<DataTableProps<Row>['selection']>;
}) {
  const { t } = useTranslation();
  const ids = rows.filter((row) => selection.maySelect?.(row) !== false).map(rowId);
  const chosen = ids.filter((id) => selection.selected.has(id)).length;
  return (
    <Checkbox
      aria-label={t('table.selectAll')}
      checked={ids.length > 0 && chosen === ids.length}
      indeterminate={chosen > 0 && chosen < ids.length}
      onChange={(event) => {
        selection.onChange(toggled(selection.selected, ids, event.currentTarget.checked));
      }}
    />
  );
}

function ViewMenu<Row>({
  columns,
  hidden,
  search,
  onSearch,
}: {
  columns: readonly Column<Row>[];
  hidden: ReadonlySet<string>;
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
}) {
  const { t } = useTranslation();
  const compact = search.density === 'compact';
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={compact ? t('table.comfortable') : t('table.compact')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={compact ? t('table.comfortable') : t('table.compact')}
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
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('table.columns')}>
              <IconColumns3 size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.map(({ id, label, fixed }) => (
            <Menu.CheckboxItem
              key={id}
              disabled={fixed === true}
              checked={fixed === true || !hidden.has(id)}
              onChange={(shown) => {
                const next = [...toggled(hidden, [id], !shown)];
                onSearch({ hide: next.length === 0 ? undefined : next });
              }}
            >
              {label}
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function Pager({
  nextCursor,
  count,
  search,
  onSearch,
}: {
  nextCursor: string | null;
  count: number;
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
}) {
  const { t } = useTranslation();
  const trail = search.after ?? [];
  const before = trail.length * limitOf(search);
  if (trail.length === 0 && nextCursor === null && count <= pageSizes[0]) {
    return count === 0 ? null : (
      <div className="m-pager">
        <Text size="sm" c="dimmed">
          {t('table.count', { count })}
        </Text>
      </div>
    );
  }
  return (
    <nav className="m-pager" aria-label={t('table.pages')}>
      <Text size="sm" c="dimmed" aria-live="polite">
        {t('table.range', { from: before + Math.min(1, count), to: before + count })}
      </Text>
      <Group gap="xs">
        <Select
          aria-label={t('table.pageSize')}
          size="xs"
          w={86}
          allowDeselect={false}
          data={pageSizes.map(String)}
          value={String(limitOf(search))}
          onChange={(value) => {
            onSearch({ size: Number(value), after: undefined });
          }}
        />
        <Button
          variant="default"
          size="xs"
          disabled={trail.length === 0}
          onClick={() => {
            const next = trail.slice(0, -1);
            onSearch({ after: next.length === 0 ? undefined : next });
          }}
        >
          {t('table.previous')}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={nextCursor === null}
          onClick={() => {
            if (nextCursor !== null) onSearch({ after: [...trail, nextCursor] });
          }}
        >
          {t('table.next')}
        </Button>
      </Group>
    </nav>
  );
}

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

/** j and k walk through the rows, x selects; Enter opens, as the row's link is focused. */
function useRowKeys(body: { readonly current: HTMLTableSectionElement | null }): void {
  const step = (by: number) => {
    const rows = [...(body.current?.rows ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const target = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    target?.querySelector<HTMLElement>('a, button')?.focus();
  };
  useHotkeys([
    [
      'j',
      () => {
        step(1);
      },
    ],
    [
      'k',
      () => {
        step(-1);
      },
    ],
    [
      'x',
      () => {
        const row = [...(body.current?.rows ?? [])].find((one) => one.contains(document.activeElement));
        row?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
      },
    ],
  ]);
}
