/** A run's history in words: each step once, with its tries, its end and, where it failed, why. */
import { Text } from '@mantine/core';
import {
  IconCheck,
  IconClockHour4,
  IconFlag,
  IconMail,
  IconMessage,
  IconPlayerPlay,
  IconRefresh,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import type { Tone } from '../../components/state-badge.tsx';
import { TimelineLine } from '../../components/timeline-line.tsx';
import { NextTry } from './run-state.tsx';
import { useStepWord } from './run-words.ts';

type Line = Run['story'][number];

const size = { size: 14, 'aria-hidden': true } as const;

const ends = [
  'succeeded',
  'done',
  'failed',
  'denied',
  'cancelled',
  'stale',
  'terminated',
  'timedOut',
  'continued',
  'approved',
  'refused',
  'waiting',
  'working',
  'stopping',
] as const;
const bad: readonly string[] = ['failed', 'denied', 'terminated', 'timedOut', 'refused'];

export function Story({ run }: { run: Run }) {
  const { t } = useTranslation();
  if (run.story.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('operations.storyNone')}
      </Text>
    );
  }
  return (
    <>
      <ol className="m-timeline" aria-live="polite" aria-label={t('operations.story')}>
        {run.story.map((line, index) => (
          <StoryLine key={`${line.at} ${String(index)}`} line={line} />
        ))}
      </ol>
      {!run.whole && (
        <Text size="sm" c="dimmed">
          {t('operations.storyPart')}
        </Text>
      )}
    </>
  );
}

function StoryLine({ line }: { line: Line }) {
  const { t } = useTranslation();
  const title = useLineTitle()(line);
  const open = line.endedAt === null && (line.kind === 'step' || line.kind === 'timer');
  const end = ends.find((one) => one === line.outcome);
  return (
    <TimelineLine
      tone={toneOf(line, open)}
      icon={iconOf(line)}
      title={title}
      at={line.endedAt ?? line.at}
      now={open}
    >
      <Text size="sm" c="dimmed" component="div">
        {line.kind !== 'ended' && end !== undefined && end !== 'done' && t(`operations.ends.${end}`)}
        {line.by !== null && <Name>{line.by}</Name>}
        {line.attempts !== null && line.attempts > 1 && (
          <div>{t('timeline.attempt', { count: line.attempts })}</div>
        )}
        {line.problem !== null && <div style={{ overflowWrap: 'anywhere' }}>{line.problem.message}</div>}
        {line.nextAttemptAt !== null && (
          <div>
            <NextTry at={line.nextAttemptAt} />
          </div>
        )}
      </Text>
    </TimelineLine>
  );
}

function useLineTitle(): (line: Line) => string {
  const { t } = useTranslation();
  const stepWord = useStepWord();
  return ({ kind, name, outcome, endedAt }) => {
    switch (kind) {
      case 'step':
        return stepWord(name);
      case 'ended':
        return t(`operations.ends.${ends.find((one) => one === outcome) ?? 'done'}`);
      case 'timer':
        return t(endedAt === null ? 'operations.lines.timerNow' : 'operations.lines.timer');
      case 'message':
        return name === 'withdraw' || name === 'decide'
          ? t(`operations.lines.${name}`)
          : t('operations.lines.message', { name: name ?? '' });
      case 'child':
        return name === 'approval' || name === 'notify'
          ? t(`operations.lines.${name}`)
          : t('operations.lines.child', { name: name ?? '' });
      case 'started':
      case 'taskFailed':
      case 'cancelAsked':
      case 'resumed':
        return t(`operations.lines.${kind}`);
    }
  };
}

function toneOf({ kind, outcome, problem }: Line, open: boolean): Tone {
  if (open) return problem === null ? 'run' : 'bad';
  if (kind === 'taskFailed' || bad.includes(outcome ?? '')) return 'bad';
  if (kind === 'step' || kind === 'ended' || outcome === 'approved')
    return outcome === 'cancelled' ? 'quiet' : 'ok';
  return 'quiet';
}

function iconOf({ kind, name, outcome }: Line): ReactNode {
  if (bad.includes(outcome ?? '') || kind === 'taskFailed') return <IconX {...size} />;
  switch (kind) {
    case 'started':
    case 'resumed':
      return <IconPlayerPlay {...size} />;
    case 'step':
      return outcome === 'done' ? <IconCheck {...size} /> : <IconRefresh {...size} />;
    case 'child':
      return name === 'notify' ? <IconMail {...size} /> : <IconUserQuestion {...size} />;
    case 'timer':
      return <IconClockHour4 {...size} />;
    case 'message':
    case 'cancelAsked':
      return <IconMessage {...size} />;
    case 'ended':
      return <IconFlag {...size} />;
  }
}
