/** Roles of a store, who holds them, and what they come to for one person. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { defined } from './queries.ts';

export const role = (storeId: string, roleId: string) =>
  queryOptions({
    queryKey: ['roles', storeId, roleId],
    queryFn: () =>
      unwrap(api.GET('/stores/{storeId}/roles/{roleId}', { params: { path: { storeId, roleId } } })),
  });

export const roleMembers = (storeId: string, roleId: string) =>
  infiniteQueryOptions({
    queryKey: ['roles', storeId, roleId, 'members'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/stores/{storeId}/roles/{roleId}/members', {
          params: { path: { storeId, roleId }, query: defined({ cursor: pageParam, limit: 50 }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** What a role may hide from its holders. */
export const hideableFields = (storeId: string) =>
  queryOptions({
    queryKey: ['roles', storeId, 'hideable-fields'],
    queryFn: async () =>
      (await unwrap(api.GET('/stores/{storeId}/hideable-fields', { params: { path: { storeId } } }))).items,
    staleTime: 60_000,
  });

/** Fields of a store that may have levels, and the roles these are of. */
export const levelledFields = (storeId: string) =>
  queryOptions({
    queryKey: ['roles', storeId, 'levelled-fields'],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/levelled-fields', { params: { path: { storeId } } })),
    staleTime: 60_000,
  });

/** What people of a store sign in by. */
export const clients = (storeId: string) =>
  queryOptions({
    queryKey: ['clients', storeId],
    queryFn: async () =>
      (await unwrap(api.GET('/stores/{storeId}/clients', { params: { path: { storeId } } }))).items,
    staleTime: 60_000,
  });

export const roleCheck = (storeId: string, userId: string, client: string | undefined) =>
  queryOptions({
    queryKey: ['roles', storeId, 'check', userId, client],
    queryFn: () =>
      unwrap(
        api.GET('/stores/{storeId}/role-check', {
          params: { path: { storeId }, query: defined({ userId, client }) },
        }),
      ),
  });

/** What one's own roles say about the groups one creates. */
export const groupRules = queryOptions({
  queryKey: ['group-rules'],
  queryFn: () => unwrap(api.GET('/group-rules')),
  staleTime: 60_000,
});

/** What one's role says about queries one puts together. */
export const queryRules = queryOptions({
  queryKey: ['query-rules'],
  queryFn: () => unwrap(api.GET('/query-rules')),
  staleTime: 60_000,
});
