import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyRefused } from '../../api/webauthn.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import '../../i18n/factor-words.ts';

/** A refusal of the server, or of the browser's own dialog. */
export function FactorProblem({
  error,
  shownFields = [],
}: {
  error: unknown;
  shownFields?: readonly string[];
}) {
  const { t } = useTranslation();
  if (!(error instanceof KeyRefused)) return <ProblemAlert error={error} shownFields={shownFields} />;
  return (
    <Alert
      role="alert"
      variant="light"
      color="red"
      icon={<IconAlertTriangle />}
      title={t('factors.keyRefusedTitle')}
      bg="var(--m-bad-back)"
      styles={{ title: { color: 'var(--m-bad)' }, icon: { color: 'var(--m-bad)' } }}
    >
      <Text size="sm">{t('factors.keyRefusedText')}</Text>
    </Alert>
  );
}
