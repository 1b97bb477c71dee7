/** Who stands in for whom. */
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';

export const delegations = queryOptions({
  queryKey: ['delegations'],
  queryFn: () => unwrap(api.GET('/delegations')),
});
