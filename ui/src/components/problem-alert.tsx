/** A refusal as people can use it: what happened, why, what to do next, and the id an operator asks for. */
import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '../api/problem.ts';
import { isErrorCode } from '../../../workflows/contracts/errors.ts';
import { LinkAnchor } from './link.tsx';
import { CopyText } from './copy-text.tsx';

interface ProblemAlertProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** Fields that are told beside their inputs already. */
  readonly shownFields?: readonly string[];
}

/** What happened, in a few words. */
export function useProblemTitle(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const { code } = asApiError(error);
    if (isErrorCode(code)) return t(`errors.${code}`);
    if (code === 'server.unreachable') return t('errors.server.unreachable');
    if (code === 'server.unreadable') return t('errors.server.unreadable');
    return t('errors.page.failed');
  };
}

export function ProblemAlert({ error, onRetry, shownFields = [] }: ProblemAlertProps) {
  const { t } = useTranslation();
  const titleOf = useProblemTitle();
  const { problem, retryAfterSeconds } = asApiError(error);
  const others = problem.errors.filter(({ field }) => field !== '' && !shownFields.includes(field));
  // Said in words beside each input; the detail names the fields as programs do.
  const isTold = problem.code === 'value.invalid' && problem.errors.length > 0 && others.length === 0;
  const why = isTold
    ? t('problem.atFields')
    : problem.detail === ''
      ? t(whyKey(problem.code))
      : problem.detail;
  return (
    <BadAlert title={titleOf(error)}>
      <Stack gap="xs">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {why}
        </Text>
        {others.length > 1 && (
          <List size="sm">
            {others.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>{`${field}: ${message}`}</List.Item>
            ))}
          </List>
        )}
        {retryAfterSeconds !== null && (
          <Text size="sm">{t('problem.retryAfter', { count: retryAfterSeconds })}</Text>
        )}
        {problem.permission !== undefined && (
          <LinkAnchor size="sm" to="/profile/why" search={{ permission: problem.permission }}>
            {t('problem.why')}
          </LinkAnchor>
        )}
        {(problem.traceId !== '' || onRetry !== undefined) && (
          <Group gap="sm">
            {onRetry !== undefined && (
              <Button size="compact-sm" variant="default" onClick={onRetry}>
                {t('common.tryAgain')}
              </Button>
            )}
            {problem.traceId !== '' && (
              <Text size="xs" c="dimmed" component="span">
                {t('problem.id')} <CopyText text={problem.traceId} label={t('problem.copyId')} />
              </Text>
            )}
          </Group>
        )}
      </Stack>
    </BadAlert>
  );
}

interface BadAlertProps {
  readonly title: string;
  /** `status` where it is a state and nobody's last step. */
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
}

/** How each refusal looks and is announced. */
export function BadAlert({ title, role = 'alert', children }: BadAlertProps) {
  return (
    <Alert
      role={role}
      variant="light"
      color="red"
      icon={<IconAlertTriangle />}
      title={title}
      bg="var(--m-bad-back)"
      styles={{ title: { color: 'var(--m-bad)' }, icon: { color: 'var(--m-bad)' } }}
    >
      {children}
    </Alert>
  );
}

const whyKey = (code: string) =>
  code === 'server.unreachable'
    ? 'problem.unreachable'
    : code === 'server.unreadable'
      ? 'problem.unreadable'
      : 'problem.page';
