/** People by the containers they stand in. */
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../database/client.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { directoryObjects } from '../database/schema/directory.ts';
import { insideOf } from './places.ts';
import { compileFilter } from './postgres/filter.ts';
import { scopeFields } from './scope-fields.ts';

/** Ids of the people in these containers and below, by name. */
export async function listPeopleInside(
  db: Db,
  store: Pick<IdentityStore, 'id' | 'kind'>,
  containerIds: readonly string[],
  limit: number,
): Promise<string[]> {
  if (containerIds.length === 0) return [];
  const inside = await insideOf(db, store, containerIds);
  const rows = await db
    .select({ id: directoryObjects.objectId })
    .from(directoryObjects)
    .where(
      and(
        eq(directoryObjects.storeId, store.id),
        eq(directoryObjects.kind, 'user'),
        compileFilter({ db, store: sql`${store.id}::uuid` }, inside, scopeFields(store)),
      ),
    )
    .orderBy(directoryObjects.sortKey, directoryObjects.objectId)
    .limit(limit);
  return rows.map(({ id }) => id);
}
