/** Looks at a signed-in person anew: store, account, groups, role (access-and-approvals A6). */
import { listRoles } from '../activities/database/repositories/roles.ts';
import { getStore } from '../activities/database/repositories/stores.ts';
import { activeRole } from '../activities/platform/authorize.ts';
import {
  directoryFailure,
  type Identity,
  type LiveDirectory,
} from '../activities/platform/live-directory.ts';
import { recoveryOf } from '../workflows/contracts/errors.ts';
import type { AppDeps } from './deps.ts';
import { ApiProblem } from './problem.ts';
import type { SessionActor } from './session-actor.ts';
import { lastKnownMs } from './session-limits.ts';

/** A directory that is slow to say who somebody is does not hold up people who are known already. */
const identifyTimeoutMs = 3_000;

export type Review =
  | { readonly outcome: 'confirmed'; readonly actor: SessionActor }
  /** The directory does not answer: what was known holds for now. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'ended'; readonly reason: string };

/**
 * @param knownForMs how long ago the person was last confirmed
 * @throws ApiProblem `provider.unavailable` when that is too long ago and the directory does not answer
 */
export async function reviewActor(
  { database, live }: AppDeps & { live: LiveDirectory },
  actor: SessionActor,
  knownForMs: number,
): Promise<Review> {
  const [store, roles] = await Promise.all([
    getStore(database.db, actor.storeId),
    listRoles(database.db, actor.storeId),
  ]);
  if (store?.enabled !== true) return { outcome: 'ended', reason: 'the identity store is disabled' };
  let identity: Identity | null;
  try {
    identity = await withTimeout(live.identify(actor.storeId, actor.userId), identifyTimeoutMs);
  } catch (error) {
    const code = directoryFailure(error)?.code;
    if (!(error instanceof TimeoutError) && (code === undefined || recoveryOf(code) === 'stop')) throw error;
    if (knownForMs < lastKnownMs) {
      // A role that was taken away or changed counts even so: that much is in our own database.
      const role = activeRole(roles, new Set(actor.groups));
      return role === null
        ? { outcome: 'ended', reason: 'no role' }
        : role.id === actor.roleId
          ? { outcome: 'unknown' }
          : { outcome: 'ended', reason: 'the role changed' };
    }
    throw new ApiProblem(
      'provider.unavailable',
      'The directory you signed in with does not answer, so your rights cannot be confirmed. Try again in a minute.',
      { retryAfterSeconds: 60, cause: error },
    );
  }
  if (identity?.object.enabled !== true)
    return { outcome: 'ended', reason: 'the account is disabled or gone' };
  const role = activeRole(roles, identity.groups);
  if (role === null) return { outcome: 'ended', reason: 'no role' };
  return {
    outcome: 'confirmed',
    actor: {
      ...actor,
      name: identity.object.displayName,
      roleId: role.id,
      roleName: role.name,
      permissions: role.permissions,
      groups: [...identity.groups],
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
