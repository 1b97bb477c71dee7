/** What a session keeps of a person's store and rights. */
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import type { Role } from '../activities/database/repositories/roles.ts';
import type { HolderFacts, Rights } from '../activities/platform/role-rights.ts';
import type { SessionActor } from './session-actor.ts';

/** What follows from the store as it is set now. */
export const sessionStore = ({
  administersAll,
  sessionIdleMinutes,
  sessionHours,
}: IdentityStore): Pick<SessionActor, 'administersAll' | 'sessionIdleMinutes' | 'sessionHours'> => ({
  administersAll,
  sessionIdleMinutes,
  sessionHours,
});

export const sessionRights = (
  { role, permissions, policies, standing }: Rights<Role>,
  { groups, containers }: HolderFacts,
): Pick<
  SessionActor,
  | 'roleId'
  | 'roleName'
  | 'permissions'
  | 'groups'
  | 'containers'
  | 'search'
  | 'hiddenFields'
  | 'standing'
  | 'queryDesigner'
  | 'breakGlass'
> => ({
  roleId: role.id,
  roleName: role.name,
  permissions: [...permissions],
  groups: [...groups],
  containers: [...containers],
  search: policies.search,
  hiddenFields: policies.hiddenFields,
  standing,
  breakGlass: policies.breakGlass.enabled,
  queryDesigner: policies.queryDesigner,
});
