/** What happened to a request, step by step, with times; the step that is under way pulses. */
import { Text } from '@mantine/core';
import {
  IconArrowsSplit,
  IconArrowUp,
  IconBan,
  IconBell,
  IconCheck,
  IconChecks,
  IconClockHour4,
  IconFileText,
  IconHourglass,
  IconHourglassOff,
  IconMail,
  IconPencil,
  IconRefresh,
  IconSend,
  IconTool,
  IconUrgent,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isFinal, type RequestEventKind } from '../../../../workflows/contracts/requests.ts';
import type { Request } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import '../../i18n/break-glass-words.ts';
import '../../i18n/request-words.ts';
import type { Tone } from '../../components/state-badge.tsx';
import { TimelineLine } from '../../components/timeline-line.tsx';
import '../../i18n/account-words.ts';

type Event = Request['timeline'][number];

const size = { size: 14, 'aria-hidden': true } as const;
const looks: Readonly<Record<RequestEventKind, readonly [Tone, ReactNode]>> = {
  accepted: ['quiet', <IconSend key="i" {...size} />],
  planned: ['quiet', <IconFileText key="i" {...size} />],
  approvalRequested: ['wait', <IconUserQuestion key="i" {...size} />],
  approvalHeld: ['wait', <IconHourglass key="i" {...size} />],
  approvalRerouted: ['wait', <IconArrowsSplit key="i" {...size} />],
  approvalReminded: ['wait', <IconBell key="i" {...size} />],
  approvalAccelerated: ['wait', <IconArrowUp key="i" {...size} />],
  approvalHandedOver: ['wait', <IconArrowsSplit key="i" {...size} />],
  approvalStatic: ['quiet', <IconHourglass key="i" {...size} />],
  breakGlass: ['bad', <IconUrgent key="i" {...size} />],
  approved: ['ok', <IconCheck key="i" {...size} />],
  denied: ['bad', <IconBan key="i" {...size} />],
  cancelled: ['quiet', <IconX key="i" {...size} />],
  expired: ['quiet', <IconHourglassOff key="i" {...size} />],
  applying: ['run', <IconPencil key="i" {...size} />],
  retrying: ['wait', <IconRefresh key="i" {...size} />],
  applied: ['ok', <IconCheck key="i" {...size} />],
  recorded: ['ok', <IconCheck key="i" {...size} />],
  notified: ['quiet', <IconMail key="i" {...size} />],
  operated: ['quiet', <IconTool key="i" {...size} />],
  succeeded: ['ok', <IconChecks key="i" {...size} />],
  failed: ['bad', <IconX key="i" {...size} />],
  stale: ['wait', <IconRefresh key="i" {...size} />],
};

export function Timeline({ request }: { request: Request }) {
  const { t } = useTranslation();
  const events = shownEvents(request.timeline);
  const open = !isFinal(request.state);
  return (
    <ol className="m-timeline" aria-live="polite" aria-label={t('timeline.label')}>
      {events.map((event, index) => (
        <Step key={event.id} event={event} now={open && index === events.length - 1} />
      ))}
    </ol>
  );
}

/** A denial is told by who denied, not once more as the end; a new attempt replaces the one before. */
function shownEvents(events: readonly Event[]): readonly Event[] {
  const decided = events.find(({ kind, data }) => kind === 'denied' && 'by' in data);
  return events.filter(
    (event) => event.kind !== 'denied' || decided === undefined || event.id === decided.id,
  );
}

function Step({ event, now }: { event: Event; now: boolean }) {
  const { t } = useTranslation();
  const [tone, icon] = looks[event.kind];
  return (
    <TimelineLine
      tone={tone}
      icon={icon}
      title={event.kind === 'retrying' && !now ? t('timeline.retried') : t(`timeline.${event.kind}`)}
      at={event.at}
      now={now}
    >
      <Detail data={event.data} now={now} />
    </TimelineLine>
  );
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** To the second, in the reader's zone; with its date where that is not today. */
function clock(at: string, language: string): string {
  const instant = new Date(at);
  const isToday = instant.toDateString() === new Date().toDateString();
  return instant.toLocaleString(
    language,
    isToday ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'medium' },
  );
}

function Detail({ data, now }: { data: Record<string, unknown>; now: boolean }) {
  const { t, i18n } = useTranslation();
  const approvers = list(data.approvers);
  const by = text(data.by);
  const lines: ReactNode[] = [];
  if (approvers.length > 0) lines.push(<Name key="approvers">{approvers.join(', ')}</Name>);
  if (data.decidedAs === 'nobody') lines.push(<span key="by">{t('timeline.byNobody')}</span>);
  else if (by !== null) {
    lines.push(
      <span key="by">
        {data.decidedAs === 'administrator' ? t('timeline.byAdministrator') : t('timeline.by')}{' '}
        <Name>{text(data.for) === null ? by : t('delegations.byFor', { by, name: text(data.for) })}</Name>
      </span>,
    );
  }
  const instead = list(data.instead);
  if (instead.length > 0) {
    lines.push(<Name key="instead">{t('requestPage.instead', { names: instead.join(', ') })}</Name>);
  }
  if (text(data.comment) !== null) {
    lines.push(
      <span key="comment">
        {'“'}
        <Name>{text(data.comment) ?? ''}</Name>
        {'”'}
      </span>,
    );
  }
  if (text(data.message) !== null) lines.push(<span key="message">{text(data.message)}</span>);
  if (data.partly === true) lines.push(<span key="partly">{t('timeline.partly')}</span>);
  if (typeof data.attempt === 'number') {
    const since = text(data.since);
    const next = text(data.nextTryAt);
    const tries = [
      t('timeline.attempt', { count: data.attempt }),
      ...(since === null ? [] : [t('timeline.since', { time: clock(since, i18n.language) })]),
      ...(next === null || !now ? [] : [t('timeline.nextTry', { time: clock(next, i18n.language) })]),
    ];
    lines.push(<span key="attempt">{tries.join(' · ')}</span>);
  }
  if (typeof data.changes === 'number') {
    lines.push(<span key="changes">{t('timeline.changes', { count: data.changes })}</span>);
  }
  return lines.map((line, index) => (
    <Text key={index} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {line}
    </Text>
  ));
}

/** Beside the title of a timeline: whether it is told live. */
export function LiveSign({ live }: { live: boolean }) {
  const { t } = useTranslation();
  return (
    <Text
      size="xs"
      c="dimmed"
      role="status"
      component="span"
      style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}
    >
      {live ? <LiveDot /> : <IconClockHour4 {...size} />}
      {live ? t('timeline.live') : t('timeline.reconnecting')}
    </Text>
  );
}

const LiveDot = () => (
  <span aria-hidden style={{ width: 8, height: 8, borderRadius: 4, background: 'var(--m-ok)' }} />
);
