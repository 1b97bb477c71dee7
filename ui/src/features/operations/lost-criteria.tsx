/** Roles that admit nobody since their group or container is gone: each line leads to where another is chosen. */
import { Alert, List, Text } from '@mantine/core';
import { IconShieldOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import type { LostCriterion } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { Time } from '../../components/time.tsx';

export function LostCriteria({ roles }: { roles: readonly LostCriterion[] }) {
  const { t } = useTranslation();
  if (roles.length === 0) return null;
  return (
    <Alert
      mb="md"
      color="red"
      variant="light"
      icon={<IconShieldOff aria-hidden />}
      title={t('operations.lost.title', { count: roles.length })}
    >
      <List size="sm" spacing={4} mb="xs" listStyleType="none">
        {roles.map((role) => (
          <List.Item key={role.roleId}>
            <Link to="/admin/roles/$storeId/$roleId" params={{ storeId: role.storeId, roleId: role.roleId }}>
              <Name>{role.roleName}</Name>
            </Link>{' '}
            <Trans
              i18nKey={`operations.lost.${role.kind}`}
              values={{ name: role.name, store: role.storeName }}
              components={{ name: <bdi />, at: <Time at={role.lostAt} /> }}
            />
          </List.Item>
        ))}
      </List>
      <Text size="sm">{t('operations.lost.text')}</Text>
    </Alert>
  );
}
