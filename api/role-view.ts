/** Roles as administrators see them: with the names of what they are given by, and whether that is still there. */
import type { Static } from 'typebox';
import type { Db } from '../activities/database/client.ts';
import { getFactorSettings } from '../activities/database/repositories/factor-settings.ts';
import type { Role } from '../activities/database/repositories/roles.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import { listIndexed } from '../activities/directory-index/objects.ts';
import { placesById } from '../activities/directory-index/places.ts';
import { directoryFailure, type LiveDirectory } from '../activities/platform/live-directory.ts';
import { policiesOf } from '../workflows/contracts/policies.ts';
import { stepUpOf } from '../workflows/contracts/step-up.ts';
import { roleStepUpView } from './factors/step-up-view.ts';
import type { RouteDeps } from './route.ts';
import type { PoliciesView } from './schemas/policies.ts';

export async function roleViews(
  { database: { db }, live }: Pick<RouteDeps, 'database' | 'live'>,
  store: IdentityStore,
  roles: readonly Role[],
) {
  const [named, { factors }] = await Promise.all([
    nameCriteria(db, live, store, roles),
    getFactorSettings(db, store.id),
  ]);
  return roles.map((role) => {
    const policies = policiesOf(role.policies);
    return {
      id: role.id,
      storeId: role.storeId,
      name: role.name,
      description: role.description,
      priority: role.priority,
      criteriaGroupId: role.criteriaGroupId,
      criteriaContainerId: role.criteriaContainerId,
      ...named(role),
      clients: role.clients === null ? null : { ...role.clients, rows: [...role.clients.rows] },
      permissions: [...role.permissions],
      policies: policies as Static<typeof PoliciesView>,
      stepUp: roleStepUpView(stepUpOf(policies.authentication, factors)),
      enabled: role.enabled,
      version: role.version,
    };
  });
}

export async function roleView(
  deps: Pick<RouteDeps, 'database' | 'live'>,
  store: IdentityStore,
  role: Role,
): Promise<Awaited<ReturnType<typeof roleViews>>[number]> {
  const [view] = await roleViews(deps, store, [role]);
  if (view === undefined) throw new Error('A role has no view.');
  return view;
}

interface CriteriaWords {
  readonly criteriaName: string | null;
  /** It is gone: the role holds nobody until another one is chosen (access-and-approvals O6). */
  readonly criteriaMissing: boolean;
}

async function nameCriteria(
  db: Db,
  live: LiveDirectory,
  store: IdentityStore,
  roles: readonly Role[],
): Promise<(role: Role) => CriteriaWords> {
  const groupIds = roles.flatMap(({ criteriaGroupId: id }) => (id === null ? [] : [id]));
  const containerIds = roles.flatMap(({ criteriaContainerId: id }) => (id === null ? [] : [id]));
  const [groups, present, places] = await Promise.all([
    listIndexed(db, store.id, groupIds),
    groupsThere(live, store, groupIds),
    placesById(db, store, containerIds),
  ]);
  return ({ criteriaGroupId, criteriaContainerId }) => {
    if (criteriaGroupId !== null) {
      const criteriaName = present?.get(criteriaGroupId) ?? groups.get(criteriaGroupId)?.displayName ?? null;
      return { criteriaName, criteriaMissing: present !== null && !present.has(criteriaGroupId) };
    }
    if (criteriaContainerId === null) return { criteriaName: null, criteriaMissing: false };
    const place = places.get(criteriaContainerId);
    return { criteriaName: place?.path ?? null, criteriaMissing: place === undefined };
  };
}

/** Names by id, as the directory has them now; null where it does not answer: then nothing is said to be gone. */
async function groupsThere(
  live: LiveDirectory,
  store: IdentityStore,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string> | null> {
  if (!store.enabled) return null;
  try {
    const found = await live.read(store.id, [...new Set(ids)]);
    return new Map(
      found.filter(({ kind }) => kind === 'group').map(({ id, displayName }) => [id, displayName]),
    );
  } catch (error) {
    if (directoryFailure(error) === null) throw error;
    return null;
  }
}
