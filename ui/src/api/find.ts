/** Objects to choose: for quick typing, for the find dialog, and the names of what is chosen already. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { defined, directoryObject, queryClient } from './queries.ts';
import type { DirectoryObject, paths } from './schema.ts';

type FindQuery = NonNullable<paths['/stores/{storeId}/find']['get']['parameters']['query']>;
export type FindPurpose = FindQuery['purpose'];

const read = (storeId: string, query: FindQuery, signal: AbortSignal) =>
  unwrap(api.GET('/stores/{storeId}/find', { params: { path: { storeId }, query: defined(query) }, signal }));

export const found = (storeId: string, query: FindQuery) =>
  queryOptions({
    queryKey: ['find', storeId, query],
    queryFn: ({ signal }) => read(storeId, query, signal),
    placeholderData: keepPreviousData,
  });

/** The same, page after page. */
export const foundPages = (storeId: string, query: Omit<FindQuery, 'cursor'>) =>
  infiniteQueryOptions({
    queryKey: ['find', storeId, 'pages', query],
    queryFn: ({ pageParam, signal }) => read(storeId, { ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** What a chosen id is called, and what it is. */
export type Chosen = Pick<DirectoryObject, 'id' | 'displayName' | 'mail' | 'kind'>;

export const chosen = (storeId: string, id: string) =>
  queryOptions({
    queryKey: ['objects', storeId, 'name', id],
    queryFn: async (): Promise<Chosen> => {
      const { displayName, mail, kind } = await queryClient.query(directoryObject(storeId, id));
      return { id, displayName, mail, kind };
    },
    staleTime: Infinity,
    retry: false,
  });
