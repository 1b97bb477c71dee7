/** Requests that ended long ago: counted first, then deleted. */
import { Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FinalState, finalStates } from '../../../../workflows/contracts/requests.ts';
import { api, unwrap } from '../../api/client.ts';
import { stores } from '../../api/queries.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import '../../i18n/request-words.ts';

const defaultDays = 90;
const mostDays = 3650;
/** More than so many need a typed name. */
const fewRequests = 10;
const typingMs = 300;

export function OldRequests({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [days, setDays] = useState(defaultDays);
  const [states, setStates] = useState<readonly FinalState[]>(finalStates);
  const [asking, setAsking] = useState(false);
  const [wanted] = useDebouncedValue({ days, states: [...states] }, typingMs);
  const name = useQuery(stores).data?.items.find(({ id }) => id === storeId)?.name ?? '';
  const send = (dryRun: boolean) =>
    unwrap(
      api.POST('/stores/{storeId}/requests/delete-old', {
        params: { path: { storeId }, query: { dryRun } },
        body: wanted,
      }),
    );
  const isValid = wanted.days >= 1 && wanted.days <= mostDays && wanted.states.length > 0;
  const count = useQuery({
    queryKey: ['requests', 'old', storeId, wanted],
    queryFn: () => send(true),
    enabled: isValid,
    gcTime: 0,
  });
  const total = count.data?.total ?? 0;
  return (
    <Panel narrow title={t('oldRequests.title')}>
      <Stack gap="md">
        <Text size="sm">{t('oldRequests.text')}</Text>
        <NumberInput
          label={t('oldRequests.days')}
          min={1}
          max={mostDays}
          allowDecimal={false}
          clampBehavior="strict"
          value={days}
          onChange={(value) => {
            setDays(Number(value));
          }}
        />
        <Checkbox.Group
          label={t('oldRequests.states')}
          error={states.length === 0 ? t('oldRequests.statesMissing') : undefined}
          value={[...states]}
          onChange={(values) => {
            setStates(finalStates.filter((state) => values.includes(state)));
          }}
        >
          <Group gap="md" mt={8}>
            {finalStates.map((state) => (
              <Checkbox key={state} value={state} label={t(`states.${state}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        {count.error !== null && <ProblemAlert error={count.error} onRetry={() => void count.refetch()} />}
        <Group justify="space-between" gap="sm">
          <Text size="sm" role="status" component="div">
            {isValid && count.data === undefined && count.error === null ? (
              <Lines count={1} />
            ) : total === 0 ? (
              t('oldRequests.none')
            ) : (
              t('oldRequests.count', { count: total })
            )}
          </Text>
          <Button
            variant="default"
            leftSection={<IconTrash size={18} aria-hidden />}
            disabled={!isValid || total === 0}
            onClick={() => {
              setAsking(true);
            }}
          >
            {t('oldRequests.delete')}
          </Button>
        </Group>
      </Stack>
      <ConfirmDialog
        opened={asking}
        onClose={() => {
          setAsking(false);
        }}
        title={t('oldRequests.confirm', { count: total })}
        text={t('oldRequests.confirmText', { store: name })}
        confirmLabel={t('oldRequests.delete')}
        typedName={total > fewRequests ? name : undefined}
        action={async () => {
          const { total: deleted } = await send(false);
          notifications.show({ message: t('oldRequests.deleted', { count: deleted }) });
          await client.invalidateQueries({ queryKey: ['requests'] });
        }}
      />
    </Panel>
  );
}
