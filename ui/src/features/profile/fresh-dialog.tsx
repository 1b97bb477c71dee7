/** Signs in once more before somebody changes what protects the account. */
import { Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signInChoices } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Lines } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { SignInForm } from '../sign-in/sign-in-form.tsx';

interface FreshDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onFresh: () => void;
}

export function FreshDialog({ opened, onClose, onFresh }: FreshDialogProps) {
  const { t } = useTranslation();
  const session = useSession();
  const choices = useQuery({ ...signInChoices, enabled: opened });
  return (
    <Modal opened={opened} onClose={onClose} title={t('factors.freshTitle')}>
      <Stack gap="md">
        <Text size="sm">{t('factors.freshText')}</Text>
        {choices.isPending && <Lines count={3} />}
        {choices.error !== null && (
          <ProblemAlert error={choices.error} onRetry={() => void choices.refetch()} />
        )}
        {choices.data !== undefined && (
          <SignInForm
            portals={choices.data.portals}
            loginName={session.user.loginName}
            storeId={session.store.id}
            to="/profile"
            onSignedIn={(view) => {
              if (view.user.id === session.user.id && view.store.id === session.store.id) onFresh();
              else window.location.assign('/');
            }}
          />
        )}
      </Stack>
    </Modal>
  );
}
