/** Instead of waiting for approval: a reason, a sign-in that is not long ago, and everybody is told. */
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { breakGlassReason } from '../../../../workflows/contracts/policies.ts';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import '../../i18n/break-glass-words.ts';
import { useFresh } from '../profile/use-fresh.tsx';
import { useSubmitAction } from './use-submit-action.ts';

const freshMs = 10 * 60_000;

interface BreakGlassProps {
  /** The dry run that was looked at. */
  readonly requestId: string;
  readonly disabled: boolean;
  readonly onError: (error: unknown) => void;
  readonly onDone?: (() => void) | undefined;
}

export function BreakGlass({ requestId, disabled, onError, onDone }: BreakGlassProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const session = useSession();
  const until = new Date(new Date(session.signedInAt).getTime() + freshMs).toISOString();
  const submit = useSubmitAction();
  const fresh = useFresh(until, () => undefined);
  const missing = breakGlassReason.shortest - Array.from(reason.trim()).length;
  if (!open) {
    return (
      <Group justify="flex-end" mt="xs">
        <Button
          variant="subtle"
          color="red.9"
          size="compact-sm"
          leftSection={<IconUrgent size={16} aria-hidden />}
          disabled={disabled}
          onClick={() => {
            setOpen(true);
          }}
        >
          {t('breakGlass.open')}
        </Button>
      </Group>
    );
  }
  const send = () => {
    submit.mutate(
      () =>
        unwrap(
          api.POST('/requests/{requestId}/break-glass', {
            params: { path: { requestId } },
            body: { reason: reason.trim() },
          }),
        ),
      { onError, onSuccess: () => onDone?.() },
    );
  };
  return (
    <Alert
      color="red"
      variant="light"
      mt="md"
      bg="var(--m-bad-back)"
      icon={<IconUrgent aria-hidden />}
      title={t('breakGlass.open')}
      styles={{ title: { color: 'var(--m-bad)' }, icon: { color: 'var(--m-bad)' } }}
    >
      <Stack gap="md">
        <Text size="sm">{t('breakGlass.text')}</Text>
        <Textarea
          label={t('breakGlass.reason')}
          description={t('breakGlass.reasonHint', { count: breakGlassReason.shortest })}
          maxLength={breakGlassReason.longest}
          autosize
          minRows={2}
          maw="100%"
          data-autofocus
          required
          value={reason}
          error={asApiError(submit.error).problem.errors.find(({ field }) => field === 'reason')?.message}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        {submit.error !== null && <ProblemAlert error={submit.error} shownFields={['reason']} />}
        <Group justify="flex-end" gap="sm">
          {missing > 0 && (
            <Text size="sm" c="dimmed">
              {t('breakGlass.short', { count: missing })}
            </Text>
          )}
          <Button
            variant="default"
            onClick={() => {
              setOpen(false);
            }}
          >
            {t('breakGlass.back')}
          </Button>
          <Button
            color="red.9"
            loading={submit.isPending}
            disabled={disabled || missing > 0}
            onClick={() => {
              fresh.first(send);
            }}
          >
            {t('breakGlass.submit')}
          </Button>
        </Group>
      </Stack>
      {fresh.dialog}
    </Alert>
  );
}
