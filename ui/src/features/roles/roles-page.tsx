/** The roles of a store, by number. */
import { Alert, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsSplit2,
  IconDeviceDesktop,
  IconFileCode,
  IconKey,
  IconPlus,
  IconShieldCheck,
  IconShieldLock,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayBeForEverybody } from '../../../../workflows/contracts/permissions.ts';
import { api } from '../../api/client.ts';
import { roles as rolesQuery } from '../../api/queries.ts';
import type { Role } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { DeleteButton } from '../../components/delete-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkAnchor, LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/access-words.ts';
import '../../i18n/account-words.ts';
import { CopyRole } from './copy-role.tsx';

const route = getRouteApi('/shell/admin/roles');
const lowestPriority = 99;

export function RolesPage() {
  const { t } = useTranslation();
  const session = useSession();
  const { store: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const storeId = chosen ?? session.store.id;
  const roles = useQuery(rolesQuery(storeId));
  const items = roles.data?.items ?? [];
  const gone = items.filter(({ criteriaMissing }) => criteriaMissing);
  const taken = new Set(items.map(({ priority }) => priority));
  const free = Array.from({ length: lowestPriority }, (_, index) => index + 1).find((one) => !taken.has(one));
  return (
    <>
      <PageHeader
        title={t('navigation.roles')}
        description={t('roles.text')}
        actions={
          <>
            <StoreSelect value={storeId} onChange={(id) => void navigate({ search: { store: id } })} />
            <LinkButton
              variant="default"
              leftSection={<IconShieldCheck size={18} aria-hidden />}
              to="/admin/roles/check"
              search={{ store: storeId }}
            >
              {t('roles.check')}
            </LinkButton>
            <LinkButton
              variant="default"
              leftSection={<IconKey size={18} aria-hidden />}
              to="/admin/roles/tokens"
              search={{ store: storeId }}
            >
              {t('tokens.title')}
            </LinkButton>
            <LinkButton
              variant="default"
              leftSection={<IconDeviceDesktop size={18} aria-hidden />}
              to="/admin/roles/sessions"
              search={{ store: storeId }}
            >
              {t('sessions.ofStore')}
            </LinkButton>
            {session.administersAll && (
              <LinkButton
                variant="default"
                leftSection={<IconArrowsSplit2 size={18} aria-hidden />}
                to="/admin/roles/duties"
              >
                {t('roles.duties')}
              </LinkButton>
            )}
            <LinkButton
              variant="default"
              leftSection={<IconFileCode size={18} aria-hidden />}
              to="/admin/roles/configuration"
              search={{ store: storeId }}
            >
              {t('roles.configuration')}
            </LinkButton>
            <LinkButton
              leftSection={<IconPlus size={18} aria-hidden />}
              to="/admin/roles/$storeId/new"
              params={{ storeId }}
            >
              {t('roles.create')}
            </LinkButton>
          </>
        }
      />
      {gone.length > 0 && (
        <Alert
          mb="md"
          color="yellow"
          variant="light"
          icon={<IconAlertTriangle />}
          title={t('roles.goneAlert', { count: gone.length, names: gone.map(({ name }) => name).join(', ') })}
        >
          {t('roles.goneText')}
        </Alert>
      )}
      <Panel flush>
        {roles.data === undefined && <Waiting query={roles} lines={4} />}
        {roles.data?.items.length === 0 && (
          <EmptyState icon={IconShieldLock} title={t('roles.noneTitle')} text={t('roles.noneText')} />
        )}
        <ul className="m-rows">
          {items.map((role) => (
            <RoleRow key={role.id} role={role} nextPriority={free ?? lowestPriority} />
          ))}
        </ul>
      </Panel>
    </>
  );
}

function RoleRow({ role, nextPriority }: { role: Role; nextPriority: number }) {
  const { t } = useTranslation();
  const { storeId, id: roleId } = role;
  return (
    <li>
      <span className="m-rank" title={t('roles.priority')}>
        {role.priority}
      </span>
      <div className="m-grow">
        <Text fw={600} size="sm" component="div">
          <LinkAnchor to="/admin/roles/$storeId/$roleId" params={{ storeId, roleId }}>
            <Name>{role.name}</Name>
          </LinkAnchor>{' '}
          {!role.enabled && <Badge tone="quiet">{t('roles.disabled')}</Badge>}{' '}
          {role.criteriaMissing && <Badge tone="bad">{t('roles.gone')}</Badge>}
        </Text>
        {role.description !== '' && (
          <Text size="sm" component="div">
            <Name>{role.description}</Name>
          </Text>
        )}
        <Text size="sm" c="dimmed" component="div">
          <Holders role={role} />
          {role.clients !== null && ` · ${t('roles.someClients')}`}
          {' · '}
          {t('roles.permissionCount', { count: role.permissions.length })}
        </Text>
      </div>
      <CopyRole role={role} nextPriority={nextPriority} />
      <DeleteButton
        name={role.name}
        text={t('roles.deleteText')}
        queryKey={['roles', storeId]}
        remove={() =>
          api.DELETE('/stores/{storeId}/roles/{roleId}', { params: { path: { storeId, roleId } } })
        }
      />
    </li>
  );
}

function Holders({ role }: { role: Role }) {
  const { t } = useTranslation();
  const { criteriaGroupId, criteriaContainerId, criteriaName } = role;
  if (criteriaGroupId === null && criteriaContainerId === null) {
    return t(mayBeForEverybody(role.permissions) ? 'roles.everybody' : 'roles.nobody');
  }
  return (
    <>
      {t(criteriaGroupId === null ? 'roles.peopleIn' : 'roles.membersOf')}{' '}
      <Name>{criteriaName ?? criteriaGroupId ?? criteriaContainerId ?? ''}</Name>
    </>
  );
}
