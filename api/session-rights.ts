/** What a session keeps of a person's rights. */
import type { Role } from '../activities/database/repositories/roles.ts';
import type { HolderFacts, Rights } from '../activities/platform/role-rights.ts';
import type { SessionActor } from './session-actor.ts';

export const sessionRights = (
  { role, permissions, policies }: Rights<Role>,
  { groups, containers }: HolderFacts,
): Pick<
  SessionActor,
  'roleId' | 'roleName' | 'permissions' | 'groups' | 'containers' | 'search' | 'queryDesigner'
> => ({
  roleId: role.id,
  roleName: role.name,
  permissions: [...permissions],
  groups: [...groups],
  containers: [...containers],
  search: policies.search,
  queryDesigner: policies.queryDesigner,
});
