import { Group, Text, Title } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LinkAnchor } from './link.tsx';
import { PageTitle } from './page-title.tsx';

interface PageHeaderProps {
  readonly title: string;
  /** What the object is, before its name. */
  readonly icon?: ReactNode;
  readonly description?: ReactNode;
  readonly badges?: ReactNode;
  /** One primary action and, beside it, what is rarer. */
  readonly actions?: ReactNode;
  readonly back?: { readonly to: LinkProps['to']; readonly label: string };
}

/** The head of a page or of an object; names the browser's tab, too. */
export function PageHeader({ title, icon, description, badges, actions, back }: PageHeaderProps) {
  return (
    <header className="m-page-header">
      <PageTitle title={title} />
      <div className="m-page-header-text">
        {back !== undefined && (
          <LinkAnchor
            to={back.to}
            size="sm"
            mb={4}
            display="inline-flex"
            ml={-4}
            style={{ alignItems: 'center', gap: 2 }}
          >
            <IconChevronLeft size={16} aria-hidden />
            {back.label}
          </LinkAnchor>
        )}
        <div className="m-page-title">
          {icon}
          <div style={{ minWidth: 0 }}>
            <Group gap="4px 12px">
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
        </div>
      </div>
      {actions !== undefined && <Group gap="sm">{actions}</Group>}
    </header>
  );
}
