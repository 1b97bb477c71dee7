import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '../../api/schema.ts';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { standingOf, useReasonWord, useStepWord } from './run-words.ts';

export function RunBadge({ run }: { run: RunSummary }) {
  const { t } = useTranslation();
  const [tone, word] = standingOf(run);
  return <Badge tone={tone}>{t(`operations.status.${word}`)}</Badge>;
}

const secondsUntil = (at: string): number => Math.round((Date.parse(at) - Date.now()) / 1000);

/** Soon, it is told in seconds: somebody waits for it. */
export function NextTry({ at }: { at: string }) {
  const { t } = useTranslation();
  const seconds = secondsUntil(at);
  if (seconds < 1) return t('operations.nextTryNow');
  if (seconds < 100) return t('operations.nextTryIn', { count: seconds });
  return (
    <>
      {t('operations.nextTry')} <Time at={at} />
    </>
  );
}

/** Why a run needs somebody, and when it is tried again. */
export function Why({ run }: { run: RunSummary }) {
  const { t } = useTranslation();
  const reasonWord = useReasonWord();
  const stepWord = useStepWord();
  const { attention, problem } = run;
  if (attention === null) {
    return problem === null ? null : (
      <>
        <Text size="sm" fw={600} component="div">
          {reasonWord(problem.code)}
        </Text>
        <Text size="sm" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          {problem.message}
        </Text>
      </>
    );
  }
  const { reason, step, attempts, nextAttemptAt } = attention;
  return (
    <>
      <Text size="sm" fw={600} component="div">
        {attention.problem === null || reason === 'mailFails'
          ? t(`operations.reasons.${reason}`)
          : reasonWord(attention.problem.code)}
      </Text>
      {attention.problem !== null && (
        <Text size="sm" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          {attention.problem.message}
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div">
        {step !== null && t('operations.stepAt', { step: stepWord(step) })}
        {attempts !== null && ` · ${t('operations.attempt', { count: Math.max(1, attempts - 1) })}`}
        {nextAttemptAt !== null && (
          <>
            {' · '}
            <NextTry at={nextAttemptAt} />
          </>
        )}
      </Text>
    </>
  );
}
