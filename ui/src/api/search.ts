/** The search: suggestions while one types, a page of what is found, counts for its tabs. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { advancedFields, searchedKinds, type SearchedType } from '../../../workflows/contracts/search.ts';
import { api, unwrap } from './client.ts';
import { defined } from './queries.ts';
import type { KindCount, paths, Total } from './schema.ts';
import { useSession } from './session.ts';

type SuggestQuery = NonNullable<paths['/search/suggestions']['get']['parameters']['query']>;

type AdvancedQuery = NonNullable<paths['/search/advanced']['get']['parameters']['query']>;

/** What a search is of: neither the place in it nor its order. */
export interface SearchChoice extends Omit<AdvancedQuery, 'kinds' | 'sort' | 'cursor' | 'limit' | 'counts'> {
  /** A saved query is run as it was saved; nothing else is asked beside it. */
  readonly queryId?: string | undefined;
}
type PageQuery = AdvancedQuery & Pick<SearchChoice, 'queryId'>;
/** One page of it. */
export type SearchPageQuery = Omit<PageQuery, 'counts'>;

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

/** Whether the form was used, which asks for at least one field or kind. */
const isAdvanced = (query: AdvancedQuery): boolean =>
  query.attribute !== undefined || advancedFields.some((field) => query[field] !== undefined);

function read({ queryId, ...query }: PageQuery, signal: AbortSignal | null = null) {
  if (queryId !== undefined) {
    const { kinds, sort, cursor, limit, counts } = query;
    return unwrap(
      api.GET('/queries/{queryId}/results', {
        params: { path: { queryId }, query: defined({ kinds, sort, cursor, limit, counts }) },
        signal,
      }),
    );
  }
  return isAdvanced(query)
    ? unwrap(api.GET('/search/advanced', { params: { query: defined(query) }, signal }))
    : unwrap(api.GET('/search', { params: { query: defined(query) }, signal }));
}

export const searchPage = (query: SearchPageQuery) =>
  queryOptions({
    queryKey: ['search', 'page', query],
    queryFn: ({ signal }) => read(query, signal),
    placeholderData: keepPreviousData,
  });

/**
 * How many of each kind; one row is read beside them.
 * @param kinds all of them when undefined
 */
export async function readCounts(
  choice: SearchChoice,
  kinds: readonly SearchedType[] = searchedKinds,
  signal: AbortSignal | null = null,
): Promise<readonly KindCount[]> {
  const { counts } = await read({ ...choice, kinds: kinds.join(','), counts: true, limit: 1 }, signal);
  return counts?.filter(({ kind }) => kinds.includes(kind)) ?? [];
}

/** @param kinds all of them when undefined */
export const searchCounts = (choice: SearchChoice, kinds: readonly SearchedType[] | undefined) =>
  queryOptions({
    queryKey: ['search', 'counts', choice, kinds],
    queryFn: ({ signal }) => readCounts(choice, kinds, signal),
    placeholderData: keepPreviousData,
  });

/** Domains and containers of a store; they change rarely. */
export const places = (storeId: string) =>
  queryOptions({
    queryKey: ['places', storeId],
    queryFn: async () =>
      (await unwrap(api.GET('/stores/{storeId}/places', { params: { path: { storeId } } }))).items,
    staleTime: 5 * 60_000,
  });

/** The place of a store that a search of it begins in: the person's own choice, while it is there (users-and-search S3.1). */
export function useFirstPlace(storeId: string): string | null {
  const { store, settings } = useSession();
  const id = store.id === storeId ? settings.searchPlaceId : null;
  const found = useQuery({ ...places(storeId), enabled: id !== null }).data;
  return found?.some((place) => place.id === id) === true ? id : null;
}

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
