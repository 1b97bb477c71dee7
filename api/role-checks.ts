/** What is wrong with a role as it would be saved: every field at fault (access-and-approvals O6, 3.1). */
import type { Db } from '../activities/database/client.ts';
import { listPortals } from '../activities/database/repositories/portals.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import { listPlaces, missingPlaces } from '../activities/directory-index/places.ts';
import type { LiveDirectory } from '../activities/platform/live-directory.ts';
import type { RoleFacts } from '../activities/platform/role-rights.ts';
import { type ClientExpression, clientTypes } from '../workflows/contracts/clients.ts';
import type { FieldProblem } from '../workflows/contracts/errors.ts';
import { mayBeForEverybody, type Permission, prerequisiteOf } from '../workflows/contracts/permissions.ts';
import { policiesOf, type StoredPolicies } from '../workflows/contracts/policies.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';

type Criteria = Pick<RoleFacts, 'criteriaGroupId' | 'criteriaContainerId'>;

/** What of a role has been given; the rest was checked when it was saved. */
export interface GivenParts {
  readonly criteria: boolean;
  readonly clients: boolean;
  readonly permissions: boolean;
}

/** @throws ApiProblem `value.invalid` naming every field at fault */
export async function requireSoundRole(
  { database: { db }, live }: Pick<RouteDeps, 'database' | 'live'>,
  store: IdentityStore,
  role: Omit<RoleFacts, 'id' | 'policies' | 'enabled' | 'priority'>,
  given: GivenParts,
): Promise<void> {
  const problems = [
    ...(given.criteria ? await criteriaProblems(db, live, store, role) : []),
    ...(given.criteria || given.permissions ? everybodyProblems(role) : []),
    ...(given.permissions ? prerequisiteProblems(role.permissions) : []),
    ...(given.clients ? await clientProblems(db, store, role.clients) : []),
  ];
  if (problems.length > 0) throw ApiProblem.invalid(problems);
}

/**
 * Doing without approval is for people whom somebody has named (access-and-approvals B6).
 * @throws ApiProblem `value.invalid`
 */
export function requireNamedHolders(role: Criteria & { readonly policies?: StoredPolicies }): void {
  const isForEverybody = role.criteriaGroupId === null && (role.criteriaContainerId ?? null) === null;
  if (!isForEverybody || !policiesOf(role.policies ?? {}).breakGlass.enabled) return;
  throw ApiProblem.invalid([
    problem(
      'policies/breakGlass/enabled',
      'needs a role that is held by a group or the people in a container',
    ),
  ]);
}

const problem = (field: string, message: string): FieldProblem => ({ field, code: 'value.invalid', message });

async function criteriaProblems(
  db: Db,
  live: LiveDirectory,
  store: IdentityStore,
  { criteriaGroupId, criteriaContainerId }: Criteria,
): Promise<FieldProblem[]> {
  if (criteriaGroupId !== null && criteriaContainerId !== null) {
    return [problem('criteriaContainerId', 'does not go with a group; choose one of them')];
  }
  if (criteriaGroupId !== null) {
    const [found] = await live.read(store.id, [criteriaGroupId]);
    return found?.kind === 'group' ? [] : [problem('criteriaGroupId', `is not a group of ${store.name}`)];
  }
  if (criteriaContainerId !== null && (await isNoPlace(db, store, criteriaContainerId))) {
    return [problem('criteriaContainerId', `is not a container of ${store.name}`)];
  }
  return [];
}

async function isNoPlace(db: Db, store: IdentityStore, id: string): Promise<boolean> {
  if (store.kind !== 'local') {
    return (await missingPlaces(db, store, [id])).length > 0;
  }
  // Where places are no objects, any path could be one.
  return !(await listPlaces(db, store)).some((place) => place.id === id);
}

const everybodyProblems = ({
  criteriaGroupId,
  criteriaContainerId,
  permissions,
}: Criteria & { readonly permissions: readonly Permission[] }): FieldProblem[] =>
  criteriaGroupId === null && criteriaContainerId === null && !mayBeForEverybody(permissions)
    ? [problem('criteriaGroupId', 'must name a group for a role with these permissions')]
    : [];

function prerequisiteProblems(permissions: readonly Permission[]): FieldProblem[] {
  const lacking = permissions.flatMap((permission) => {
    const needed = prerequisiteOf(permission);
    return needed === null || permissions.includes(needed) ? [] : [`${permission} needs ${needed}`];
  });
  return lacking.length === 0 ? [] : [problem('permissions', `lack what others need: ${lacking.join('; ')}`)];
}

async function clientProblems(
  db: Db,
  store: IdentityStore,
  clients: ClientExpression | null,
): Promise<FieldProblem[]> {
  if (clients === null) return [];
  const portals = await listPortals(db);
  const names: ReadonlySet<string> = new Set([
    ...portals.filter(({ stores }) => stores.some(({ id }) => id === store.id)).map(({ id }) => id),
    ...clientTypes.filter((type) => type !== 'portal'),
  ]);
  const types: ReadonlySet<string> = new Set(clientTypes);
  return clients.rows.flatMap(({ field, value }, index) =>
    (field === 'clientName' ? names : types).has(value)
      ? []
      : [
          problem(
            `clients/rows/${index}/value`,
            field === 'clientName'
              ? 'names a client that is not there any more; choose another one'
              : `must be one of ${clientTypes.join(', ')}`,
          ),
        ],
  );
}
