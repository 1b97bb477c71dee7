import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';

export const excludedContainers = (storeId: string, version: number) =>
  queryOptions({
    queryKey: ['stores', storeId, 'excluded', version],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/excluded', { params: { path: { storeId } } })),
  });

export const excludedObjects = (storeId: string, container: string, name: string) =>
  queryOptions({
    queryKey: ['stores', storeId, 'excluded', 'objects', container, name],
    queryFn: () =>
      unwrap(
        api.GET('/stores/{storeId}/excluded/objects', {
          params: { path: { storeId }, query: { container, ...(name === '' ? {} : { name }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
