/** Looks at a signed-in person anew: store, account, groups, role (access-and-approvals A6). */
import { listRoles } from '../activities/database/repositories/roles.ts';
import { getStore } from '../activities/database/repositories/stores.ts';
import { nestedAmong } from '../activities/directory-index/visibility.ts';
import { findRights } from '../activities/platform/actor-rights.ts';
import {
  directoryFailure,
  type Identity,
  isOut,
  type LiveDirectory,
} from '../activities/platform/live-directory.ts';
import { rightsOf } from '../activities/platform/role-rights.ts';
import { recoveryOf } from '../workflows/contracts/errors.ts';
import type { AppDeps } from './deps.ts';
import { ApiProblem } from './problem.ts';
import type { SessionActor } from './session-actor.ts';
import { lastKnownMs } from './session-limits.ts';
import { sessionRights, sessionStore } from './session-rights.ts';

/** A directory that is slow to say who somebody is does not hold up people who are known already. */
const identifyTimeoutMs = 3_000;

export type Review =
  | { readonly outcome: 'confirmed'; readonly actor: SessionActor }
  /** The directory does not answer: what was known of the person holds for now, with the roles as they are. */
  | { readonly outcome: 'unknown'; readonly actor: SessionActor }
  | {
      readonly outcome: 'ended';
      readonly reason:
        'the identity store is disabled' | 'the account is disabled or gone' | 'no role' | 'the role changed';
    };

/**
 * @param knownForMs how long ago the person was last confirmed
 * @throws ApiProblem `provider.unavailable` when that is too long ago and the directory does not answer
 */
export async function reviewActor(
  { database, live }: AppDeps & { live: LiveDirectory },
  actor: SessionActor,
  knownForMs: number,
): Promise<Review> {
  const { db } = database;
  const store = await getStore(db, actor.storeId);
  if (store?.enabled !== true) return { outcome: 'ended', reason: 'the identity store is disabled' };
  let identity: Identity | null;
  try {
    identity = await withTimeout(live.identify(actor.storeId, actor.userId), identifyTimeoutMs);
  } catch (error) {
    const code = directoryFailure(error)?.code;
    if (!(error instanceof TimeoutError) && (code === undefined || recoveryOf(code) === 'stop')) throw error;
    if (knownForMs < lastKnownMs) {
      // A role that was taken away or changed counts even so: that much is in our own database.
      const holder = { groups: new Set(actor.groups), containers: new Set(actor.containers) };
      const rights = rightsOf(await listRoles(db, actor.storeId), holder, actor.client);
      if (rights === null) return { outcome: 'ended', reason: 'no role' };
      return rights.role.id === actor.roleId
        ? {
            outcome: 'unknown',
            actor: { ...actor, ...sessionStore(store), ...sessionRights(rights, holder) },
          }
        : { outcome: 'ended', reason: 'the role changed' };
    }
    throw new ApiProblem(
      'provider.unavailable',
      'The directory you signed in with does not answer, so your rights cannot be confirmed. Try again in a minute.',
      { retryAfterSeconds: 60, cause: error },
    );
  }
  if (identity === null || isOut(identity))
    return { outcome: 'ended', reason: 'the account is disabled or gone' };
  const { path, name, displayName } = identity.object;
  const { rights, holder } = await findRights(
    db,
    store,
    { path, name, groups: identity.groups },
    actor.client,
  );
  if (rights === null) return { outcome: 'ended', reason: 'no role' };
  return {
    outcome: 'confirmed',
    actor: {
      ...actor,
      name: displayName,
      ...sessionStore(store),
      ...sessionRights(rights, holder),
      nested: await nestedAmong(db, { storeId: actor.storeId, id: actor.userId }, holder.groups),
    },
  };
}

class TimeoutError extends Error {}

async function withTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new TimeoutError('The directory did not answer in time.'));
  }, timeoutMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
