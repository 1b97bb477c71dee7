/** One role, or a new one: who holds it, what it allows, what it says beyond that, and whom that is. */
import { Button, Group, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import { forEditing, roles as rolesQuery } from '../../api/queries.ts';
import { role as roleQuery } from '../../api/roles.ts';
import type { Role } from '../../api/schema.ts';
import { oneOf, type RoleTab, roleTabs } from '../../app/search.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/access-words.ts';
import { GeneralTab, wayOf } from './general-tab.tsx';
import { MembersTab } from './members-tab.tsx';
import { PermissionsTab } from './permissions-tab.tsx';
import { PoliciesTab } from './policies-tab.tsx';
import { bodyOf, type RoleValues, tabOf, valuesOf } from './role-values.ts';

const roleRoute = getRouteApi('/shell/admin/roles/$storeId/$roleId');
const newRoute = getRouteApi('/shell/admin/roles/$storeId/new');
const lowestPriority = 99;

export function RolePage() {
  const { t } = useTranslation();
  const { storeId, roleId } = roleRoute.useParams();
  const { tab } = roleRoute.useSearch();
  const navigate = roleRoute.useNavigate();
  const query = useQuery({ ...roleQuery(storeId, roleId), ...forEditing });
  if (query.data === undefined) {
    return (
      <>
        <Head title={t('roles.one')} />
        <Panel narrow>
          <Waiting query={query} lines={6} />
        </Panel>
      </>
    );
  }
  return (
    <RoleForm
      key={query.data.version}
      storeId={storeId}
      role={query.data}
      nextPriority={query.data.priority}
      tab={tab ?? 'general'}
      onTab={(next) =>
        void navigate({ search: { tab: next === 'general' ? undefined : next }, replace: true })
      }
    />
  );
}

export function NewRolePage() {
  const { storeId } = newRoute.useParams();
  const { tab } = newRoute.useSearch();
  const navigate = newRoute.useNavigate();
  const others = useQuery(rolesQuery(storeId));
  const { t } = useTranslation();
  if (others.data === undefined) {
    return (
      <>
        <Head title={t('roles.create')} />
        <Panel narrow>
          {others.error === null ? <Lines count={6} /> : <ProblemAlert error={others.error} />}
        </Panel>
      </>
    );
  }
  const taken = new Set(others.data.items.map(({ priority }) => priority));
  const free = Array.from({ length: lowestPriority }, (_, index) => index + 1).find((one) => !taken.has(one));
  return (
    <RoleForm
      storeId={storeId}
      role={null}
      nextPriority={free ?? lowestPriority}
      tab={tab ?? 'general'}
      onTab={(next) =>
        void navigate({ search: { tab: next === 'general' ? undefined : next }, replace: true })
      }
    />
  );
}

function Head({ title, role }: { title: string; role?: Role | null }) {
  const { t } = useTranslation();
  return (
    <PageHeader
      title={title}
      back={{ to: '/admin/roles', label: t('navigation.roles') }}
      badges={
        <>
          {role?.enabled === false && <Badge tone="quiet">{t('roles.disabled')}</Badge>}
          {role?.criteriaMissing === true && <Badge tone="bad">{t('roles.gone')}</Badge>}
        </>
      }
    />
  );
}

interface RoleFormProps {
  readonly storeId: string;
  /** Null for a new one. */
  readonly role: Role | null;
  readonly nextPriority: number;
  readonly tab: RoleTab;
  readonly onTab: (tab: RoleTab) => void;
}

function RoleForm({ storeId, role, nextPriority, tab, onTab }: RoleFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const fields = useFields<RoleValues>(valuesOf(role, nextPriority));
  const { values } = fields;
  const [way, setWay] = useState(() => wayOf(role));
  const save = useSave({
    fields,
    changes: [rolesQuery(storeId).queryKey],
    onDone: () => {
      if (role === null) void navigate({ to: '/admin/roles', search: { store: storeId } });
    },
    save: async () => {
      const body = bodyOf(values);
      try {
        return await (role === null
          ? unwrap(api.POST('/stores/{storeId}/roles', { params: { path: { storeId } }, body }))
          : unwrap(
              api.PATCH('/stores/{storeId}/roles/{roleId}', {
                params: {
                  path: { storeId, roleId: role.id },
                  header: { 'if-match': `"${String(role.version)}"` },
                },
                body,
              }),
            ));
      } catch (error) {
        // To the part of the first field at fault; the field itself is focused there.
        const [first] = asApiError(error).problem.errors;
        if (first !== undefined) onTab(tabOf(nameOf(first.field)));
        throw error;
      }
    },
  });
  const tabs = roleTabs.filter((one) => role !== null || one !== 'members');
  const shown = oneOf(tab, tabs) ?? 'general';
  return (
    <>
      <Head title={role?.name ?? t('roles.create')} role={role} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = fields.check({
            name: values.name.trim() === '' && t('roles.nameMissing'),
            criteriaGroupId: way === 'group' && values.criteriaGroupId === null && t('roles.groupMissing'),
            criteriaContainerId:
              way === 'container' && values.criteriaContainerId === null && t('roles.containerMissing'),
          });
          if (found) save.mutate();
          else onTab('general');
        }}
      >
        <Tabs
          value={shown}
          keepMounted={false}
          onChange={(value) => {
            onTab(oneOf(value, roleTabs) ?? 'general');
          }}
        >
          <Tabs.List mb="md" className="m-tabs">
            {tabs.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`roles.tabs.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="general">
            <Panel narrow>
              <GeneralTab storeId={storeId} role={role} fields={fields} way={way} onWay={setWay} />
            </Panel>
          </Tabs.Panel>
          <Tabs.Panel value="permissions">
            <Panel>
              <PermissionsTab fields={fields} />
            </Panel>
          </Tabs.Panel>
          <Tabs.Panel value="policies">
            <PoliciesTab storeId={storeId} fields={fields} />
          </Tabs.Panel>
          {role !== null && (
            <Tabs.Panel value="members">
              <MembersTab role={role} />
            </Tabs.Panel>
          )}
        </Tabs>
        {shown !== 'members' && (
          <div className="m-save-bar">
            {fields.error !== null && <ProblemAlert error={fields.error} shownFields={fields.failed} />}
            <Group gap="sm">
              <Button type="submit" loading={save.isPending}>
                {t('common.save')}
              </Button>
              <Button
                variant="default"
                onClick={() => void navigate({ to: '/admin/roles', search: { store: storeId } })}
              >
                {t('common.cancel')}
              </Button>
            </Group>
          </div>
        )}
      </form>
    </>
  );
}

/** `policies/search/filter` stands at `search`. */
const nameOf = (field: string): string => {
  const [first = '', second = ''] = field.split('/');
  return first === 'policies' ? second : first;
};
