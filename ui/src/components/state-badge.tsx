import {
  IconBan,
  IconCheck,
  IconClockHour4,
  IconHourglass,
  IconHourglassOff,
  IconPlayerPlay,
  IconRefreshAlert,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestState } from '../../../workflows/contracts/requests.ts';

export type Tone = 'ok' | 'wait' | 'bad' | 'run' | 'quiet';

/** A word with a colour; the word alone says all. */
export function Badge({ tone, icon, children }: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className="m-state" data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}

const size = { size: 14, 'aria-hidden': true } as const;
const looks: Readonly<Record<RequestState, readonly [Tone, ReactNode]>> = {
  queued: ['run', <IconClockHour4 key="i" {...size} />],
  pending: ['wait', <IconHourglass key="i" {...size} />],
  running: ['run', <IconPlayerPlay key="i" {...size} />],
  succeeded: ['ok', <IconCheck key="i" {...size} />],
  failed: ['bad', <IconX key="i" {...size} />],
  denied: ['bad', <IconBan key="i" {...size} />],
  cancelled: ['quiet', <IconX key="i" {...size} />],
  expired: ['quiet', <IconHourglassOff key="i" {...size} />],
  stale: ['wait', <IconRefreshAlert key="i" {...size} />],
};

export function StateBadge({ state }: { state: RequestState }) {
  const { t } = useTranslation();
  const [tone, icon] = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`states.${state}`)}
    </Badge>
  );
}
