/** A role as its form holds it: every policy under its own name, so that what the API refuses finds its place. */
import type { Role, RolePolicies } from '../../api/schema.ts';
import type { RoleTab } from '../../app/search.ts';

export type EditedPolicies = Pick<
  RolePolicies,
  'groupOwners' | 'groupNamePrefixes' | 'newObject' | 'search' | 'queryDesigner'
>;

export interface RoleValues extends EditedPolicies {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly criteriaGroupId: string | null;
  readonly criteriaContainerId: string | null;
  readonly clients: Role['clients'];
  readonly permissions: Role['permissions'];
  readonly enabled: boolean;
}

const noPolicies: EditedPolicies = {
  groupOwners: { primaryRequired: false, minAdditional: 0, maxAdditional: 100 },
  groupNamePrefixes: { prefixes: [], enforce: false },
  newObject: { ownContainerOnly: false, containers: { user: [], group: [], contact: [] } },
  search: { containerId: null, filter: null },
  queryDesigner: {
    newGroupsOnly: false,
    startIn: { containerIds: [], enforce: false },
    objectTypes: { kinds: [], enforce: false },
    hiddenTabs: [],
    attributes: null,
    defaultFilter: null,
  },
};

/** @param role null for a new one */
export const valuesOf = (role: Role | null, nextPriority: number): RoleValues => ({
  name: role?.name ?? '',
  description: role?.description ?? '',
  priority: role?.priority ?? nextPriority,
  criteriaGroupId: role?.criteriaGroupId ?? null,
  criteriaContainerId: role?.criteriaContainerId ?? null,
  clients: role?.clients ?? null,
  permissions: role?.permissions ?? [],
  enabled: role?.enabled ?? true,
  groupOwners: role?.policies.groupOwners ?? noPolicies.groupOwners,
  groupNamePrefixes: role?.policies.groupNamePrefixes ?? noPolicies.groupNamePrefixes,
  newObject: role?.policies.newObject ?? noPolicies.newObject,
  search: role?.policies.search ?? noPolicies.search,
  queryDesigner: role?.policies.queryDesigner ?? noPolicies.queryDesigner,
});

export function bodyOf(values: RoleValues) {
  const { groupOwners, groupNamePrefixes, newObject, search, queryDesigner, ...fields } = values;
  return {
    ...fields,
    name: fields.name.trim(),
    clients: fields.clients?.rows.length === 0 ? null : fields.clients,
    policies: { groupOwners, groupNamePrefixes, newObject, search, queryDesigner },
  };
}

const policyNames: readonly string[] = [
  'groupOwners',
  'groupNamePrefixes',
  'newObject',
  'search',
  'queryDesigner',
];

/** Where a field stands. */
export const tabOf = (field: string): RoleTab =>
  field === 'permissions' ? 'permissions' : policyNames.includes(field) ? 'policies' : 'general';
