/** The rows of a list of requests: one page, or all of them, page after page. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { pageSizeRange } from '../../../../workflows/contracts/personal-settings.ts';
import { requestList, type RequestQuery, requestPages } from '../../api/queries.ts';

const everyMs = 15_000;
/** All of a long list is much to ask for. */
const everyWholeMs = 60_000;

/** @param query a limit of 0 asks for all: the largest pages there are, which follow by themselves (stores-and-links P3) */
export function useRequestRows({ limit = 0, cursor, ...rest }: RequestQuery) {
  const isWhole = limit === 0;
  const page = useQuery({
    ...requestList({ ...rest, cursor, limit }),
    enabled: !isWhole,
    refetchInterval: everyMs,
  });
  const whole = useInfiniteQuery({
    ...requestPages({ ...rest, limit: pageSizeRange.most }),
    enabled: isWhole,
    refetchInterval: everyWholeMs,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = whole;
  useEffect(() => {
    if (isWhole && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [isWhole, hasNextPage, isFetching, isError, fetchNextPage]);
  const all = useMemo(
    () =>
      data === undefined ? undefined : { items: data.pages.flatMap(({ items }) => items), nextCursor: null },
    [data],
  );
  return isWhole
    ? {
        data: all,
        error: whole.error,
        isPlaceholderData: whole.isPlaceholderData,
        refetch: () => whole.refetch(),
      }
    : page;
}
