/** Changing a part of a store, of the version that was shown: refused where somebody else was quicker. */
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { store as storeQuery, stores } from '../../api/queries.ts';
import { replicationKey } from '../../api/replication.ts';
import type { IdentityStore, paths } from '../../api/schema.ts';

export type StorePart = paths['/stores/{storeId}']['patch']['requestBody']['content']['application/json'];

interface StoreChange {
  readonly part: StorePart;
  /** Saved although its directory does not answer. */
  readonly force?: boolean;
}

export function useChangeStore(store: IdentityStore, onError?: (error: unknown) => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ part, force = false }: StoreChange) =>
      unwrap(
        api.PATCH('/stores/{storeId}', {
          params: {
            path: { storeId: store.id },
            query: { force },
            header: { 'if-match': `"${String(store.version)}"` },
          },
          body: part,
        }),
      ),
    onSuccess: async (changed) => {
      notifications.show({ message: t('common.saved') });
      client.setQueryData(storeQuery(store.id).queryKey, changed);
      await Promise.all(
        [stores.queryKey, replicationKey, ['history']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
    },
    ...(onError && { onError }),
  });
}
