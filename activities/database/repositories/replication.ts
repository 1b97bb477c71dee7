/** Replication of the stores: settings, where each kind stands, the log of runs. */
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import type { replicationStatus } from '../schema/replication.ts';
import { heldRemovals, replicationRunLog, storeReplication } from '../schema/replication.ts';

export type ReplicationStatus = typeof replicationStatus.$inferSelect;
export type ReplicationRunRow = typeof replicationRunLog.$inferSelect;
export type StoreReplication = typeof storeReplication.$inferSelect;
export type HeldRemoval = typeof heldRemovals.$inferSelect;

/** Null where nobody has chosen anything yet. */
export async function getStoreReplication(db: Db, storeId: string): Promise<StoreReplication | null> {
  const [row] = await db.select().from(storeReplication).where(eq(storeReplication.storeId, storeId));
  return row ?? null;
}

/** The same run twice is one. */
export async function insertRun(
  db: Db,
  run: Pick<ReplicationRunRow, 'id' | 'storeId' | 'run' | 'workflowId' | 'actorId'>,
): Promise<void> {
  await db.insert(replicationRunLog).values(run).onConflictDoNothing();
}

export async function getHeld(db: Db, id: string): Promise<HeldRemoval | null> {
  const [row] = await db.select().from(heldRemovals).where(eq(heldRemovals.id, id));
  return row ?? null;
}

export async function listWaiting(db: Db, storeIds?: readonly string[]): Promise<HeldRemoval[]> {
  return db
    .select()
    .from(heldRemovals)
    .where(
      and(
        eq(heldRemovals.state, 'waiting'),
        storeIds === undefined ? undefined : inArray(heldRemovals.storeId, [...storeIds]),
      ),
    )
    .orderBy(desc(heldRemovals.createdAt));
}
