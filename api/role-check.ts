/** Why may this person do this? The decision about roles, told for one person and client (access-and-approvals O5). */
import { listPortals } from '../activities/database/repositories/portals.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import { placesForNew } from '../activities/directory-index/new-object-places.ts';
import { placesById } from '../activities/directory-index/places.ts';
import { findRights } from '../activities/platform/actor-rights.ts';
import type { EffectivePolicies } from '../activities/platform/role-rights.ts';
import { type Client, clientTypes, portalClient, soleClient } from '../workflows/contracts/clients.ts';
import { heldBy, permissions } from '../workflows/contracts/permissions.ts';
import type { Db } from '../activities/database/client.ts';
import { ApiProblem } from './problem.ts';
import { roleViews } from './role-view.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';
import { requirePerson } from './visible-object.ts';

interface LabelledClient extends Client {
  readonly label: string | null;
}

/** Everything people of a store can sign in by. */
export async function clientsOf(db: Db, store: Pick<IdentityStore, 'id'>): Promise<LabelledClient[]> {
  const portals = await listPortals(db);
  return [
    ...portals
      .filter(({ stores }) => stores.some(({ id }) => id === store.id))
      .map(({ id, name }) => ({ ...portalClient(id), label: name })),
    ...clientTypes.flatMap((type) => (type === 'portal' ? [] : [{ ...soleClient(type), label: null }])),
  ];
}

/** @throws ApiProblem `notFound`, `value.invalid` for a client that is none, `provider.*` */
export async function checkRoles(
  deps: Pick<RouteDeps, 'database' | 'live'>,
  actor: SessionActor,
  store: IdentityStore,
  { userId, client: named }: { readonly userId: string; readonly client?: string },
) {
  const { db } = deps.database;
  const clients = await clientsOf(db, store);
  const client = named === undefined ? null : (clients.find(({ name }) => name === named) ?? null);
  if (named !== undefined && client === null) {
    throw ApiProblem.field('client', 'is not a client of this identity store; choose another one');
  }
  await requirePerson(db, actor, store, userId);
  const identity = await deps.live.identify(store.id, userId);
  if (identity === null) throw ApiProblem.notFound('person');
  const { object, groups } = identity;
  const { rights, judged } = await findRights(db, store, { ...object, groups }, client);
  const views = await roleViews(
    deps,
    store,
    judged.map(({ role }) => role),
  );
  return {
    person: { id: object.id, displayName: object.displayName, enabled: object.enabled },
    client,
    active: rights?.role.id ?? null,
    roles: judged.map(({ role: { id, name, priority }, verdict }, at) => ({
      ...{ id, name, priority, verdict },
      criteriaName: views[at]?.criteriaName ?? null,
      criteriaMissing: views[at]?.criteriaMissing ?? false,
    })),
    permissions:
      rights === null
        ? []
        : permissions.flatMap((name) => {
            const by = heldBy(rights.permissions, name);
            return by === null ? [] : [{ name, heldBy: by }];
          }),
    policies: rights === null ? null : await policyWords(db, store, object, rights.policies),
  };
}

async function policyWords(
  db: Db,
  store: IdentityStore,
  person: { readonly path: string; readonly name: string },
  { search, newObject, groupNamePrefixes, groupOwners }: EffectivePolicies,
) {
  const searched = (search ?? []).flatMap(({ containerId }) => (containerId === null ? [] : [containerId]));
  const places = await placesById(db, store, searched);
  return {
    search:
      search?.map(({ containerId, filter }) => ({
        containerId,
        container: containerId === null ? null : (places.get(containerId)?.path ?? null),
        filter,
      })) ?? null,
    prefixes: [...groupNamePrefixes.offered],
    enforcedPrefixes: groupNamePrefixes.enforced === null ? null : [...groupNamePrefixes.enforced],
    groupOwners: { ...groupOwners },
    newGroups: await placesForNew(db, store, person, newObject, 'group'),
  };
}
