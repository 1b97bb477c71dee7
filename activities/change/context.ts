/** What a planner works with: the request, the live directory, and who is acting. */
import { soleClient } from '../../workflows/contracts/clients.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { Standing } from '../../workflows/contracts/field-levels.ts';
import type { Permission } from '../../workflows/contracts/permissions.ts';
import { policiesOf } from '../../workflows/contracts/policies.ts';
import type { Database } from '../database/client.ts';
import type { Person, Request } from '../database/repositories/requests.ts';
import { getRequest } from '../database/repositories/requests.ts';
import { getStore, type IdentityStore } from '../database/repositories/stores.ts';
import { withinScopes } from '../platform/authorize.ts';
import { findRights } from '../platform/actor-rights.ts';
import { nobody } from '../platform/levels.ts';
import type { Logger } from '../platform/log.ts';
import type { ProviderPool } from '../platform/provider-pool.ts';
import type { EffectivePolicies } from '../platform/role-rights.ts';
import type { Provider } from '../providers/contract.ts';
import { RequestRefused } from './refused.ts';

export interface ChangeDeps {
  readonly db: Database;
  readonly providers: ProviderPool;
  readonly log: Logger;
}

export interface Actor extends Person {
  readonly object: DirectoryObject;
  /** Every group that holds the actor, at any depth. */
  readonly groups: ReadonlySet<string>;
  readonly permissions: ReadonlySet<Permission>;
  readonly policies: EffectivePolicies;
  /** What levels of fields ask of the actor. */
  readonly standing: Standing;
}

export interface PlanContext {
  readonly db: Database;
  readonly request: Request;
  readonly store: IdentityStore;
  readonly provider: Provider;
  readonly actor: Actor;
}

export async function loadRequest(db: Database, requestId: string): Promise<Request> {
  const request = await getRequest(db, requestId);
  if (request === null) throw new RequestRefused('request.notFound', 'This request does not exist any more.');
  return request;
}

/** Looks the actor up anew: rights are those at this moment, not those at sign-in. */
export async function loadContext(deps: ChangeDeps, requestId: string): Promise<PlanContext> {
  const request = await loadRequest(deps.db, requestId);
  const store = await getStore(deps.db, request.storeId);
  if (store === null)
    throw new RequestRefused('notFound', 'The identity store of this request does not exist any more.');
  if (!store.enabled) {
    throw new RequestRefused(
      'store.disabled',
      `The identity store ${store.name} is disabled. Ask an administrator to enable it.`,
    );
  }
  const provider = await deps.providers.open(store.id);
  const actor = await loadActor(deps, request, store, provider);
  return { db: deps.db, request, store, provider, actor };
}

/** Muster itself, for what nobody asks of it at that moment: it stands in no directory and holds no permission. */
const system = ({ storeId, actorId: id, actorName: name }: Request): Actor => ({
  storeId,
  id,
  object: { kind: 'user', id, name, displayName: name, path: '', enabled: true, attributes: {} },
  groups: new Set(),
  permissions: new Set(),
  standing: nobody,
  policies: {
    ...policiesOf({}),
    search: null,
    hiddenFields: [],
    newObject: [],
    groupNamePrefixes: { offered: [], enforced: null },
  },
});

async function loadActor(
  deps: ChangeDeps,
  request: Request,
  store: IdentityStore,
  provider: Provider,
): Promise<Actor> {
  if (request.action === 'endMemberships') return system(request);
  if (request.actorStoreId !== request.storeId) {
    throw new RequestRefused(
      'permission.denied',
      'You act with the account you signed in with; sign in to this identity store to change it.',
    );
  }
  const ref = { kind: 'user' as const, id: request.actorId };
  const [[object], groups] = await Promise.all([provider.read([ref]), provider.effectiveGroups(ref)]);
  if (object === undefined || !object.enabled) {
    throw new RequestRefused(
      'permission.denied',
      'Your account is disabled or gone, so nothing can be done in its name.',
    );
  }
  const client = request.client ?? soleClient('api');
  const { rights } = await findRights(deps.db, store, { ...object, groups }, client);
  if (rights === null) {
    throw new RequestRefused(
      'permission.denied',
      'You hold no role in this identity store any more. Ask an administrator.',
    );
  }
  return {
    storeId: request.actorStoreId,
    id: request.actorId,
    object,
    groups,
    permissions: withinScopes(rights.permissions, request.token),
    policies: rights.policies,
    standing: rights.standing,
  };
}
