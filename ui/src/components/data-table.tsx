/**
 * A list of the API: filter, order, columns, density, selection, cursor paging, kept views. Its state
 * stands in the address, so each view can be sent to a colleague. Filter and order are the API's.
 */
import { Button } from '@mantine/core';
import { IconFilter, IconFilterOff } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterAttribute, ListedStore, Total } from '../api/schema.ts';
import type { ListSearch } from '../app/search.ts';
import type { PageSizes } from '../../../workflows/contracts/personal-settings.ts';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import { EmptyState } from './empty-state.tsx';
import { FilterChips } from './filter/filter-chips.tsx';
import { partsOf } from './filter/filter-parts.ts';
import { Lines } from './panel.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { type SavedViewList, SavedViews } from './saved-views.tsx';
import { type Column, isShown } from './table/column.ts';
import { Pager } from './table/pager.tsx';
import { useRowKeys } from './table/row-keys.ts';
import { SelectAll, type Selection, SelectionBar } from './table/selection.tsx';
import { StoresNote } from './table/stores-note.tsx';
import { TableHead } from './table/table-head.tsx';
import { TableRows } from './table/table-rows.tsx';
import { ViewMenu } from './table/view-menu.tsx';

export type { Column } from './table/column.ts';

const FilterPanel = lazy(() =>
  import('./filter/filter-panel.tsx').then((module) => ({ default: module.FilterPanel })),
);

interface Answer<Row> {
  readonly data:
    | {
        readonly items: readonly Row[];
        readonly nextCursor: string | null;
        readonly stores?: readonly ListedStore[];
      }
    | undefined;
  readonly error: unknown;
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
}

/** What a list can be filtered by, for lists whose API filters. */
export interface Filtering {
  readonly attributes: readonly FilterAttribute[];
  readonly storeId: string;
  /** How many rows a filter would leave, for lists that are counted. */
  readonly count?: {
    readonly key: readonly unknown[];
    readonly of: (filter: Filter | undefined) => Promise<Total | null>;
  };
}

interface DataTableProps<Row> {
  /** What the list holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly query: Answer<Row>;
  readonly total?: Total | null | undefined;
  readonly search: ListSearch;
  /** Which of the portal's page sizes it begins with; that of lists when absent. */
  readonly pages?: keyof PageSizes;
  readonly onSearch: (change: Partial<ListSearch>) => void;
  /** Under which name views of this list are kept; without one, none are. */
  readonly views?: SavedViewList;
  /** Search box and other choices, left of the view's own buttons. */
  readonly tools?: ReactNode;
  readonly filtering?: Filtering;
  /** Where the whole list, as it is filtered, can be downloaded. */
  readonly exportAddress?: string | undefined;
  readonly empty: ReactNode;
  readonly selection?: Selection<Row>;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rowId, query, total, search, onSearch, views, tools, filtering } = props;
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const [building, setBuilding] = useState(false);
  const { data, error } = query;
  // Rows are drawn in slices, after the answer to the key or click that asked for them.
  const items = useDeferredValue(data?.items);
  useRowKeys(body);
  const { hide, show } = search;
  const shown = useMemo(
    () => columns.filter((column) => isShown(column, { hide, show })),
    [columns, hide, show],
  );
  const isEmpty = items?.length === 0;
  const failed = error !== null && error !== undefined && data === undefined;
  const setFilter = (filter: Filter | undefined) => {
    onSearch({ filter, after: undefined });
  };
  return (
    <section
      className="m-panel"
      data-flush
      aria-label={label}
      aria-busy={!failed && (data === undefined || query.isPlaceholderData)}
    >
      <div className="m-toolbar">
        <div className="m-grow">{tools}</div>
        {filtering !== undefined && (
          <Button
            variant="default"
            leftSection={<IconFilter size={16} aria-hidden />}
            rightSection={
              search.filter === undefined ? undefined : (
                <span className="m-count">{partsOf(search.filter).length}</span>
              )
            }
            aria-expanded={building}
            onClick={() => {
              setBuilding(!building);
            }}
          >
            {t('filter.title')}
          </Button>
        )}
        {views !== undefined && <SavedViews list={views} search={search} onSearch={onSearch} />}
        <ViewMenu columns={columns} search={search} onSearch={onSearch} exportAddress={props.exportAddress} />
      </div>
      {filtering !== undefined && building && (
        <Suspense
          fallback={
            <div className="m-filter">
              <Lines count={3} />
            </div>
          }
        >
          {filtering.attributes.length === 0 ? (
            <div className="m-filter">
              <Lines count={3} />
            </div>
          ) : (
            <FilterPanel
              {...filtering}
              value={search.filter}
              onApply={setFilter}
              onClose={() => {
                setBuilding(false);
              }}
            />
          )}
        </Suspense>
      )}
      {filtering !== undefined && search.filter !== undefined && !building && (
        <FilterChips
          filter={search.filter}
          attributes={filtering.attributes}
          storeId={filtering.storeId}
          onChange={setFilter}
          onEdit={() => {
            setBuilding(true);
          }}
        />
      )}
      {data?.stores !== undefined && <StoresNote stores={data.stores} />}
      {props.selection !== undefined && props.selection.selected.size > 0 && (
        <SelectionBar selection={props.selection} />
      )}
      {failed ? (
        <div className="m-pad">
          <ProblemAlert error={error} onRetry={() => void query.refetch()} />
        </div>
      ) : isEmpty ? (
        search.filter === undefined ? (
          props.empty
        ) : (
          <EmptyState
            icon={IconFilterOff}
            title={t('filter.noMatchTitle')}
            text={t(search.q === undefined ? 'filter.noMatchText' : 'filter.noMatchBoth', {
              text: search.q ?? '',
            })}
            action={
              <Button
                variant="default"
                onClick={() => {
                  setFilter(undefined);
                }}
              >
                {t('filter.clear')}
              </Button>
            }
          />
        )
      ) : (
        <div className="m-table-scroll">
          <table className="m-table" data-density={search.density} aria-label={label}>
            <TableHead
              columns={shown}
              search={search}
              onSearch={onSearch}
              check={
                props.selection === undefined ? null : (
                  <SelectAll rows={items ?? []} rowId={rowId} selection={props.selection} />
                )
              }
            />
            <TableRows
              rows={items}
              columns={shown}
              rowId={rowId}
              selection={props.selection}
              old={query.isPlaceholderData}
              body={body}
            />
          </table>
        </div>
      )}
      {data !== undefined && (
        <Pager
          nextCursor={data.nextCursor}
          count={data.items.length}
          total={total}
          search={search}
          of={props.pages}
          onSearch={onSearch}
        />
      )}
    </section>
  );
}
