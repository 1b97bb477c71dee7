/** API tokens: one's own, and those of everybody in a store. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { defined } from './queries.ts';

export const ownTokens = queryOptions({
  queryKey: ['api-tokens'],
  queryFn: () => unwrap(api.GET('/api-tokens')),
});

export const storeTokens = (storeId: string) =>
  infiniteQueryOptions({
    queryKey: ['stores', storeId, 'api-tokens'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/stores/{storeId}/tokens', {
          params: { path: { storeId }, query: defined({ cursor: pageParam, limit: 50 }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
