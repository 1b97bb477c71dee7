/** Saved queries: one's own and those shared with the store. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import type { paths } from './schema.ts';

export const savedQueries = queryOptions({
  queryKey: ['queries', 'list'],
  queryFn: async () => (await unwrap(api.GET('/queries'))).items,
});

export const savedQuery = (queryId: string) =>
  queryOptions({
    queryKey: ['queries', 'one', queryId],
    queryFn: () => unwrap(api.GET('/queries/{queryId}', { params: { path: { queryId } } })),
  });

export type QueryWish = paths['/queries']['post']['requestBody']['content']['application/json'];

/** Keeps a new query, or another state of one: refused when somebody else changed it meanwhile. */
export function useSaveQuery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ of, wish }: { of: { id: string; version: number } | null; wish: QueryWish }) =>
      of === null
        ? unwrap(api.POST('/queries', { body: wish }))
        : unwrap(
            api.PATCH('/queries/{queryId}', {
              params: { path: { queryId: of.id }, header: { 'if-match': `"${String(of.version)}"` } },
              body: wish,
            }),
          ),
    onSuccess: (saved) => {
      client.setQueryData(savedQuery(saved.id).queryKey, saved);
      return Promise.all([
        client.invalidateQueries({ queryKey: ['queries', 'list'] }),
        client.invalidateQueries({ queryKey: ['search'] }),
      ]);
    },
  });
}

export const deleteQuery = (queryId: string) =>
  api.DELETE('/queries/{queryId}', { params: { path: { queryId } } });
