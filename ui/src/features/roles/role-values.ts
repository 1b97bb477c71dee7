/** A role as its form holds it: every policy under its own name, so that what the API refuses finds its place. */
import { policiesOf } from '../../../../workflows/contracts/policies.ts';
import type { Role, RolePolicies } from '../../api/schema.ts';
import type { RoleTab } from '../../app/search.ts';

export interface RoleValues extends RolePolicies {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly criteriaGroupId: string | null;
  readonly criteriaContainerId: string | null;
  readonly clients: Role['clients'];
  readonly permissions: Role['permissions'];
  readonly enabled: boolean;
}

const noPolicies = policiesOf({}) as RolePolicies;

/** @param role null for a new one */
export const valuesOf = (role: Role | null, nextPriority: number): RoleValues => ({
  ...(role?.policies ?? noPolicies),
  name: role?.name ?? '',
  description: role?.description ?? '',
  priority: role?.priority ?? nextPriority,
  criteriaGroupId: role?.criteriaGroupId ?? null,
  criteriaContainerId: role?.criteriaContainerId ?? null,
  clients: role?.clients ?? null,
  permissions: role?.permissions ?? [],
  enabled: role?.enabled ?? true,
});

export function bodyOf(values: RoleValues) {
  const { name, description, priority, criteriaGroupId, criteriaContainerId, ...rest } = values;
  const { clients, permissions, enabled, ...policies } = rest;
  return {
    ...{
      name: name.trim(),
      description,
      priority,
      criteriaGroupId,
      criteriaContainerId,
      permissions,
      enabled,
    },
    clients: clients?.rows.length === 0 ? null : clients,
    policies,
  };
}

/** Where a field stands. */
export const tabOf = (field: string): RoleTab =>
  field === 'permissions' ? 'permissions' : field in noPolicies ? 'policies' : 'general';
