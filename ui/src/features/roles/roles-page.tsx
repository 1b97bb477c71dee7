import { Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { group, roles as rolesQuery } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { RecordList } from '../../components/record-list.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import { RoleForm } from './role-form.tsx';

const route = getRouteApi('/shell/admin/roles');
const lowestPriority = 99;

export function RolesPage() {
  const { t } = useTranslation();
  const session = useSession();
  const { store: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const storeId = chosen ?? session.store.id;
  const roles = useQuery(rolesQuery(storeId));
  const taken = new Set(roles.data?.items.map(({ priority }) => priority));
  const free = Array.from({ length: lowestPriority }, (_, index) => index + 1).find((one) => !taken.has(one));
  return (
    <RecordList
      title={t('navigation.roles')}
      description={t('roles.text')}
      createLabel={t('roles.create')}
      choice={<StoreSelect value={storeId} onChange={(id) => void navigate({ search: { store: id } })} />}
      query={roles}
      queryKey={rolesQuery(storeId).queryKey}
      empty={<EmptyState icon={IconShieldLock} title={t('roles.noneTitle')} text={t('roles.noneText')} />}
      lead={(role) => (
        <span className="m-rank" title={t('roles.priority')}>
          {role.priority}
        </span>
      )}
      row={(role) => (
        <>
          <Text fw={600} size="sm" component="div">
            <Name>{role.name}</Name> {!role.enabled && <Badge tone="quiet">{t('roles.disabled')}</Badge>}
          </Text>
          {role.description !== '' && (
            <Text size="sm" component="div">
              <Name>{role.description}</Name>
            </Text>
          )}
          <Text size="sm" c="dimmed" component="div">
            {role.criteriaGroupId === null ? (
              t('roles.everybody')
            ) : (
              <Holders storeId={storeId} groupId={role.criteriaGroupId} />
            )}
            {' · '}
            {t('roles.permissionCount', { count: role.permissions.length })}
          </Text>
        </>
      )}
      deleteText={t('roles.deleteText')}
      remove={({ id }) =>
        api.DELETE('/stores/{storeId}/roles/{roleId}', { params: { path: { storeId, roleId: id } } })
      }
      form={(role, close) => (
        <RoleForm storeId={storeId} role={role} nextPriority={free ?? lowestPriority} onDone={close} />
      )}
    />
  );
}

function Holders({ storeId, groupId }: { storeId: string; groupId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(group(storeId, groupId));
  return (
    <>
      {t('roles.membersOf')} <Name>{data?.displayName ?? groupId}</Name>
    </>
  );
}
