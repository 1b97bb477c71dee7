/** What the pages read, each with the key it is kept under. */
import { infiniteQueryOptions, keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { ApiError } from './problem.ts';
import type { paths } from './schema.ts';

/** A refusal will not change by asking again; silence and overload may. */
const worthRetrying = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.problem.status >= 502;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && worthRetrying(error),
      staleTime: 10_000,
      // The API runs on the same network as its people; the browser's guess about being online is no help.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** What a form begins with: read anew when it opens, and then never under the hands of its person. */
export const forEditing = {
  staleTime: Infinity,
  refetchOnMount: 'always',
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;

export interface PageOf {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export const defined = <T extends object>(query: T): T =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '')) as T;

export const signInChoices = queryOptions({
  queryKey: ['sign-in'],
  queryFn: () => unwrap(api.GET('/sign-in')),
  staleTime: 60_000,
});

export const mailList = (query: PageOf & { recipient?: string | undefined }) =>
  queryOptions({
    queryKey: ['mailbox', 'list', query],
    queryFn: () => unwrap(api.GET('/mailbox', { params: { query: defined(query) } })),
    placeholderData: keepPreviousData,
  });

export const mailRecipients = queryOptions({
  queryKey: ['mailbox', 'recipients'],
  queryFn: () => unwrap(api.GET('/mailbox/recipients')),
});

export const capturedMail = (mailId: string) =>
  queryOptions({
    queryKey: ['mailbox', 'one', mailId],
    queryFn: () => unwrap(api.GET('/mailbox/{mailId}', { params: { path: { mailId } } })),
  });

export const requestCounts = queryOptions({
  queryKey: ['requests', 'counts'],
  queryFn: () => unwrap(api.GET('/requests/counts')),
  refetchInterval: 20_000,
});

export const group = (storeId: string, groupId: string) =>
  queryOptions({
    queryKey: ['groups', storeId, 'one', groupId],
    queryFn: () =>
      unwrap(api.GET('/stores/{storeId}/groups/{groupId}', { params: { path: { storeId, groupId } } })),
  });

/** One object of any kind. */
export const directoryObject = (storeId: string, objectId: string) =>
  queryOptions({
    queryKey: ['objects', storeId, 'one', objectId],
    queryFn: () =>
      unwrap(api.GET('/stores/{storeId}/objects/{objectId}', { params: { path: { storeId, objectId } } })),
  });

export type RequestQuery = NonNullable<paths['/requests']['get']['parameters']['query']>;
export const requestList = (query: RequestQuery) =>
  queryOptions({
    queryKey: ['requests', 'list', query],
    queryFn: () => unwrap(api.GET('/requests', { params: { query: defined(query) } })),
    placeholderData: keepPreviousData,
  });

export const requestPages = (query: Omit<RequestQuery, 'cursor'>) =>
  infiniteQueryOptions({
    queryKey: ['requests', 'whole', query],
    queryFn: ({ pageParam }) =>
      unwrap(api.GET('/requests', { params: { query: defined({ ...query, cursor: pageParam }) } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const request = (requestId: string) =>
  queryOptions({
    queryKey: ['requests', 'one', requestId],
    queryFn: () => unwrap(api.GET('/requests/{requestId}', { params: { path: { requestId } } })),
  });

type HistoryQuery = NonNullable<paths['/history']['get']['parameters']['query']>;
export const historyList = (query: HistoryQuery) =>
  queryOptions({
    queryKey: ['history', query],
    queryFn: () => unwrap(api.GET('/history', { params: { query: defined(query) } })),
    placeholderData: keepPreviousData,
  });

/** The same, page after page. */
export const historyPages = (query: Omit<HistoryQuery, 'cursor'>) =>
  infiniteQueryOptions({
    queryKey: ['history', 'pages', query],
    queryFn: ({ pageParam }) =>
      unwrap(api.GET('/history', { params: { query: defined({ ...query, cursor: pageParam }) } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const openSessions = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => unwrap(api.GET('/sessions')),
});

export const storeKinds = queryOptions({
  queryKey: ['store-kinds'],
  queryFn: () => unwrap(api.GET('/store-kinds')),
  staleTime: Infinity,
});

export const stores = queryOptions({
  queryKey: ['stores', 'list'],
  queryFn: () => unwrap(api.GET('/stores')),
});

export const store = (storeId: string) =>
  queryOptions({
    queryKey: ['stores', 'one', storeId],
    queryFn: () => unwrap(api.GET('/stores/{storeId}', { params: { path: { storeId } } })),
  });

export const roles = (storeId: string) =>
  queryOptions({
    queryKey: ['roles', storeId],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/roles', { params: { path: { storeId } } })),
  });

export const portals = queryOptions({
  queryKey: ['portals'],
  queryFn: () => unwrap(api.GET('/portals')),
});

type RunQuery = NonNullable<paths['/operations/runs']['get']['parameters']['query']>;
export const runList = (query: RunQuery) =>
  queryOptions({
    queryKey: ['operations', 'list', query],
    queryFn: () => unwrap(api.GET('/operations/runs', { params: { query: defined(query) } })),
    placeholderData: keepPreviousData,
  });

export const run = (workflowId: string) =>
  queryOptions({
    queryKey: ['operations', 'one', workflowId],
    queryFn: () => unwrap(api.GET('/operations/runs/{workflowId}', { params: { path: { workflowId } } })),
  });

type ViewedList = NonNullable<NonNullable<paths['/saved-views']['get']['parameters']['query']>['list']>;
export const savedViews = (list: ViewedList) =>
  queryOptions({
    queryKey: ['saved-views', list],
    queryFn: () => unwrap(api.GET('/saved-views', { params: { query: { list } } })),
    staleTime: 60_000,
  });
