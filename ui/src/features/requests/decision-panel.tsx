/** Two buttons and a reason, for the person who is asked. */
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import type { Request } from '../../api/schema.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import '../../i18n/account-words.ts';

interface DecisionPanelProps {
  readonly request: Request;
  /** True from the click on; false again when somebody else was quicker or it failed. */
  readonly onDecide: (decided: boolean) => void;
}

export function DecisionPanel({ request, onDecide }: DecisionPanelProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const sent = useRef<{ meant: string; key: string } | null>(null);
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'deny') => {
      const said = text.trim();
      // The same decision sent again is the same one, should the first answer have been lost.
      const meant = JSON.stringify([decision, said]);
      if (sent.current?.meant !== meant) sent.current = { meant, key: crypto.randomUUID() };
      const header = { 'idempotency-key': sent.current.key };
      const params = { path: { requestId: request.id }, header };
      return decision === 'approve'
        ? unwrap(
            api.POST('/requests/{requestId}/approve', { params, body: said === '' ? {} : { comment: said } }),
          )
        : unwrap(api.POST('/requests/{requestId}/deny', { params, body: { reason: said } }));
    },
    onMutate: () => {
      onDecide(true);
    },
    onSuccess: async ({ kept }, decision) => {
      if (kept !== undefined) {
        onDecide(false);
        await client.invalidateQueries({ queryKey: ['requests'] });
        return;
      }
      notifications.show({
        message: t(decision === 'approve' ? 'decision.approved' : 'decision.denied'),
        color: decision === 'approve' ? 'green.9' : 'gray.7',
      });
      await client.invalidateQueries({ queryKey: ['requests'] });
    },
    onError: async (error) => {
      onDecide(false);
      // Somebody else was quicker: the page shows how it ended.
      if (asApiError(error).code === 'request.decided')
        await client.invalidateQueries({ queryKey: ['requests'] });
    },
  });
  const deny = () => {
    if (text.trim() === '') {
      setMissing(true);
      document.getElementById('decision-reason')?.focus();
    } else decide.mutate('deny');
  };
  return (
    <Panel title={t('decision.title')}>
      <Stack gap="md">
        <Text size="sm">{t('decision.text', { name: request.requester.name })}</Text>
        {request.decidesFor !== null && (
          <Text size="sm" fw={600}>
            {t('delegations.youStandIn', { name: request.decidesFor.name })}
          </Text>
        )}
        <Textarea
          id="decision-reason"
          label={t('decision.reason')}
          description={t('decision.reasonHint')}
          error={missing ? t('decision.reasonMissing') : undefined}
          maxLength={500}
          maw="100%"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMissing(false);
          }}
        />
        {decide.error !== null && <ProblemAlert error={decide.error} />}
        {decide.data?.kept !== undefined && (
          <Text size="sm" role="status" fw={600}>
            {decide.data.kept}
          </Text>
        )}
        <Group gap="sm" grow preventGrowOverflow={false}>
          <Button
            leftSection={<IconCheck size={18} aria-hidden />}
            loading={decide.isPending && decide.variables === 'approve'}
            disabled={decide.isPending}
            onClick={() => {
              decide.mutate('approve');
            }}
          >
            {t('decision.approve')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconX size={18} aria-hidden />}
            loading={decide.isPending && decide.variables === 'deny'}
            disabled={decide.isPending}
            onClick={deny}
          >
            {t('decision.deny')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
