/** Why may this person do this? The active role by each client, why the others lost, and what follows. */
import { Select, Stack, Text, Title } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { areaOf, isBuilt, permissionAreas } from '../../../../workflows/contracts/permissions.ts';
import type { Filter } from '../../../../workflows/contracts/filter.ts';
import { filterAttributes } from '../../api/lists.ts';
import { clients as clientsQuery, roleCheck } from '../../api/roles.ts';
import type { RoleCheck } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useFilterSentence } from '../../components/filter/filter-words.ts';
import { LinkAnchor } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/access-words.ts';
import { useClientWords } from './client-words.ts';

const route = getRouteApi('/shell/admin/roles/check');

export function CheckRolesPage() {
  const { t } = useTranslation();
  const session = useSession();
  const words = useClientWords();
  const { store, person, client } = route.useSearch();
  const navigate = route.useNavigate();
  const storeId = store ?? session.store.id;
  const clients = useQuery(clientsQuery(storeId));
  const change = (next: { store?: string; person?: string | undefined; client?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  return (
    <>
      <PageHeader
        title={t('checkRoles.title')}
        description={t('checkRoles.text')}
        back={{ to: '/admin/roles', label: t('navigation.roles') }}
        actions={
          <StoreSelect
            value={storeId}
            onChange={(id) => {
              change({ store: id, person: undefined, client: undefined });
            }}
          />
        }
      />
      <Stack gap={20}>
        <Panel>
          <div className="m-role-check">
            <ObjectPicker
              label={t('checkRoles.person')}
              purpose="manager"
              storeId={storeId}
              value={person ?? null}
              onChange={(id) => {
                change({ person: id ?? undefined });
              }}
            />
            <Select
              label={t('checkRoles.client')}
              placeholder={t('checkRoles.anyClient')}
              clearable
              clearButtonProps={{ 'aria-label': t('common.clear') }}
              data={(clients.data ?? []).map((one) => ({ value: one.name, label: words(one) }))}
              value={client ?? null}
              onChange={(name) => {
                change({ client: name ?? undefined });
              }}
            />
          </div>
        </Panel>
        {person === undefined ? (
          <EmptyState icon={IconShieldCheck} title={t('checkRoles.none')} text={t('checkRoles.noneText')} />
        ) : (
          <Answer storeId={storeId} person={person} client={client} />
        )}
      </Stack>
    </>
  );
}

function Answer({
  storeId,
  person,
  client,
}: {
  storeId: string;
  person: string;
  client: string | undefined;
}) {
  const { t } = useTranslation();
  const found = useQuery(roleCheck(storeId, person, client));
  const { data } = found;
  if (data === undefined) {
    return (
      <Panel>
        <Waiting query={found} lines={6} />
      </Panel>
    );
  }
  const active = data.roles.find(({ id }) => id === data.active);
  return (
    <>
      <Panel flush>
        <Stack gap={4} px={20} pt={16} pb={8}>
          <Title order={2}>
            {active === undefined ? t('checkRoles.noRole') : t('checkRoles.active', { name: active.name })}
          </Title>
          <Text size="sm" c="dimmed" component="div" role="status">
            {!data.person.enabled
              ? t('checkRoles.accountDisabled')
              : t(active === undefined ? 'checkRoles.noRoleText' : 'checkRoles.activeText')}
          </Text>
        </Stack>
        <ul className="m-rows">
          {data.roles.map((role) => (
            <li key={role.id}>
              <span className="m-rank" title={t('roles.priority')}>
                {role.priority}
              </span>
              <div className="m-grow">
                <Text fw={600} size="sm" component="div">
                  <LinkAnchor to="/admin/roles/$storeId/$roleId" params={{ storeId, roleId: role.id }}>
                    <Name>{role.name}</Name>
                  </LinkAnchor>
                </Text>
                <Text size="sm" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
                  {role.verdict === 'notMember' && role.criteriaMissing
                    ? t('checkRoles.criteriaGone')
                    : t(`verdictTexts.${role.verdict}`, { name: role.criteriaName ?? '' })}
                </Text>
              </div>
              <Badge tone={role.verdict === 'active' ? 'ok' : 'quiet'}>{t(`verdicts.${role.verdict}`)}</Badge>
            </li>
          ))}
        </ul>
      </Panel>
      {data.policies !== null && <Policies storeId={storeId} policies={data.policies} />}
      {data.permissions.length > 0 && <Permissions permissions={data.permissions} />}
    </>
  );
}

function Policies({ storeId, policies }: { storeId: string; policies: NonNullable<RoleCheck['policies']> }) {
  const { t } = useTranslation();
  const attributes = useQuery(filterAttributes('objects', storeId));
  const filters = (policies.search ?? []).flatMap(({ filter }) =>
    filter === null ? [] : [filter as Filter],
  );
  const sentence = useFilterSentence(
    filters.length === 0 ? undefined : { op: 'or', nodes: filters },
    attributes.data ?? [],
    storeId,
  );
  const { search, prefixes, enforcedPrefixes, newGroups, groupOwners } = policies;
  const part = ({ containerId, container, filter }: NonNullable<typeof search>[number]): string =>
    [
      ...(containerId === null ? [] : [container ?? t('checkRoles.containerGone')]),
      ...((filter ?? null) === null ? [] : [sentence(filter as Filter)]),
    ].join(` ${t('checkRoles.and')} `);
  return (
    <Panel title={t('checkRoles.policies')}>
      <dl className="m-facts">
        <dt>{t('policies.search.title')}</dt>
        <dd>
          {search === null ? (
            t('checkRoles.wholeStore')
          ) : (
            <ul className="m-plain">
              {search.map((one, at) => (
                <li key={at}>
                  <Name>{part(one)}</Name>
                </li>
              ))}
            </ul>
          )}
        </dd>
        <dt>{t('policies.groupNamePrefixes.title')}</dt>
        <dd>
          {enforcedPrefixes !== null
            ? t('checkRoles.mustPrefix', { prefixes: enforcedPrefixes.join(', ') })
            : prefixes.length === 0
              ? t('checkRoles.noPrefix')
              : prefixes.join(', ')}
        </dd>
        <dt>{t('policies.newObject.group')}</dt>
        <dd>{newGroups === null ? t('policies.newObject.any') : <Name>{newGroups.join(', ')}</Name>}</dd>
        <dt>{t('policies.groupOwners.title')}</dt>
        <dd>
          {t('checkRoles.owners', { min: groupOwners.minAdditional, max: groupOwners.maxAdditional })}
          {groupOwners.primaryRequired && ` ${t('checkRoles.ownerRequired')}`}
        </dd>
      </dl>
    </Panel>
  );
}

function Permissions({ permissions }: { permissions: RoleCheck['permissions'] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('checkRoles.permissions', { count: permissions.length })}>
      <dl className="m-facts">
        {permissionAreas.map((area) => {
          const held = permissions.filter(({ name }) => areaOf(name) === area);
          return (
            held.length > 0 && [
              <dt key={area}>{t(`permissionAreas.${area}`)}</dt>,
              <dd key={`${area} held`}>
                <ul className="m-plain">
                  {held.map(({ name, heldBy }) => (
                    <li key={name}>
                      {t(`permissions.${name}`)}
                      {heldBy !== name &&
                        ` (${t('checkRoles.by', { name: t(`permissions.${heldBy}`) })})`}{' '}
                      {!isBuilt(name) && <Badge tone="quiet">{t('roles.inert')}</Badge>}
                    </li>
                  ))}
                </ul>
              </dd>,
            ]
          );
        })}
      </dl>
    </Panel>
  );
}
