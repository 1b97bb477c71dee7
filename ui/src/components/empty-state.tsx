import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  /** Why it is empty. */
  readonly text: string;
  /** The next step. */
  readonly action?: ReactNode;
  /** 1 where it is the whole page. */
  readonly level?: 1 | 3;
}

export function EmptyState({ icon: Sign, title, text, action, level = 3 }: EmptyStateProps) {
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center">
      <ThemeIcon variant="light" color="gray" size={48} radius="xl" aria-hidden>
        <Sign size={24} stroke={1.6} />
      </ThemeIcon>
      <Title order={level} size="h3" mt={6}>
        {title}
      </Title>
      <Text size="sm" c="dimmed" maw={420} style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      {action !== undefined && <div style={{ marginTop: 12 }}>{action}</div>}
    </Stack>
  );
}
