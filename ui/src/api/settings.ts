/** One's own settings: part of the session, so that the first page is right at once; saved as they are changed. */
import { useMutation } from '@tanstack/react-query';
import type { PersonalSettings } from '../../../workflows/contracts/personal-settings.ts';
import { api, unwrap } from './client.ts';
import { queryClient } from './queries.ts';
import type { Session } from './schema.ts';
import { session, useSession } from './session.ts';

/** The person's time zone, an IANA name. */
export function useTimeZone(): string {
  const { settings } = useSession();
  return settings.timeZone ?? settings.serverTimeZone;
}

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
