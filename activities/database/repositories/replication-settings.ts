/** How often stores are replicated, and what their administrators chose for each. */
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { type ReplicationSettings, replicationLimits } from '../../../workflows/contracts/replication.ts';
import type { Db } from '../client.ts';
import { replicationSettings, storeReplication } from '../schema/replication.ts';

export type StoreReplication = typeof storeReplication.$inferSelect;
export type VersionedSettings = ReplicationSettings & { readonly version: number };

/** Those of a new installation until somebody changes them; their version is 0. */
export async function getReplicationSettings(db: Db): Promise<VersionedSettings> {
  const [row] = await db.select().from(replicationSettings);
  const { objectInterval, deletedInterval, errorThreshold } = replicationLimits;
  return (
    row ?? {
      objectInterval: objectInterval.default,
      deletedInterval: deletedInterval.default,
      errorThreshold: errorThreshold.default,
      version: 0,
    }
  );
}

/** @param version the one the caller has seen; null for any. @returns null when it is not the current one */
export async function putReplicationSettings(
  db: Db,
  { objectInterval, deletedInterval, errorThreshold }: ReplicationSettings,
  version: number | null,
): Promise<VersionedSettings | null> {
  const values = { objectInterval, deletedInterval, errorThreshold };
  const [row] = await db
    .insert(replicationSettings)
    .values(values)
    .onConflictDoUpdate({
      target: replicationSettings.id,
      set: { ...values, version: sql`${replicationSettings.version} + 1`, updatedAt: sql`now()` },
      ...(version === null ? {} : { setWhere: eq(replicationSettings.version, version) }),
    })
    .returning();
  return row ?? null;
}

/** Null where nobody has chosen anything yet. */
export async function getStoreReplication(db: Db, storeId: string): Promise<StoreReplication | null> {
  const [row] = await db.select().from(storeReplication).where(eq(storeReplication.storeId, storeId));
  return row ?? null;
}

/** By store id, those that are indexed; stores that index what their provider chooses are left out. */
export async function listChosenAttributes(
  db: Db,
  storeIds: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<StoreReplication['attributes']>>> {
  if (storeIds.length === 0) return new Map();
  const { storeId, attributes } = storeReplication;
  const rows = await db
    .select({ storeId, attributes })
    .from(storeReplication)
    .where(and(inArray(storeId, [...storeIds]), isNotNull(attributes)));
  return new Map(rows.map((row) => [row.storeId, row.attributes ?? {}]));
}

/** @param version the one the caller has seen; null for any. @returns null when it is not the current one */
export async function putStoreReplication(
  db: Db,
  storeId: string,
  values: Partial<Pick<StoreReplication, 'attributes' | 'restoreNeeded' | 'alertTo' | 'alertCc'>>,
  version: number | null,
): Promise<StoreReplication | null> {
  const [row] = await db
    .insert(storeReplication)
    .values({ storeId, ...values })
    .onConflictDoUpdate({
      target: storeReplication.storeId,
      set: { ...values, version: sql`${storeReplication.version} + 1`, updatedAt: sql`now()` },
      ...(version === null ? {} : { setWhere: eq(storeReplication.version, version) }),
    })
    .returning();
  return row ?? null;
}

/** Stores with an attribute that older objects of the index lack. */
export async function listRestoreNeeded(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ storeId: storeReplication.storeId })
    .from(storeReplication)
    .where(eq(storeReplication.restoreNeeded, true));
  return new Set(rows.map(({ storeId }) => storeId));
}
