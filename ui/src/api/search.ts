/** The search: suggestions while one types, a page of what is found, counts for its tabs. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { defined } from './queries.ts';
import type { KindCount, paths, Total } from './schema.ts';

export type SearchQuery = NonNullable<paths['/search']['get']['parameters']['query']>;
type SuggestQuery = NonNullable<paths['/search/suggestions']['get']['parameters']['query']>;

/** What a search is of: neither the place in it nor its order. */
export type SearchChoice = Pick<SearchQuery, 'text' | 'filter' | 'stores'>;

/** Fewer letters would suggest everybody. */
export const fewestLetters = 2;

export const suggestions = (query: SuggestQuery) =>
  queryOptions({
    queryKey: ['search', 'suggestions', query],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/search/suggestions', { params: { query: defined(query) }, signal })),
    enabled: Array.from(query.text).length >= fewestLetters,
    placeholderData: keepPreviousData,
  });

export const searchPage = (query: SearchQuery) =>
  queryOptions({
    queryKey: ['search', 'page', query],
    queryFn: ({ signal }) => unwrap(api.GET('/search', { params: { query: defined(query) }, signal })),
    placeholderData: keepPreviousData,
  });

/** How many of each kind; one row is read beside them. */
export const readCounts = async (
  choice: SearchChoice,
  signal: AbortSignal | null = null,
): Promise<readonly KindCount[]> =>
  (
    await unwrap(
      api.GET('/search', { params: { query: defined({ ...choice, counts: true, limit: 1 }) }, signal }),
    )
  ).counts ?? [];

export const searchCounts = (choice: SearchChoice) =>
  queryOptions({
    queryKey: ['search', 'counts', choice],
    queryFn: ({ signal }) => readCounts(choice, signal),
    placeholderData: keepPreviousData,
  });

/** All counts are exact up to this many (users-and-search S5.2). */
const bound = 10_000;

const none: Total = { count: 0, exact: true };

/** @param kind of all kinds when undefined */
export function totalOf(counts: readonly KindCount[], kind: KindCount['kind'] | undefined): Total {
  if (kind !== undefined) return counts.find((one) => one.kind === kind)?.total ?? none;
  const count = counts.reduce((sum, { total }) => sum + total.count, 0);
  return {
    count: Math.min(count, bound),
    exact: count <= bound && counts.every(({ total }) => total.exact),
  };
}
