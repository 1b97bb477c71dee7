/** A role as administrators see it. */
import type { Static } from 'typebox';
import type { Role } from '../activities/database/repositories/roles.ts';
import { policiesOf } from '../workflows/contracts/policies.ts';
import type { PoliciesView } from './schemas/policies.ts';

export const roleView = (role: Role) => ({
  id: role.id,
  storeId: role.storeId,
  name: role.name,
  description: role.description,
  priority: role.priority,
  criteriaGroupId: role.criteriaGroupId,
  permissions: [...role.permissions],
  policies: policiesOf(role.policies) as Static<typeof PoliciesView>,
  enabled: role.enabled,
  version: role.version,
});
