/** Writes the configuration of a store down: roles with their policies, approval workflows, and what they refer to. */
import {
  getApprovalSettings,
  listDefinitions,
  type StoredSettings,
  type WorkflowDefinition,
} from '../../activities/database/repositories/approval-workflows.ts';
import type { Db } from '../../activities/database/client.ts';
import { listPortals } from '../../activities/database/repositories/portals.ts';
import { listRoles, type Role } from '../../activities/database/repositories/roles.ts';
import { type IdentityStore, listStores } from '../../activities/database/repositories/stores.ts';
import { listIndexed } from '../../activities/directory-index/objects.ts';
import { listPlaces } from '../../activities/directory-index/places.ts';
import { namedLevels } from '../field-levels.ts';
import {
  type ConfigurationFile,
  configurationFormat,
  configurationVersion,
} from '../schemas/configuration.ts';

/** What of a role the file holds; named one by one, so that nothing gets into it unseen. */
export const roleEntry = (role: Role) => ({
  name: role.name,
  description: role.description,
  priority: role.priority,
  criteriaGroupId: role.criteriaGroupId,
  criteriaContainerId: role.criteriaContainerId,
  clients: role.clients,
  permissions: role.permissions,
  policies: role.policies,
  enabled: role.enabled,
});

export const workflowEntry = (one: WorkflowDefinition) => ({
  name: one.name,
  description: one.description,
  system: one.system,
  objects: one.objects,
  event: one.event,
  fields: one.fields,
  filters: one.filters,
  approvers: one.approvers,
  mode: one.mode,
  acceleration: one.acceleration,
  mailApproval: one.mailApproval,
  portalId: one.portalId,
  enabled: one.enabled,
});

export const settingsEntry = (settings: StoredSettings) => ({
  selfApproval: settings.selfApproval,
  noApprover: settings.noApprover,
  defaultApproverId: settings.defaultApproverId,
  acceleration: settings.acceleration,
  maxLevels: settings.maxLevels,
  days: settings.days,
  expiryDays: settings.expiryDays,
  reminderDays: settings.reminderDays,
});

export const storeEntry = (
  { groupNamePrefixes, fieldLevels }: Pick<IdentityStore, 'groupNamePrefixes' | 'fieldLevels'>,
  roles: readonly Role[],
) => ({
  groupNamePrefixes,
  fieldLevels: namedLevels(fieldLevels, roles),
});

/** The same configuration is the same file. */
export async function exportConfiguration(db: Db, store: IdentityStore): Promise<ConfigurationFile> {
  const [roles, workflows, settings] = await Promise.all([
    listRoles(db, store.id),
    listDefinitions(db, store.id),
    getApprovalSettings(db, store.id),
  ]);
  const sections = {
    roles: roles.map(roleEntry),
    workflows: workflows.map(workflowEntry),
    workflowSettings: settingsEntry(settings),
  };
  const storeSettings = storeEntry(store, roles);
  const named = textsIn(sections);
  const [objects, places, portals, stores] = await Promise.all([
    listIndexed(db, store.id, named),
    listPlaces(db, store),
    listPortals(db),
    listStores(db),
  ]);
  const references = [
    ...[...objects.values()]
      .filter(({ kind }) => kind !== 'container')
      .map(({ objectId, displayName, path }) => ({
        ...{ id: objectId, kind: 'object' as const },
        ...{ name: displayName, path },
      })),
    ...places
      .filter(({ id }) => named.includes(id))
      .map(({ id, name, path }) => ({ id, kind: 'container' as const, name, path })),
    ...portals
      .filter(({ id }) => named.includes(id))
      .map(({ id, name, path }) => ({ id, kind: 'portal' as const, name, path })),
    ...stores
      .filter(({ id }) => named.includes(id))
      .map(({ id, name }) => ({ id, kind: 'store' as const, name, path: name })),
  ].toSorted((a, b) => a.id.localeCompare(b.id));
  const file = {
    format: configurationFormat,
    version: configurationVersion,
    store: store.name,
    references,
    ...sections,
    storeSettings,
  };
  return JSON.parse(JSON.stringify(file)) as ConfigurationFile;
}

/** Every text that could be an id. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 0 && value.length <= 1000 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(textsIn))];
}
