import { Button, Modal, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { group, roles as rolesQuery } from '../../api/queries.ts';
import type { Role } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { DeleteButton } from '../../components/delete-button.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import { api } from '../../api/client.ts';
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
  const [edited, setEdited] = useState<Role | 'new' | null>(null);
  const items = roles.data?.items ?? [];
  const taken = new Set(items.map(({ priority }) => priority));
  const free = Array.from({ length: lowestPriority }, (_, index) => index + 1).find((one) => !taken.has(one));
  const close = () => {
    setEdited(null);
  };
  return (
    <>
      <PageHeader
        title={t('navigation.roles')}
        description={t('roles.text')}
        actions={
          <>
            <StoreSelect value={storeId} onChange={(id) => void navigate({ search: { store: id } })} />
            <Button
              leftSection={<IconPlus size={18} aria-hidden />}
              onClick={() => {
                setEdited('new');
              }}
            >
              {t('roles.create')}
            </Button>
          </>
        }
      />
      <Panel flush>
        {roles.isPending && <Lines count={4} />}
        {roles.error !== null && <ProblemAlert error={roles.error} onRetry={() => void roles.refetch()} />}
        <ul className="m-rows">
          {items.map((role) => (
            <li key={role.id}>
              <Badge tone="quiet">{role.priority}</Badge>
              <div className="m-grow">
                <Text fw={600} component="div">
                  <Name>{role.name}</Name>{' '}
                  {!role.enabled && <Badge tone="quiet">{t('roles.disabled')}</Badge>}
                </Text>
                <Text size="sm" c="dimmed" component="div">
                  {role.criteriaGroupId === null ? (
                    t('roles.everybody')
                  ) : (
                    <Holders storeId={storeId} groupId={role.criteriaGroupId} />
                  )}
                  {' · '}
                  {t('roles.permissionCount', { count: role.permissions.length })}
                </Text>
                {role.description !== '' && (
                  <Text size="sm" c="dimmed" component="div">
                    <Name>{role.description}</Name>
                  </Text>
                )}
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={t('roles.editOne', { name: role.name })}
                onClick={() => {
                  setEdited(role);
                }}
              >
                {t('common.edit')}
              </Button>
              <DeleteButton
                name={role.name}
                text={t('roles.deleteText')}
                queryKey={rolesQuery(storeId).queryKey}
                remove={() =>
                  api.DELETE('/stores/{storeId}/roles/{roleId}', {
                    params: { path: { storeId, roleId: role.id } },
                  })
                }
              />
            </li>
          ))}
        </ul>
      </Panel>
      <Modal
        opened={edited !== null}
        onClose={close}
        size="lg"
        title={
          edited === null || edited === 'new' ? t('roles.create') : t('roles.editOne', { name: edited.name })
        }
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {edited !== null && (
          <RoleForm
            storeId={storeId}
            role={edited === 'new' ? null : edited}
            nextPriority={free ?? lowestPriority}
            onDone={close}
          />
        )}
      </Modal>
    </>
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
