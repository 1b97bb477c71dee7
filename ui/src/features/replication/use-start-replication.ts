/** Starts a replication; one that is under way already is the same. */
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReplicationRun } from '../../../../workflows/contracts/ids.ts';
import { api, unwrap } from '../../api/client.ts';
import { expectRun, replicationKey } from '../../api/replication.ts';

interface Start {
  readonly run: ReplicationRun;
  /** All enabled stores when absent. */
  readonly storeIds?: string[];
}

export function useStartReplication() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ run, storeIds }: Start) => {
      const stores = storeIds === undefined ? {} : { storeIds };
      return run === 'restore'
        ? unwrap(api.POST('/replication/restore', { body: stores }))
        : unwrap(api.POST('/replication/run', { body: { run, ...stores } }));
    },
    onSuccess: async (_started, { run }) => {
      expectRun();
      notifications.show({ message: t(`replication.started.${run}`) });
      await client.invalidateQueries({ queryKey: replicationKey });
    },
  });
}
