/**
 * Deleting an identity store (stores-and-links S8). All that belongs to it goes by foreign keys, so that
 * nothing is forgotten and what writes at the same moment is refused; requests and the journal stay,
 * and with them the name of the store.
 */
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Db, Transaction } from '../client.ts';
import { deniedAttempts } from '../schema/history.ts';
import { requests } from '../schema/requests.ts';
import { deletedStores, identityStores } from '../schema/stores.ts';
import { type IdentityStore, listStores } from './stores.ts';

type DeletedStore = typeof deletedStores.$inferSelect;

/** A store by the name it has, or had when it was deleted. */
export interface NamedStore {
  readonly name: string;
  /** Null while it exists. */
  readonly deletedAt: Date | null;
}

/** Held until the transaction ends: nothing new is asked of the store meanwhile. @returns null when it is gone */
export async function lockStore(tx: Transaction, id: string): Promise<IdentityStore | null> {
  const [row] = await tx.select().from(identityStores).where(eq(identityStores.id, id)).for('update');
  return row ?? null;
}

/** Requests that have not ended; dry runs, which change nothing, are not counted. */
export const countOpenRequests = (db: Db, storeId: string): Promise<number> =>
  db.$count(
    requests,
    and(eq(requests.storeId, storeId), isNull(requests.finishedAt), eq(requests.dryRun, false)),
  );

/** Under {@link lockStore}. The directory behind it is not touched. */
export async function deleteStore(
  tx: Transaction,
  { id, name, kind, historyViews }: IdentityStore,
  deletedByName: string,
): Promise<void> {
  await tx.insert(deletedStores).values({ id, name, kind, historyViews, deletedByName });
  await tx.delete(deniedAttempts).where(eq(deniedAttempts.storeId, id));
  await tx.delete(identityStores).where(eq(identityStores.id, id));
}

/** The last deleted first. */
export const listDeletedStores = (db: Db): Promise<DeletedStore[]> =>
  db.select().from(deletedStores).orderBy(desc(deletedStores.deletedAt));

export const isDeletedStore = async (db: Db, id: string): Promise<boolean> =>
  (await db.$count(deletedStores, eq(deletedStores.id, id))) > 0;

/** Every store there is or was, by id. */
export async function listStoreNames(db: Db): Promise<ReadonlyMap<string, NamedStore>> {
  const named = (rows: readonly { id: string; name: string; deletedAt?: Date }[]) =>
    rows.map(
      ({ id, name, deletedAt = null }: { id: string; name: string; deletedAt?: Date | null }) =>
        [id, { name, deletedAt }] as const,
    );
  return new Map([...named(await listDeletedStores(db)), ...named(await listStores(db))]);
}
