/** Why one may not do something. */
import { queryOptions } from '@tanstack/react-query';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import { api, unwrap } from './client.ts';

export const whyNot = (permission: Permission) =>
  queryOptions({
    queryKey: ['why-not', permission],
    queryFn: () => unwrap(api.GET('/why-not', { params: { query: { permission } } })),
  });

export const deniedAttempts = queryOptions({
  queryKey: ['denied-attempts'],
  queryFn: async () => (await unwrap(api.GET('/denied-attempts'))).items,
});
