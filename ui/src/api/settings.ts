/** One's own settings: part of the session, so that the first page is right at once; saved as they are changed. */
import { useMutation } from '@tanstack/react-query';
import type { PageSizes, PersonalSettings } from '../../../workflows/contracts/personal-settings.ts';
import type { ListSearch } from '../app/search.ts';
import { api, unwrap } from './client.ts';
import { queryClient } from './queries.ts';
import type { Session } from './schema.ts';
import { session, useSession } from './session.ts';

/** The person's time zone, an IANA name. */
export function useTimeZone(): string {
  const { settings } = useSession();
  return settings.timeZone ?? settings.serverTimeZone;
}

/**
 * Rows on a page of a list: what its address says, the person's own choice, or the portal's [users-and-search S5.2].
 * 0: all of them, of requests only.
 */
export function usePageSize({ size }: Pick<ListSearch, 'size'>, of: keyof PageSizes = 'lists'): number {
  const { settings, pageSizes } = useSession();
  return size ?? settings.pageSize ?? pageSizes[of];
}

/** Which page of a list is asked for. */
export const useListPage = (
  search: ListSearch,
  of?: keyof PageSizes,
): { readonly cursor?: string; readonly limit: number } => {
  const cursor = search.after?.at(-1);
  const limit = usePageSize(search, of);
  return { ...(cursor === undefined ? {} : { cursor }), limit };
};

const keep = (settings: Session['settings']): void => {
  queryClient.setQueryData(session.queryKey, (old) => (old === undefined ? old : { ...old, settings }));
};

/** Shown at once; taken back when the server refuses. */
export function useSaveSettings() {
  const { settings: before } = useSession();
  return useMutation({
    mutationFn: (change: Partial<PersonalSettings>) => {
      const { serverTimeZone, ...own } = before;
      const body = { ...own, ...change };
      keep({ ...body, serverTimeZone });
      return unwrap(api.PUT('/session/settings', { body }));
    },
    onSuccess: keep,
    onError: () => {
      keep(before);
    },
  });
}
