/** Whether the roles of a store administer it alone, or the whole installation. */
import { Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { store as storeQuery } from '../../api/queries.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { OnlyWith } from '../../components/only-with.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';

export function RoleReach({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (administersAll: boolean) =>
      unwrap(
        api.PATCH('/stores/{storeId}', {
          params: { path: { storeId: store.id }, header: { 'if-match': `"${String(store.version)}"` } },
          body: { administersAll },
        }),
      ),
    onSuccess: (changed) => {
      client.setQueryData(storeQuery(store.id).queryKey, changed);
      notifications.show({ message: t('common.saved') });
    },
  });
  return (
    <Panel narrow title={t('factors.reach.title')}>
      <Stack gap="md">
        <OnlyWith permission="Manage Security Roles">
          <Switch
            label={t('factors.reach.switch')}
            description={t('factors.reach.hint')}
            checked={change.isPending ? change.variables : store.administersAll}
            disabled={change.isPending}
            onChange={(event) => {
              change.mutate(event.currentTarget.checked);
            }}
          />
        </OnlyWith>
        {change.error !== null && <ProblemAlert error={change.error} />}
      </Stack>
    </Panel>
  );
}
