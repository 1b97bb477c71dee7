import { Group, Text, Title } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { LinkAnchor } from './link.tsx';

interface PageHeaderProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly badges?: ReactNode;
  /** One primary action and, beside it, what is rarer. */
  readonly actions?: ReactNode;
  readonly back?: { readonly to: LinkProps['to']; readonly label: string };
}

/** The head of a page or of an object; names the browser's tab, too. */
export function PageHeader({ title, description, badges, actions, back }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
  return (
    <header className="m-page-header">
      <div className="m-page-header-text">
        {back !== undefined && (
          <LinkAnchor
            to={back.to}
            size="sm"
            mb={4}
            display="inline-flex"
            style={{ alignItems: 'center', gap: 2 }}
          >
            <IconChevronLeft size={16} aria-hidden />
            {back.label}
          </LinkAnchor>
        )}
        <Group gap="sm">
          <Title order={1}>
            <bdi dir="auto">{title}</bdi>
          </Title>
          {badges}
        </Group>
        {description !== undefined && (
          <Text c="dimmed" size="sm" mt={2} component="div" style={{ overflowWrap: 'anywhere' }}>
            {description}
          </Text>
        )}
      </div>
      {actions !== undefined && <Group gap="sm">{actions}</Group>}
    </header>
  );
}
