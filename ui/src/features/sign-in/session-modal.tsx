/** Signs in again over the page, which keeps everything that was typed and goes on where it stopped. */
import { Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, signInChoices } from '../../api/queries.ts';
import type { Session } from '../../api/schema.ts';
import { session } from '../../api/session.ts';
import { letThrough, onSessionEnd } from '../../api/session-gate.ts';
import { Lines } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SessionModal() {
  const { t } = useTranslation();
  const [before, setBefore] = useState<Session | null>(null);
  const [opened, setOpened] = useState(false);
  const choices = useQuery({ ...signInChoices, enabled: opened });

  useEffect(
    () =>
      onSessionEnd((ended) => {
        setBefore(queryClient.getQueryData(session.queryKey) ?? null);
        setOpened(ended);
      }),
    [],
  );

  const signedIn = (view: Session) => {
    // Somebody else must not go on with what the first person began.
    if (before !== null && (before.user.id !== view.user.id || before.store.id !== view.store.id)) {
      window.location.assign('/');
    } else letThrough();
  };
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('signIn.againTitle')}
      zIndex={400}
    >
      <Stack gap="md">
        <Text size="sm">{t('signIn.againText')}</Text>
        {choices.isPending && <Lines count={3} />}
        {choices.error !== null && (
          <ProblemAlert error={choices.error} onRetry={() => void choices.refetch()} />
        )}
        {choices.data !== undefined && (
          <SignInForm
            portals={choices.data.portals}
            loginName={before?.user.loginName ?? ''}
            onSignedIn={signedIn}
          />
        )}
      </Stack>
    </Modal>
  );
}
