/** Who is away hands on no more than what is theirs: without an account or a role they decide nothing, nor does their delegate. */
import { getStore } from '../../activities/database/repositories/stores.ts';
import { findRights } from '../../activities/platform/actor-rights.ts';
import { isOut } from '../../activities/platform/live-directory.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';

/** The account is enabled and some enabled role holds it, whatever the client. @throws `provider.*` */
export async function hasStanding(
  { database: { db }, live }: Pick<RouteDeps, 'database' | 'live'>,
  storeId: string,
  userId: string,
): Promise<boolean> {
  const store = await getStore(db, storeId);
  if (store === null) return false;
  const identity = await live.identify(storeId, userId);
  if (identity === null || isOut(identity)) return false;
  const holder = { ...identity.object, groups: identity.groups };
  return (await findRights(db, store, holder, null)).rights !== null;
}

/** @throws ApiProblem `permission.denied`, `provider.*` */
export async function requireStanding(
  deps: Pick<RouteDeps, 'database' | 'live'>,
  storeId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  if (await hasStanding(deps, storeId, id)) return;
  throw new ApiProblem(
    'permission.denied',
    `You stand in for ${name}, whose account is disabled or without a role by now. An administrator decides or asks somebody else.`,
  );
}
