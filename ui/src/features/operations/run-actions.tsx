/** What an operator may do to a run; each act asks once more, naming what it touches. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerSkipForward, IconRefresh, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import type { Run } from '../../api/schema.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useRunTitle } from './run-words.ts';

const acts = ['retry', 'skip', 'cancel'] as const;
type Act = (typeof acts)[number];

const icons: Readonly<Record<Act, ReactNode>> = {
  retry: <IconRefresh size={18} aria-hidden />,
  skip: <IconPlayerSkipForward size={18} aria-hidden />,
  cancel: <IconX size={18} aria-hidden />,
};

export function RunActions({ run }: { run: Run }) {
  const { t } = useTranslation();
  const titleOf = useRunTitle();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Act | null>(null);
  const [shown, setShown] = useState<Act>('retry');
  const mutation = useMutation({
    mutationFn: (act: Act) => {
      const options = { params: { path: { workflowId: run.id } }, body: null };
      if (act === 'retry') return unwrap(api.POST('/operations/runs/{workflowId}/retry', options));
      if (act === 'skip') return unwrap(api.POST('/operations/runs/{workflowId}/skip', options));
      return unwrap(api.POST('/operations/runs/{workflowId}/cancel', options));
    },
    onSuccess: (_run, act) => {
      setAsked(null);
      notifications.show({ message: t(`operations.done.${act}`) });
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['operations'] }),
        client.invalidateQueries({ queryKey: ['requests'] }),
      ]),
  });
  const name = titleOf(run);
  const store = run.storeName ?? '';
  const text =
    shown === 'cancel' && run.type === 'replicateStore'
      ? t('operations.confirm.cancelReplication', { store })
      : t(`operations.confirm.${shown}Text`, { store });
  return (
    <>
      {acts
        .filter((act) => run.may[act])
        .map((act) => (
          <Button
            key={act}
            variant={act === 'retry' ? 'filled' : 'default'}
            leftSection={icons[act]}
            onClick={() => {
              mutation.reset();
              setShown(act);
              setAsked(act);
            }}
          >
            {t(`operations.${act}`)}
          </Button>
        ))}
      <Modal
        opened={asked !== null}
        onClose={() => {
          setAsked(null);
        }}
        title={t(`operations.confirm.${shown}Title`, { name })}
      >
        <Stack gap="md">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {text}
          </Text>
          <Text size="sm" c="dimmed">
            {t('operations.byYou')}
          </Text>
          {mutation.error !== null && <ProblemAlert error={mutation.error} />}
          <Group justify="flex-end" gap="sm">
            <Button
              variant="default"
              onClick={() => {
                setAsked(null);
              }}
            >
              {t('operations.keep')}
            </Button>
            <Button
              loading={mutation.isPending}
              {...(shown === 'cancel' ? { color: 'red.9' } : {})}
              onClick={() => {
                mutation.mutate(shown);
              }}
            >
              {t(`operations.${shown}`)}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
