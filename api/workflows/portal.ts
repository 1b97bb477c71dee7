/** The portal that the mails of an approval workflow lead to (access-and-approvals 6). */
import type { Db } from '../../activities/database/client.ts';
import { listDefinitionsOfPortal } from '../../activities/database/repositories/approval-workflows.ts';
import { type BoundPortal, listPortals } from '../../activities/database/repositories/portals.ts';
import type { IdentityStore } from '../../activities/database/repositories/stores.ts';
import { ApiProblem } from '../problem.ts';

/** Those that show the store, by name. */
export const portalsOf = async (db: Db, store: Pick<IdentityStore, 'id'>): Promise<BoundPortal[]> =>
  (await listPortals(db)).filter(({ stores }) => stores.some(({ id }) => id === store.id));

/** @throws ApiProblem naming the field where it is no portal of the store */
export async function requirePortalOf(db: Db, store: IdentityStore, portalId: string | null): Promise<void> {
  if (portalId === null) return;
  if ((await portalsOf(db, store)).some(({ id }) => id === portalId)) return;
  throw ApiProblem.field('portalId', `is no portal of ${store.name}; choose one that shows this store`);
}

/**
 * Before a portal goes, or leaves stores.
 * @param stays whether it still shows a store
 * @throws ApiProblem `portal.in_use` naming the workflows whose mails lead there (stores-and-links P1)
 */
export async function requireUnusedPortal(
  db: Db,
  portalId: string,
  stays: (storeId: string) => boolean = () => false,
): Promise<void> {
  const using = (await listDefinitionsOfPortal(db, portalId)).filter(({ storeId }) => !stays(storeId));
  if (using.length === 0) return;
  throw new ApiProblem(
    'portal.in_use',
    `The mails of these approval workflows lead to this portal: ${using.map(({ name, storeName }) => `${name} (${storeName})`).join(', ')}. Choose another one there first.`,
  );
}
