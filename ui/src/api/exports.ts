/** Exports: started, watched while they are written, cancelled and forgotten. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { errorOf } from './problem.ts';
import type { Export, paths } from './schema.ts';

export type ExportWish = paths['/exports']['post']['requestBody']['content']['application/json'];

export const isUnderWay = ({ state }: Pick<Export, 'state'>): boolean =>
  state === 'queued' || state === 'running';

const key = ['exports'];
const lookAgainMs = 1_000;

export const exportList = queryOptions({
  queryKey: [...key, 'list'],
  queryFn: () => unwrap(api.GET('/exports')),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) === true ? lookAgainMs : false),
});

export const oneExport = (exportId: string) =>
  queryOptions({
    queryKey: [...key, 'one', exportId],
    queryFn: () => unwrap(api.GET('/exports/{exportId}', { params: { path: { exportId } } })),
    refetchInterval: ({ state }) =>
      state.data === undefined || isUnderWay(state.data) ? lookAgainMs : false,
  });

/** Writes, then reads the exports again. */
function useWrite<Input, Result>(write: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export const useStartExport = () => useWrite((body: ExportWish) => unwrap(api.POST('/exports', { body })));

export const useCancelExport = () =>
  useWrite((exportId: string) =>
    unwrap(api.POST('/exports/{exportId}/cancel', { params: { path: { exportId } }, body: null })),
  );

export const useDeleteExport = () =>
  useWrite(async (exportId: string) => {
    const { error, response } = await api.DELETE('/exports/{exportId}', { params: { path: { exportId } } });
    if (!response.ok) throw errorOf(error, response);
  });
