import { Group } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { permissions } from '../../../workflows/contracts/permissions.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { LinkButton } from '../components/link.tsx';
import { PageTitle } from '../components/page-title.tsx';

const route = getRouteApi('/shell/no-access');

/** Why a page is not there for this person. */
export function NoAccessPage() {
  const { t } = useTranslation();
  const named = route.useSearch().permission;
  const permission = permissions.find((one) => one === named);
  return (
    <>
      <PageTitle title={t('noAccess.title')} />
      <EmptyState
        level={1}
        icon={IconLock}
        title={t('noAccess.title')}
        text={
          permission !== undefined
            ? t('noAccess.text', { permission: t(`permissions.${permission}`) })
            : t('noAccess.plain')
        }
        action={
          <Group gap="sm" justify="center">
            <LinkButton to="/">{t('notFound.home')}</LinkButton>
            {permission !== undefined && (
              <LinkButton variant="default" to="/profile/why" search={{ permission }}>
                {t('problem.why')}
              </LinkButton>
            )}
          </Group>
        }
      />
    </>
  );
}
