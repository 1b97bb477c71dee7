import { Button, Center, Group, Loader, Stack } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { LinkButton } from '../components/link.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <main className="m-page">
      <title>{t('notFound.title')}</title>
      <EmptyState
        icon={IconMapQuestion}
        title={t('notFound.title')}
        text={t('notFound.text')}
        action={<LinkButton to="/">{t('notFound.home')}</LinkButton>}
      />
    </main>
  );
}

/** A page that could not be drawn or loaded, after a new version perhaps: loading it again helps. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <main className="m-page">
      <Stack maw={640} mx="auto" mt="xl">
        <ProblemAlert
          error={error}
          onRetry={() => {
            reset();
            void router.invalidate();
          }}
        />
        <Group>
          <Button
            variant="default"
            onClick={() => {
              window.location.reload();
            }}
          >
            {t('common.reload')}
          </Button>
        </Group>
      </Stack>
    </main>
  );
}

export function PageLoading() {
  const { t } = useTranslation();
  return (
    <Center mih={240} role="status" aria-label={t('common.loading')}>
      <Loader size="sm" />
    </Center>
  );
}
