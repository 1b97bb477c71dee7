/** The people a role's criteria hold, as they were saved. */
import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { roleMembers } from '../../api/roles.ts';
import type { Role } from '../../api/schema.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkAnchor } from '../../components/link.tsx';
import { MoreRows } from '../../components/more-rows.tsx';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Waiting } from '../../components/waiting.tsx';

export function MembersTab({ role }: { role: Role }) {
  const { t } = useTranslation();
  const found = useInfiniteQuery(roleMembers(role.storeId, role.id));
  const [first] = found.data?.pages ?? [];
  if (first === undefined) {
    return (
      <Panel>
        <Waiting query={found} lines={6} />
      </Panel>
    );
  }
  const people = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel flush>
      <Text size="sm" c="dimmed" px={20} pt={16} pb={8} role="status">
        {t(first.totalExact ? 'roles.memberCount' : 'roles.memberCountMore', { count: first.total })}
      </Text>
      {people.length === 0 && (
        <EmptyState icon={IconUsers} title={t('roles.noMembers')} text={t('roles.noMembersText')} />
      )}
      <ul className="m-rows">
        {people.map((person) => (
          <li key={person.id}>
            <div className="m-grow">
              <Text fw={600} size="sm" component="div">
                <LinkAnchor
                  to="/people/$storeId/$userId"
                  params={{ storeId: role.storeId, userId: person.id }}
                >
                  <Name>{person.displayName}</Name>
                </LinkAnchor>{' '}
                {!person.enabled && <Badge tone="quiet">{t('roles.accountDisabled')}</Badge>}
              </Text>
              <Text size="sm" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
                <Name>{person.path}</Name>
              </Text>
            </div>
            <LinkAnchor
              size="sm"
              to="/admin/roles/check"
              search={{ store: role.storeId, person: person.id }}
              aria-label={t('roles.checkPerson', { name: person.displayName })}
            >
              {t('roles.check')}
            </LinkAnchor>
          </li>
        ))}
      </ul>
      <MoreRows query={found} />
    </Panel>
  );
}
