import { Text } from '@mantine/core';
import { IconSearch, IconZoomQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asParameter, filterAttributes } from '../../api/lists.ts';
import { defined } from '../../api/queries.ts';
import type { ListedStore } from '../../api/schema.ts';
import { readCounts, searchCounts, searchPage, totalOf } from '../../api/search.ts';
import { useSession } from '../../api/session.ts';
import { cursorOf, limitOf, listQuery } from '../../app/search.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { StoreScope } from '../../components/store-scope.tsx';
import { Time } from '../../components/time.tsx';
import { ExportMenu, StartedExport } from '../exports/export-menu.tsx';
import { HitActions } from './hit-actions.tsx';
import { useSearchColumns } from './search-columns.tsx';
import { SearchTabs } from './search-tabs.tsx';
import { hitKey, useSelectedHits } from './selected-hits.ts';

const route = getRouteApi('/shell/search');

export function SearchPage() {
  const { t } = useTranslation();
  const { store } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { stores, tab } = search;
  const { filter, sort } = listQuery(search);
  const choice = { text: search.q, filter, stores };
  const query = useQuery(
    searchPage({ ...choice, kinds: tab, sort, cursor: cursorOf(search), limit: limitOf(search) }),
  );
  const counts = useQuery(searchCounts(choice));
  const attributes = useQuery(filterAttributes('objects', stores));
  const columns = useSearchColumns(query.data?.stores);
  const { hits, keys, choose } = useSelectedHits(query.data?.items);
  const [started, setStarted] = useState<string | null>(null);
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const selection = useMemo(
    () => ({ selected: keys, onChange: choose, bar: <HitActions hits={hits} /> }),
    [hits, keys, choose],
  );
  const asked = search.q !== undefined;
  return (
    <>
      <PageHeader
        title={t('search.title')}
        description={t('search.text')}
        actions={
          <ExportMenu
            search={defined({ ...choice, kinds: tab, sort })}
            name={
              search.q === undefined
                ? t('search.title')
                : t('exports.nameOf', { text: search.q }).slice(0, 100)
            }
            onStart={setStarted}
          />
        }
      />
      {started !== null && (
        <StartedExport
          key={started}
          exportId={started}
          onClose={() => {
            setStarted(null);
          }}
        />
      )}
      <SearchTabs
        value={tab}
        counts={counts.data}
        onChange={(next) => {
          change({ tab: next, after: undefined });
        }}
      />
      <DataTable
        label={t('search.results')}
        columns={columns}
        rowId={hitKey}
        query={query}
        total={counts.data && totalOf(counts.data, tab)}
        search={search}
        onSearch={change}
        views="search"
        filtering={{
          attributes: attributes.data ?? [],
          storeId: store.id,
          count: {
            key: ['search', choice.text, stores, tab],
            of: async (draft) => totalOf(await readCounts({ ...choice, filter: asParameter(draft) }), tab),
          },
        }}
        selection={selection}
        tools={
          <div className="m-tools">
            <div className="m-tools-search">
              <SearchInput
                label={t('search.box')}
                value={search.q}
                onSearch={(q) => {
                  change({ q, after: undefined });
                }}
              />
            </div>
            <StoreScope
              value={stores}
              onChange={(next) => {
                choose(new Set());
                change({ stores: next, after: undefined });
              }}
            />
          </div>
        }
        empty={
          <EmptyState
            icon={asked ? IconZoomQuestion : IconSearch}
            title={t(asked ? 'search.noneTitle' : 'search.emptyTitle')}
            text={asked ? t('search.noneText', { text: search.q ?? '' }) : t('search.emptyText')}
          />
        }
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
      {stores.map(({ id, name, lastReplicatedAt }) =>
        lastReplicatedAt === null ? null : (
          <div key={id}>
            {t('search.asOf', { store: name })} <Time at={lastReplicatedAt} />
          </div>
        ),
      )}
    </Text>
  );
}
