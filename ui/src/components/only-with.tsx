/** What somebody may look at but not change: shown, switched off, with the permission that would allow it. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import { holds, useSession } from '../api/session.ts';
import { LinkAnchor } from './link.tsx';

interface OnlyWithProps {
  readonly permission: Permission;
  readonly children: ReactNode;
}

export function OnlyWith({ permission, children }: OnlyWithProps) {
  const { t } = useTranslation();
  if (holds(useSession(), permission)) return children;
  return (
    <>
      <Text size="sm" mb="md" maw={560}>
        {t('stores.readOnly', { permission })}{' '}
        <LinkAnchor size="sm" to="/profile/why" search={{ permission }}>
          {t('problem.why')}
        </LinkAnchor>
      </Text>
      <fieldset disabled style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        {children}
      </fieldset>
    </>
  );
}
