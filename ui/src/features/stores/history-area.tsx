/** Whether the views of history show a store, and the proof of its journal [stores-and-links S4, S5]. */
import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { store as storeQuery, stores } from '../../api/queries.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { OnlyWith } from '../../components/only-with.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';

export function HistoryArea({ store }: { store: IdentityStore }) {
  return (
    <Stack gap={20}>
      <Views store={store} />
      <Journal storeId={store.id} />
    </Stack>
  );
}

function Views({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { historyViews, historySwitched } = store;
  const change = useMutation({
    mutationFn: (on: boolean) =>
      unwrap(
        api.PATCH('/stores/{storeId}', {
          params: { path: { storeId: store.id }, header: { 'if-match': `"${String(store.version)}"` } },
          body: { historyViews: on },
        }),
      ),
    onSuccess: async (changed) => {
      client.setQueryData(storeQuery(store.id).queryKey, changed);
      notifications.show({ message: t('common.saved') });
      await Promise.all([
        client.invalidateQueries({ queryKey: stores.queryKey }),
        client.invalidateQueries({ queryKey: ['history'] }),
      ]);
    },
  });
  return (
    <Panel narrow title={t('stores.areas.history')}>
      <Stack gap="md">
        <OnlyWith permission="Manage Identity Store Configurations">
          <Switch
            label={t('stores.history.switch')}
            description={t('stores.history.switchHint')}
            checked={change.isPending ? change.variables : historyViews}
            disabled={change.isPending}
            onChange={(event) => {
              change.mutate(event.currentTarget.checked);
            }}
          />
        </OnlyWith>
        {historySwitched !== null && (
          <Text size="sm" c="dimmed">
            {t(historyViews ? 'stores.history.onBy' : 'stores.history.offBy')}{' '}
            <Name>{historySwitched.by}</Name> · <Time at={historySwitched.at} />
          </Text>
        )}
        {change.error !== null && <ProblemAlert error={change.error} />}
      </Stack>
    </Panel>
  );
}

/** Each entry holds a hash of the one before it, so that none can be changed or left out unseen. */
function Journal({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const proof = useMutation({
    mutationFn: () =>
      unwrap(api.GET('/stores/{storeId}/history/verification', { params: { path: { storeId } } })),
  });
  return (
    <Panel narrow title={t('stores.history.journal')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('stores.history.journalText')}
        </Text>
        {proof.error !== null && <ProblemAlert error={proof.error} />}
        <Group gap="sm">
          <Button
            variant="default"
            loading={proof.isPending}
            onClick={() => {
              proof.mutate();
            }}
          >
            {t('stores.history.verify')}
          </Button>
          <Group gap="sm" role="status">
            {proof.data !== undefined && (
              <>
                <Badge tone={proof.data.ok ? 'ok' : 'bad'}>
                  {t(proof.data.ok ? 'stores.history.whole' : 'stores.history.broken')}
                </Badge>
                <Text size="sm">
                  {proof.data.ok
                    ? t('stores.history.entries', { count: proof.data.entries })
                    : t('stores.history.brokenAt', { number: proof.data.brokenAt })}
                </Text>
              </>
            )}
          </Group>
        </Group>
      </Stack>
    </Panel>
  );
}
