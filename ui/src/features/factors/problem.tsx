import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyRefused } from '../../api/webauthn.ts';
import { BadAlert, ProblemAlert } from '../../components/problem-alert.tsx';
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
    <BadAlert title={t('factors.keyRefusedTitle')}>
      <Text size="sm">{t('factors.keyRefusedText')}</Text>
    </BadAlert>
  );
}
