/** One run: what is wrong, what to do, what happened, and who stepped in. */
import { Button, Stack, Text } from '@mantine/core';
import { IconArrowRight, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { run as runQuery } from '../../api/queries.ts';
import type { Run } from '../../api/schema.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageInWaiting } from '../../components/page-in-waiting.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Time } from '../../components/time.tsx';
import '../../i18n/operation-words.ts';
import { RunActions } from './run-actions.tsx';
import { RunBadge, Why } from './run-state.tsx';
import { useRunTitle } from './run-words.ts';
import { Story } from './story.tsx';

const route = getRouteApi('/shell/admin/operations/$workflowId');
const refreshMs = 3_000;

export function RunPage() {
  const { t } = useTranslation();
  const { workflowId } = route.useParams();
  const query = useQuery({
    ...runQuery(workflowId),
    refetchInterval: ({ state }) =>
      state.data !== undefined && state.data.attention === null && state.data.status !== 'running'
        ? false
        : refreshMs,
  });
  const back = { to: '/admin/operations', label: t('navigation.operations') } as const;
  if (query.data === undefined) {
    return <PageInWaiting title={t('navigation.operations')} back={back} query={query} />;
  }
  return <RunView run={query.data} back={back} />;
}

interface RunViewProps {
  readonly run: Run;
  readonly back: Parameters<typeof PageHeader>[0]['back'];
}

function RunView({ run, back }: RunViewProps) {
  const { t } = useTranslation();
  const titleOf = useRunTitle();
  const { attention, actor, storeName } = run;
  const isOpen = run.status === 'running' && run.requestId !== null;
  return (
    <>
      <PageHeader
        title={titleOf(run)}
        {...(back === undefined ? {} : { back })}
        badges={<RunBadge run={run} />}
        description={
          <>
            {storeName !== null && <Name>{storeName}</Name>}
            {actor !== null && (
              <>
                {' · '}
                {t('requests.askedBy')} <Name>{actor.name}</Name>
              </>
            )}
            {' · '}
            <Time at={run.startedAt} />
          </>
        }
        actions={
          <>
            <RunActions run={run} />
            {run.requestId !== null && (
              <LinkButton
                variant="default"
                to="/requests/$requestId"
                params={{ requestId: run.requestId }}
                search={{}}
                rightSection={<IconArrowRight size={16} aria-hidden />}
              >
                {t('operations.openRequest')}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="m-columns">
        <Stack gap={20}>
          {(attention !== null || run.problem !== null) && (
            <Panel title={t('operations.whatWrong')}>
              <Why run={run} />
            </Panel>
          )}
          {attention !== null && (
            <Panel title={t('operations.whatNow')}>
              <Text size="sm">{t(`operations.now.${attention.reason}`)}</Text>
              {isOpen && run.writing && (
                <Text size="sm" c="dimmed" mt="xs">
                  {t('operations.tooLate')}
                </Text>
              )}
            </Panel>
          )}
          {run.operated.length > 0 && (
            <Panel title={t('operations.operated')}>
              <Operated run={run} />
            </Panel>
          )}
          <Panel title={t('operations.facts')}>
            <Facts run={run} />
          </Panel>
        </Stack>
        <Panel title={t('operations.story')}>
          <Story run={run} />
        </Panel>
      </div>
    </>
  );
}

function Operated({ run }: { run: Run }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      {run.operated.map(({ act, by, at, outcome, reason }) => (
        <Text key={`${at} ${act}`} size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
          <Text span fw={550} size="sm">
            {t(`operations.acts.${act}`)}
          </Text>
          {' · '}
          <Name>{by}</Name>
          {' · '}
          <Time at={at} />
          {outcome !== 'done' && (
            <Text size="sm" c="dimmed">
              {t(`operations.${outcome}`)}
              {reason !== null && `: ${reason}`}
            </Text>
          )}
        </Text>
      ))}
    </Stack>
  );
}

function Facts({ run }: { run: Run }) {
  const { t } = useTranslation();
  return (
    <>
      <dl className="m-facts">
        <dt>{t('operations.workflowId')}</dt>
        <dd>
          <CopyText text={run.id} label={t('operations.copyId')} />
        </dd>
        <dt>{t('operations.started')}</dt>
        <dd>
          <Time at={run.startedAt} />
        </dd>
        {run.endedAt !== null && (
          <>
            <dt>{t('operations.ended')}</dt>
            <dd>
              <Time at={run.endedAt} />
            </dd>
          </>
        )}
      </dl>
      {run.engineHref !== null && (
        <Button
          component="a"
          href={run.engineHref}
          target="_blank"
          rel="noreferrer"
          variant="default"
          size="compact-sm"
          mt="md"
          rightSection={<IconExternalLink size={14} aria-hidden />}
        >
          {t('operations.openEngine')}
        </Button>
      )}
    </>
  );
}
