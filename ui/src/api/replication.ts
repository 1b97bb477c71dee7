/** What the pages of replication and of the search engine read. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { defined } from './queries.ts';
import type { paths, StoreReplication } from './schema.ts';

const busyMs = 2_000;
const idleMs = 15_000;

/** Everything of replication is kept below this key. */
export const replicationKey = ['replication'] as const;

/** A run that was just asked for does not show as running yet. */
const soonMs = 20_000;
let expectedUntil = 0;
export function expectRun(): void {
  expectedUntil = Date.now() + soonMs;
}

const isRunning = ({ running }: Pick<StoreReplication, 'running'>): boolean => running.length > 0;

/** Asked for more often while something runs. */
export const replication = queryOptions({
  queryKey: [...replicationKey, 'overview'],
  queryFn: () => unwrap(api.GET('/replication')),
  refetchInterval: ({ state }) =>
    Date.now() < expectedUntil || state.data?.stores.some(isRunning) === true ? busyMs : idleMs,
});

type RunsQuery = NonNullable<paths['/replication/runs']['get']['parameters']['query']>;
export const replicationRuns = (query: RunsQuery) =>
  queryOptions({
    queryKey: [...replicationKey, 'runs', query],
    queryFn: () => unwrap(api.GET('/replication/runs', { params: { query: defined(query) } })),
    placeholderData: keepPreviousData,
    refetchInterval: idleMs,
  });

export const replicationSettings = queryOptions({
  queryKey: [...replicationKey, 'settings'],
  queryFn: () => unwrap(api.GET('/replication/settings')),
});

export const replicationAttributes = (storeId: string) =>
  queryOptions({
    queryKey: [...replicationKey, 'attributes', storeId],
    queryFn: () =>
      unwrap(api.GET('/stores/{storeId}/replication/attributes', { params: { path: { storeId } } })),
  });

export const replicationAlerts = (storeId: string) =>
  queryOptions({
    queryKey: [...replicationKey, 'alerts', storeId],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/replication/alerts', { params: { path: { storeId } } })),
  });

export const searchEngine = queryOptions({
  queryKey: ['search-engine', 'state'],
  queryFn: () => unwrap(api.GET('/search-engine')),
  refetchInterval: ({ state }) => ((state.data?.rebuilding ?? 0) > 0 ? busyMs : idleMs),
});

export const unusedIndices = queryOptions({
  queryKey: ['search-engine', 'unused'],
  queryFn: () => unwrap(api.GET('/search-engine/unused-indices')),
});
