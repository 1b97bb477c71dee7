/** The store a record is of, by name, also when it was deleted since (stores-and-links S8). */
import type { NamedStore } from '../activities/database/repositories/deleted-stores.ts';

/** @param stores every store there is or was */
export const namedStore = (stores: ReadonlyMap<string, NamedStore>, storeId: string) => ({
  storeName: stores.get(storeId)?.name ?? '',
  storeDeletedAt: stores.get(storeId)?.deletedAt?.toISOString() ?? null,
});
