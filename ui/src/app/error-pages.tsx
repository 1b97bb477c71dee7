import { Button, Center, Group, Loader, Stack } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useReach } from '../api/connection.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { LinkButton } from '../components/link.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';

/** Inside the shell, where the way on stands beside it. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('notFound.title')} />
      <EmptyState
        level={1}
        icon={IconMapQuestion}
        title={t('notFound.title')}
        text={t('notFound.text')}
        action={<LinkButton to="/">{t('notFound.home')}</LinkButton>}
      />
    </>
  );
}

/** A page that could not be drawn or loaded, after a new version perhaps: loading it again helps. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const reach = useReach();
  const again = () => {
    reset();
    void router.invalidate();
  };
  const healed = useEffectEvent(again);
  useEffect(() => {
    if (reach === 'back') healed();
  }, [reach]);
  return (
    <main className="m-page">
      <PageTitle title={t('errors.page.failed')} />
      <Stack maw={640} mx="auto" mt="xl">
        <ProblemAlert error={error} onRetry={again} />
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
