/**
 * What the owner of a token may do now. Account, groups and place are looked at in the directory at most every minute,
 * as for sessions (access-and-approvals A6); roles, which are in our own database, at every call.
 */
import type { ApiToken } from '../../activities/database/repositories/api-tokens.ts';
import { listRoles } from '../../activities/database/repositories/roles.ts';
import { getStore } from '../../activities/database/repositories/stores.ts';
import { rightsOf } from '../../activities/platform/role-rights.ts';
import { soleClient } from '../../workflows/contracts/clients.ts';
import { ApiProblem } from '../problem.ts';
import { type Review, reviewActor } from '../review-actor.ts';
import type { RouteDeps } from '../route.ts';
import type { SessionActor } from '../session-actor.ts';
import { checkEveryMs } from '../session-limits.ts';
import { sessionRights, sessionStore } from '../session-rights.ts';
import { actorOfOwner } from '../sign-in.ts';

interface Known {
  readonly actor: SessionActor;
  /** Milliseconds since 1970, as all times here. */
  readonly checkedAt: number;
  readonly checkAgainAt: number;
}

export type Owner =
  | { readonly actor: SessionActor }
  /** The token ends for ever. */
  | { readonly ends: 'ownerDisabled' | 'noRole' }
  /** Not at the moment: the store is disabled, or the directory away and the role another one. */
  | { readonly ends: null };

export interface Look {
  /** Looks at the directory even if it did so within the last minute. */
  readonly anew: boolean;
  /** How long it will be until somebody asks again: what falls due within is looked at now. */
  readonly aheadMs?: number;
}

/** What was found of owners; more than this many are looked at anew. */
const mostKnown = 5_000;

export class TokenOwners {
  private readonly known = new Map<string, Known>();

  /** @throws `provider.*` where nothing is known and the directory does not answer */
  async look(deps: RouteDeps, token: ApiToken, { anew, aheadMs = 0 }: Look): Promise<Owner> {
    const key = `${token.storeId}/${token.ownerId}`;
    const known = this.known.get(key);
    const nowMs = deps.now().getTime();
    if (known !== undefined && !anew && nowMs + aheadMs < known.checkAgainAt) {
      const actor = await withPresentRoles(deps, known.actor);
      if (actor !== null) return { actor };
    }
    const found = known === undefined ? await first(deps, token) : await again(deps, known, nowMs);
    if ('ends' in found) {
      this.known.delete(key);
      return found;
    }
    const checkedAt = found.confirmed ? nowMs : (known?.checkedAt ?? nowMs);
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(key, { actor: found.actor, checkedAt, checkAgainAt: nowMs + checkEveryMs });
    return { actor: found.actor };
  }
}

type Found =
  { readonly actor: SessionActor; readonly confirmed: boolean } | Exclude<Owner, { actor: unknown }>;

async function first(deps: RouteDeps, { storeId, ownerId }: ApiToken): Promise<Found> {
  const store = await getStore(deps.database.db, storeId);
  if (store?.enabled !== true) return { ends: null };
  try {
    const client = soleClient('api');
    const actor = await actorOfOwner(deps, store, { userId: ownerId, loginName: null, client });
    return { actor, confirmed: true };
  } catch (error) {
    const code = error instanceof ApiProblem ? error.code : null;
    if (code === 'signin.failed') return { ends: 'ownerDisabled' };
    if (code === 'signin.no_role') return { ends: 'noRole' };
    throw error;
  }
}

async function again(deps: RouteDeps, { actor, checkedAt }: Known, nowMs: number): Promise<Found> {
  const review = await reviewActor(deps, actor, nowMs - checkedAt);
  return review.outcome === 'ended'
    ? { ends: endOf[review.reason] }
    : { actor: review.actor, confirmed: review.outcome === 'confirmed' };
}

const endOf: Readonly<
  Record<Extract<Review, { outcome: 'ended' }>['reason'], 'ownerDisabled' | 'noRole' | null>
> = {
  'the account is disabled or gone': 'ownerDisabled',
  'no role': 'noRole',
  'the identity store is disabled': null,
  'the role changed': null,
};

/** Null where the store is disabled or no role is left: then the directory is asked. */
async function withPresentRoles(deps: RouteDeps, actor: SessionActor): Promise<SessionActor | null> {
  const { db } = deps.database;
  const [store, roles] = await Promise.all([getStore(db, actor.storeId), listRoles(db, actor.storeId)]);
  if (store?.enabled !== true) return null;
  const holder = { groups: new Set(actor.groups), containers: new Set(actor.containers) };
  const rights = rightsOf(roles, holder, actor.client);
  return rights === null ? null : { ...actor, ...sessionStore(store), ...sessionRights(rights, holder) };
}
