/** Whether the views of history show a store, and the proof of its journal [stores-and-links S4, S5]. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { PartSwitch } from './part-switch.tsx';

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
  const { historyViews, historySwitched } = store;
  return (
    <PartSwitch
      store={store}
      name="historyViews"
      needs="Manage Identity Store Configurations"
      title={t('stores.areas.history')}
      label={t('stores.history.switch')}
      description={t('stores.history.switchHint')}
    >
      {historySwitched !== null && (
        <Text size="sm" c="dimmed">
          {t(historyViews ? 'stores.history.onBy' : 'stores.history.offBy')} <Name>{historySwitched.by}</Name>{' '}
          · <Time at={historySwitched.at} />
        </Text>
      )}
    </PartSwitch>
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
