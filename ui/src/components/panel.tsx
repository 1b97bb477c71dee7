import { Group, Skeleton, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface PanelProps {
  readonly title?: string;
  readonly actions?: ReactNode;
  /** As wide as a form reads well. */
  readonly narrow?: boolean;
  /** The content reaches the edges, as lists do. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A part of a page. */
export function Panel({ title, actions, narrow = false, flush = false, children }: PanelProps) {
  const head = title !== undefined && (
    <Group
      justify="space-between"
      gap="sm"
      mb={flush ? 0 : 'sm'}
      {...(flush ? { px: 20, pt: 16, pb: 8 } : {})}
    >
      <Title order={2}>{title}</Title>
      {actions}
    </Group>
  );
  return (
    <section className={narrow ? 'm-panel m-narrow' : 'm-panel'} data-flush={flush || undefined}>
      {head}
      {children}
    </section>
  );
}

/** The shape of lines to come. */
export function Lines({ count = 3 }: { count?: number }) {
  return (
    <Stack gap="sm" p="md" aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={18} width={`${String(92 - ((index * 17) % 40))}%`} />
      ))}
    </Stack>
  );
}
