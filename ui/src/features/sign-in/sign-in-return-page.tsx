/** Where an OpenID provider sends the browser back to. */
import { Group, Paper, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import iconUrl from '../../app/icon.svg';
import { returnFromProvider } from '../../api/session.ts';
import { LinkButton } from '../../components/link.tsx';
import { Lines } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { SecondStep } from './second-step.tsx';

export function SignInReturnPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const query = window.location.search;
  // It is good for one use, so it is handed over once, however often the page is drawn.
  const answer = useQuery({
    queryKey: ['sign-in', 'return', query],
    queryFn: () => returnFromProvider(query),
    staleTime: Infinity,
    retry: false,
  });
  const to = answer.data?.to ?? '/';
  const signedIn = answer.data !== undefined && answer.data.session !== null;
  useEffect(() => {
    if (signedIn) router.history.replace(to);
  }, [router, signedIn, to]);
  const pending = answer.data?.pending ?? null;
  return (
    <main className="m-centre">
      <title>{t('signIn.pageTitle')}</title>
      <div className="m-sign-in">
        <Group gap="sm" mb="lg" justify="center">
          <img src={iconUrl} alt="" width={36} height={36} />
          <Title order={1}>{t('signIn.title')}</Title>
        </Group>
        <Paper withBorder p="xl" radius="lg">
          {answer.error !== null ? (
            <Stack gap="md">
              <ProblemAlert error={answer.error} />
              <LinkButton to="/sign-in" variant="default">
                {t('signIn.back')}
              </LinkButton>
            </Stack>
          ) : pending !== null ? (
            <SecondStep
              pending={pending}
              onSignedIn={() => {
                router.history.replace(to);
              }}
              onCancel={() => {
                router.history.replace('/sign-in');
              }}
            />
          ) : (
            <Lines count={3} />
          )}
        </Paper>
      </div>
    </main>
  );
}
