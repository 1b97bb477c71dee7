import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Tone } from './state-badge.tsx';
import { Time } from './time.tsx';

interface TimelineLineProps {
  readonly tone: Tone;
  readonly icon: ReactNode;
  readonly title: string;
  readonly at: string;
  /** It is under way: its sign pulses. */
  readonly now: boolean;
  /** What more there is to say, below the title. */
  readonly children: ReactNode;
}

/** One line of an `ol.m-timeline`: what happened and when. */
export function TimelineLine({ tone, icon, title, at, now, children }: TimelineLineProps) {
  return (
    <li>
      <span className="m-dot" data-tone={tone} data-now={now || undefined}>
        {icon}
      </span>
      <div>
        <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
          <Text size="sm" fw={now ? 650 : 500} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Text>
          <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }} mt={2}>
            <Time at={at} />
          </Text>
        </Group>
        {children}
      </div>
    </li>
  );
}
