/** Reading approval workflows. */
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';

export const workflows = (storeId: string) =>
  queryOptions({
    queryKey: ['workflows', storeId],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/workflows', { params: { path: { storeId } } })),
  });

export const workflow = (storeId: string, workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', storeId, workflowId],
    queryFn: () =>
      unwrap(
        api.GET('/stores/{storeId}/workflows/{workflowId}', { params: { path: { storeId, workflowId } } }),
      ),
  });

export const workflowSettings = (storeId: string) =>
  queryOptions({
    queryKey: ['workflow-settings', storeId],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/workflow-settings', { params: { path: { storeId } } })),
  });
