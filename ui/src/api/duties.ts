/** Separation of duties: rules, exceptions, and who breaks a rule. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { defined } from './queries.ts';

export const dutyRules = queryOptions({
  queryKey: ['duties', 'rules'],
  queryFn: () => unwrap(api.GET('/duty-rules')),
});

export const dutyExceptions = queryOptions({
  queryKey: ['duties', 'exceptions'],
  queryFn: () => unwrap(api.GET('/duty-exceptions')),
});

const whileScanningMs = 1_500;

export const dutyViolations = (open: boolean) =>
  infiniteQueryOptions({
    queryKey: ['duties', 'violations', open],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/duty-violations', { params: { query: defined({ cursor: pageParam, open, limit: 50 }) } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.scan?.state === 'running' ? whileScanningMs : false,
  });
