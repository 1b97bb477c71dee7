/** The first account of a new installation: code, directory, administrator, portal, review. */
import { Button, Group, Paper, Stack, Stepper, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import iconUrl from '../../app/icon.svg';
import { signInChoices } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { Lines } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { WizardEnd } from '../../components/wizard-end.tsx';
import '../../i18n/set-up-words.ts';
import { AdministratorStep } from './administrator-step.tsx';
import { CodeStep } from './code-step.tsx';
import { DirectoryStep } from './directory-step.tsx';
import { PortalStep } from './portal-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { lastStep, type SetUp, steps, useSetUp } from './use-set-up.ts';

export function SetUpPage() {
  const { t } = useTranslation();
  const choices = useQuery({ ...signInChoices, staleTime: 0 });
  return (
    <main className="m-centre">
      <title>{t('setUp.pageTitle')}</title>
      <div className="m-set-up">
        <Group gap="sm" mb="lg" justify="center">
          <img src={iconUrl} alt="" width={36} height={36} />
          <Title order={1}>{t('setUp.title')}</Title>
        </Group>
        {choices.isPending && <Lines count={4} />}
        {choices.error !== null && (
          <ProblemAlert error={choices.error} onRetry={() => void choices.refetch()} />
        )}
        {choices.data !== undefined && <Wizard open={choices.data.setUpNeeded} />}
      </div>
    </main>
  );
}

function Wizard({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const setUp = useSetUp();
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { step, done } = setUp;
  if (!open && done === null) {
    return (
      <EmptyState
        icon={IconCircleCheck}
        title={t('setUp.doneBeforeTitle')}
        text={t('setUp.doneBeforeText')}
        action={<LinkButton to="/sign-in">{t('signIn.title')}</LinkButton>}
      />
    );
  }
  if (done !== null) {
    return (
      <EmptyState
        icon={IconCircleCheck}
        title={t('setUp.doneTitle')}
        text={t('setUp.doneText', { login: done.loginName })}
        action={
          // A page of its own: what the pages know of the installation is out of date.
          <Button component="a" href={`/sign-in?portal=${encodeURIComponent(done.portalPath)}`}>
            {t('signIn.title')}
          </Button>
        }
      />
    );
  }
  return (
    <Paper withBorder p={{ base: 'md', sm: 'xl' }} radius="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setUp.forward();
        }}
      >
        {narrow ? (
          <Text size="sm" c="dimmed" mb="md">
            {t('setUp.stepOf', {
              number: step + 1,
              total: steps.length,
              name: t(`setUp.steps.${steps[step] ?? 'code'}`),
            })}
          </Text>
        ) : (
          <Stepper active={step} onStepClick={setUp.backTo} size="sm" mb="xl" iconSize={28}>
            {steps.map((name, index) => (
              <Stepper.Step key={name} label={t(`setUp.steps.${name}`)} allowStepSelect={index < step} />
            ))}
          </Stepper>
        )}
        <Stack gap="md">
          <StepContent setUp={setUp} />
          {setUp.failure !== null && <ProblemAlert error={setUp.failure} shownFields={setUp.shownFields} />}
          <WizardEnd step={step} onBack={setUp.backTo}>
            <Button type="submit" loading={setUp.busy}>
              {step === lastStep ? t('setUp.finish') : t('common.next')}
            </Button>
          </WizardEnd>
        </Stack>
      </form>
    </Paper>
  );
}

function StepContent({ setUp }: { setUp: SetUp }) {
  const at = steps[setUp.step] ?? 'code';
  switch (at) {
    case 'directory':
      return <DirectoryStep setUp={setUp} />;
    case 'administrator':
      return <AdministratorStep setUp={setUp} />;
    case 'portal':
      return <PortalStep setUp={setUp} />;
    case 'review':
      return <ReviewStep setUp={setUp} />;
    case 'code':
      return <CodeStep setUp={setUp} />;
  }
}
