/** Where roles let people create objects (access-and-approvals Y3); one rule for planner and pages. */
import type { CreatedKind, NewObjectPolicy } from '../../workflows/contracts/policies.ts';
import type { Db } from '../database/client.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { placeAround, placesById } from './places.ts';

/**
 * @param policies of every role the person holds: any of them will do
 * @returns paths of containers; null for any, also where the directory has none
 */
export async function placesForNew(
  db: Db,
  store: Pick<IdentityStore, 'id' | 'kind'>,
  person: { readonly path: string; readonly name: string },
  policies: readonly NewObjectPolicy[],
  kind: CreatedKind,
): Promise<string[] | null> {
  const isFree = policies.some((one) => !one.ownContainerOnly && one.containers[kind].length === 0);
  if (isFree || store.kind === 'entra-id') return null;
  const ids = policies.flatMap((one) => (one.ownContainerOnly ? [] : one.containers[kind]));
  const own = policies.some((one) => one.ownContainerOnly) ? [placeAround(store, person)] : [];
  const others = [...(await placesById(db, store, ids)).values()].map(({ path }) => path);
  return [...new Set([...own, ...others])];
}
