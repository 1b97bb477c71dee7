/** Whom a store tells of its requests. */
import { queryOptions } from '@tanstack/react-query';
import type { deliveryStates } from '../../../workflows/contracts/webhooks.ts';
import { api, unwrap } from './client.ts';

export const webhooks = (storeId: string) =>
  queryOptions({
    queryKey: ['webhooks', storeId],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/webhooks', { params: { path: { storeId } } })),
  });

const pollMs = 3_000;
const open: (typeof deliveryStates)[number] = 'pending';

/** Read again while something is on its way. */
export const webhookDeliveries = (storeId: string, webhookId: string) =>
  queryOptions({
    queryKey: ['webhooks', storeId, webhookId, 'deliveries'],
    queryFn: () =>
      unwrap(
        api.GET('/stores/{storeId}/webhooks/{webhookId}/deliveries', {
          params: { path: { storeId, webhookId } },
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state === open) === true ? pollMs : false,
  });
