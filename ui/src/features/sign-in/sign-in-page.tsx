import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlugOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import iconUrl from '../../app/icon.svg';
import { signInChoices } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Lines } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { chosenPortal } from './chosen-portal.ts';
import { DemoPeople, type DemoPerson } from './demo-people.tsx';
import { SignInForm } from './sign-in-form.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { to, portal } = route.useSearch();
  const choices = useQuery(signInChoices);
  const [person, setPerson] = useState<DemoPerson | null>(null);
  const portals = (choices.data?.portals ?? []).filter(({ stores }) => stores.length > 0);
  const shown = portals.find(({ path }) => path === (portal ?? chosenPortal())) ?? portals[0];
  if (choices.data?.setUpNeeded === true) return <Navigate to="/set-up" replace />;
  const demo = choices.data?.demo ?? null;
  return (
    <main className="m-centre">
      <title>{t('signIn.pageTitle')}</title>
      <div className="m-sign-in">
        <Group gap="sm" mb="lg" justify="center">
          <img src={iconUrl} alt="" width={36} height={36} />
          <Title order={1}>{shown?.name ?? 'Muster'}</Title>
        </Group>
        <Paper withBorder p="xl" radius="lg">
          {choices.isPending && <Lines count={4} />}
          {choices.error !== null && (
            <ProblemAlert error={choices.error} onRetry={() => void choices.refetch()} />
          )}
          {choices.data !== undefined && portals.length === 0 && (
            <EmptyState icon={IconPlugOff} title={t('signIn.noneTitle')} text={t('signIn.noneText')} />
          )}
          {portals.length > 0 && (
            <Stack gap="md">
              <Title order={2}>{t('signIn.title')}</Title>
              <SignInForm
                key={person === null ? '' : `${person.storeId}/${person.loginName}`}
                {...(person === null ? {} : { loginName: person.loginName, storeId: person.storeId })}
                portals={portals}
                portal={portal}
                to={to}
                onSignedIn={() => {
                  router.history.push(to ?? '/');
                }}
              />
            </Stack>
          )}
        </Paper>
        {demo !== null && (
          <div style={{ marginTop: 16 }}>
            <DemoPeople demo={demo} onChoose={setPerson} />
          </div>
        )}
        {shown !== undefined && <Help supportEmail={shown.supportEmail} helpUrl={shown.helpUrl} />}
      </div>
    </main>
  );
}

function Help({ supportEmail, helpUrl }: { supportEmail: string | null; helpUrl: string | null }) {
  const { t } = useTranslation();
  if (supportEmail === null && helpUrl === null) return null;
  return (
    <Text size="sm" c="dimmed" ta="center" mt="md" component="p">
      {supportEmail !== null && (
        <Anchor href={`mailto:${supportEmail}`} underline="always">
          {t('signIn.support', { address: supportEmail })}
        </Anchor>
      )}
      {supportEmail !== null && helpUrl !== null && ' · '}
      {helpUrl !== null && (
        <Anchor href={helpUrl} rel="noreferrer" target="_blank" underline="always">
          {t('signIn.help')}
        </Anchor>
      )}
    </Text>
  );
}
