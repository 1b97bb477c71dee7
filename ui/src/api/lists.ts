/** What the lists of groups, people and members read: a page, how many there are, what they can be filtered by. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Filter } from '../../../workflows/contracts/filter.ts';
import { api, unwrap } from './client.ts';
import { defined } from './queries.ts';
import type { FilterAttribute, paths, Total } from './schema.ts';

type QueryOf<P extends '/lists/groups' | '/lists/users'> = NonNullable<
  paths[P]['get']['parameters']['query']
>;
type MembersQuery = NonNullable<
  paths['/stores/{storeId}/groups/{groupId}/members']['get']['parameters']['query']
>;

/** A count reads one row beside what it counts. */
const counted = { limit: 1, total: true } as const;

export const groupsPage = (query: QueryOf<'/lists/groups'>) =>
  queryOptions({
    queryKey: ['groups', 'lists', query],
    queryFn: ({ signal }) => unwrap(api.GET('/lists/groups', { params: { query: defined(query) }, signal })),
    placeholderData: keepPreviousData,
  });

export const groupsTotal = async (query: QueryOf<'/lists/groups'>): Promise<Total | null> =>
  (await unwrap(api.GET('/lists/groups', { params: { query: defined({ ...query, ...counted }) } }))).total;

export const usersPage = (query: QueryOf<'/lists/users'>) =>
  queryOptions({
    queryKey: ['users', 'lists', query],
    queryFn: ({ signal }) => unwrap(api.GET('/lists/users', { params: { query: defined(query) }, signal })),
    placeholderData: keepPreviousData,
  });

export const usersTotal = async (query: QueryOf<'/lists/users'>): Promise<Total | null> =>
  (await unwrap(api.GET('/lists/users', { params: { query: defined({ ...query, ...counted }) } }))).total;

export const membersPage = (storeId: string, groupId: string, query: MembersQuery) =>
  queryOptions({
    queryKey: ['groups', storeId, 'members', groupId, query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/stores/{storeId}/groups/{groupId}/members', {
          params: { path: { storeId, groupId }, query: defined(query) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const membersTotal = async (
  storeId: string,
  groupId: string,
  query: MembersQuery,
): Promise<Total | null> =>
  (
    await unwrap(
      api.GET('/stores/{storeId}/groups/{groupId}/members', {
        params: { path: { storeId, groupId }, query: defined({ ...query, ...counted }) },
      }),
    )
  ).total;

/** The count beside a list; its key tells lists and their queries apart. */
export const totalOf = (key: readonly unknown[], read: () => Promise<Total | null>) =>
  queryOptions({ queryKey: [...key, 'total'], queryFn: read, placeholderData: keepPreviousData });

export const filterAttributes = (list: FilterAttribute['list'], stores: string | undefined) =>
  queryOptions({
    queryKey: ['filter-attributes', list, stores ?? ''],
    queryFn: async () =>
      (await unwrap(api.GET('/filter-attributes', { params: { query: defined({ list, stores }) } }))).items,
    staleTime: Infinity,
  });

/** The query of an address of the API, for a download. */
export const addressQuery = (query: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();

export const asParameter = (filter: Filter | undefined): string | undefined =>
  filter === undefined ? undefined : JSON.stringify(filter);

type GroupsOfQuery = NonNullable<
  paths['/stores/{storeId}/objects/{objectId}/groups']['get']['parameters']['query']
>;

/** The groups that hold an object. */
export const groupsOf = (storeId: string, objectId: string, query: GroupsOfQuery) =>
  queryOptions({
    queryKey: ['groups', storeId, 'of', objectId, query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/stores/{storeId}/objects/{objectId}/groups', {
          params: { path: { storeId, objectId }, query: defined(query) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
