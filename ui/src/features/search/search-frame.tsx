/** What every search shares: the ways to search, the results by kind, their export, how old they are. */
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asParameter, filterAttributes } from '../../api/lists.ts';
import { defined } from '../../api/queries.ts';
import type { ListedStore } from '../../api/schema.ts';
import { readCounts, type SearchChoice, searchCounts, searchPage, totalOf } from '../../api/search.ts';
import { useSession } from '../../api/session.ts';
import { useListPage } from '../../api/settings.ts';
import { listQuery, type SearchSearch, type SearchTab } from '../../app/search.ts';
import { DataTable } from '../../components/data-table.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Time } from '../../components/time.tsx';
import type { ExportWish } from '../../api/exports.ts';
import { ExportMenu, StartedExport } from '../exports/export-menu.tsx';
import { HitActions } from './hit-actions.tsx';
import { useSearchColumns } from './search-columns.tsx';
import { SearchNav } from './search-nav.tsx';
import { SearchTabs } from './search-tabs.tsx';
import { hitKey, useSelectedHits } from './selected-hits.ts';

interface SearchFrameProps {
  readonly title: string;
  readonly description: string;
  readonly actions?: ReactNode;
  /** Names the file of an export. */
  readonly exportName: string;
  /** Null: nothing has been asked yet. */
  readonly choice: Omit<SearchChoice, 'filter'> | null;
  /** What an export is of, where it is not the choice. */
  readonly exported?: ExportWish['search'] | undefined;
  /** Conditions instead of those of the list's own filter. */
  readonly filter?: string | undefined;
  /** All of them when undefined. */
  readonly kinds?: readonly SearchTab[] | undefined;
  readonly search: SearchSearch;
  readonly onSearch: (change: Partial<SearchSearch>) => void;
  /** Where one says what to look for, above the results. */
  readonly form?: ReactNode;
  /** Beside the list's own buttons. */
  readonly tools?: ReactNode;
  /** Whether results can be narrowed down by a filter of their own. */
  readonly filters?: boolean;
  /** Whether views of the results are kept. */
  readonly views?: boolean;
  readonly empty: ReactNode;
}

export function SearchFrame(props: SearchFrameProps) {
  const { title, description, actions, exportName, choice, kinds, search, onSearch } = props;
  const [started, setStarted] = useState<string | null>(null);
  const { sort } = listQuery(search);
  const tab =
    kinds === undefined || search.tab === undefined || kinds.includes(search.tab) ? search.tab : undefined;
  const asked = { kinds: tab ?? kinds?.join(','), sort };
  const filter = props.filter ?? asParameter(search.filter);
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        actions={
          <>
            {choice !== null && (
              <ExportMenu
                search={defined({ ...(props.exported ?? { ...choice, filter }), ...asked })}
                name={exportName.slice(0, 100)}
                onStart={setStarted}
              />
            )}
            {actions}
          </>
        }
      />
      <SearchNav />
      {started !== null && (
        <StartedExport
          key={started}
          exportId={started}
          onClose={() => {
            setStarted(null);
          }}
        />
      )}
      {props.form}
      {choice !== null && (
        <Results {...props} choice={{ ...choice, filter }} tab={tab} asked={asked} onSearch={onSearch} />
      )}
    </>
  );
}

interface ResultsProps extends Omit<SearchFrameProps, 'choice'> {
  readonly choice: SearchChoice;
  readonly tab: SearchTab | undefined;
  readonly asked: { readonly kinds: string | undefined; readonly sort: string | undefined };
}

function Results({
  choice,
  tab,
  asked,
  kinds,
  search,
  onSearch,
  tools,
  filters = true,
  views = false,
  empty,
}: ResultsProps) {
  const { t } = useTranslation();
  const { store } = useSession();
  const page = useListPage(search);
  const query = useQuery(searchPage({ ...choice, ...asked, ...page }));
  const counts = useQuery(searchCounts(choice, kinds));
  const attributes = useQuery({ ...filterAttributes('objects', choice.stores), enabled: filters });
  const columns = useSearchColumns(query.data?.stores);
  const { hits, keys, choose } = useSelectedHits(query.data?.items);
  const selection = useMemo(
    () => ({ selected: keys, onChange: choose, bar: <HitActions hits={hits} /> }),
    [hits, keys, choose],
  );
  return (
    <>
      {kinds?.length !== 1 && (
        <SearchTabs
          value={tab}
          kinds={kinds}
          counts={counts.data}
          onChange={(next) => {
            onSearch({ tab: next, after: undefined });
          }}
        />
      )}
      <DataTable
        label={t('search.results')}
        columns={columns}
        rowId={hitKey}
        query={query}
        total={counts.data && totalOf(counts.data, tab)}
        search={search}
        onSearch={onSearch}
        {...(filters
          ? {
              filtering: {
                attributes: attributes.data ?? [],
                storeId: store.id,
                count: {
                  key: ['search', choice, kinds, tab],
                  of: async (draft) =>
                    totalOf(await readCounts({ ...choice, filter: asParameter(draft) }, kinds), tab),
                },
              },
            }
          : {})}
        {...(views ? { views: 'search' as const } : {})}
        selection={selection}
        tools={tools}
        empty={empty}
      />
      <AsOf stores={query.data?.stores ?? []} />
    </>
  );
}

/** How old what is shown may be, store by store (users-and-search S1.1). */
function AsOf({ stores }: { stores: readonly ListedStore[] }) {
  const { t } = useTranslation();
  return (
    <Text size="xs" c="dimmed" mt="xs" component="div">
      {stores.map(({ id, name, lastReplicatedAt }) => (
        <div key={id} style={{ overflowWrap: 'anywhere' }}>
          {lastReplicatedAt === null ? (
            t('search.neverRead', { store: name })
          ) : (
            <>
              {t('search.asOf', { store: name })} <Time at={lastReplicatedAt} />
            </>
          )}
        </div>
      ))}
    </Text>
  );
}
