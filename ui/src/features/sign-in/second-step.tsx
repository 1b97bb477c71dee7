/** What a sign-in still needs after the right credentials. */
import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { enrolmentAtSignIn } from '../../api/factors.ts';
import type { PendingSignIn, Session } from '../../api/schema.ts';
import { EnrolFactor } from '../factors/enrol-factor.tsx';
import { ProveFactor } from '../factors/prove-factor.tsx';
import '../../i18n/factor-words.ts';

interface SecondStepProps {
  readonly pending: PendingSignIn;
  readonly onSignedIn: (session: Session) => void;
  readonly onCancel: () => void;
}

export function SecondStep({ pending, onSignedIn, onCancel }: SecondStepProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Text size="sm">
        {t(pending.step === 'enrol' ? 'factors.mustEnrol' : 'factors.mustProve', {
          name: pending.user.name,
        })}
      </Text>
      {pending.step === 'enrol' ? (
        <EnrolFactor kinds={pending.enrol} calls={enrolmentAtSignIn} onDone={onSignedIn} />
      ) : (
        <ProveFactor pending={pending} onSignedIn={onSignedIn} />
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={() => {
          void api.POST('/sign-in/pending/cancel', { body: {} });
          onCancel();
        }}
      >
        {t('factors.startOver')}
      </Button>
    </Stack>
  );
}
