/** Where the replication of each store stands: kinds, the log of runs, removals that wait. */
import { and, asc, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { ReplicationRun } from '../../../workflows/contracts/ids.ts';
import type { Db } from '../client.ts';
import {
  heldRemovalObjects,
  heldRemovals,
  replicationRunLog,
  replicationStatus,
} from '../schema/replication.ts';
import { identityStores } from '../schema/stores.ts';

export type ReplicationStatus = typeof replicationStatus.$inferSelect;
export type ReplicationRunRow = typeof replicationRunLog.$inferSelect;
export type HeldRemoval = typeof heldRemovals.$inferSelect;
export type WaitingRemoval = HeldRemoval & { readonly count: number };

export async function listStatus(db: Db, storeId?: string): Promise<ReplicationStatus[]> {
  return db
    .select()
    .from(replicationStatus)
    .where(storeId === undefined ? undefined : eq(replicationStatus.storeId, storeId))
    .orderBy(asc(replicationStatus.storeId), asc(replicationStatus.kind), asc(replicationStatus.run));
}

/** The same run twice is one. One that still counts as running was ended by the engine: there is one at a time. */
export async function insertRun(
  db: Db,
  run: Pick<ReplicationRunRow, 'id' | 'storeId' | 'run' | 'workflowId' | 'actorId'>,
): Promise<void> {
  await db
    .update(replicationRunLog)
    .set({ state: 'cancelled', endedAt: sql`now()` })
    .where(
      and(
        eq(replicationRunLog.storeId, run.storeId),
        eq(replicationRunLog.run, run.run),
        eq(replicationRunLog.state, 'running'),
        ne(replicationRunLog.id, run.id),
      ),
    );
  await db.insert(replicationRunLog).values(run).onConflictDoNothing();
}

export interface RunFilter {
  readonly storeId?: string;
  readonly run?: ReplicationRun;
  readonly state?: ReplicationRunRow['state'];
  /** The last row of the page before. */
  readonly after?: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Newest first. */
export async function listReplicationRuns(
  db: Db,
  { storeId, run, state, after = null, limit }: RunFilter,
): Promise<ReplicationRunRow[]> {
  const log = replicationRunLog;
  return db
    .select()
    .from(log)
    .where(
      and(
        storeId === undefined ? undefined : eq(log.storeId, storeId),
        run === undefined ? undefined : eq(log.run, run),
        state === undefined ? undefined : eq(log.state, state),
        after === null
          ? undefined
          : sql`(${log.startedAt}, ${log.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(log.startedAt), desc(log.id))
    .limit(limit);
}

/** Runs older than this tell nobody anything. */
export async function deleteOldRuns(db: Db, before: Date): Promise<void> {
  await db
    .delete(replicationRunLog)
    .where(
      and(
        sql`${replicationRunLog.startedAt} < ${before.toISOString()}::timestamptz`,
        ne(replicationRunLog.state, 'running'),
      ),
    );
}

export const getHeld = async (db: Db, id: string): Promise<WaitingRemoval | null> =>
  (await selectHeld(db, eq(heldRemovals.id, id)))[0] ?? null;

/** Newest first. */
export const listWaiting = (db: Db, storeId?: string): Promise<WaitingRemoval[]> =>
  selectHeld(
    db,
    and(
      eq(heldRemovals.state, 'waiting'),
      storeId === undefined ? undefined : eq(heldRemovals.storeId, storeId),
    ),
  );

async function selectHeld(db: Db, condition: SQL | undefined): Promise<WaitingRemoval[]> {
  const rows = await db
    .select({
      held: heldRemovals,
      count: db.$count(heldRemovalObjects, eq(heldRemovalObjects.heldId, heldRemovals.id)),
    })
    .from(heldRemovals)
    .where(condition)
    .orderBy(desc(heldRemovals.createdAt), asc(heldRemovals.kind));
  return rows.map(({ held, count }) => ({ ...held, count }));
}

/** Settles what waits; null when it does not wait any more. */
export async function decideHeld(
  db: Db,
  id: string,
  state: 'confirmed' | 'dismissed',
  decidedBy: string,
): Promise<HeldRemoval | null> {
  const [row] = await db
    .update(heldRemovals)
    .set({ state, decidedBy, decidedAt: sql`now()` })
    .where(and(eq(heldRemovals.id, id), eq(heldRemovals.state, 'waiting')))
    .returning();
  return row ?? null;
}

/** Enabled stores with confirmed removals that no run has taken up since. */
export async function listConfirmed(db: Db): Promise<{ storeId: string; decidedBy: string | null }[]> {
  return db
    .selectDistinctOn([heldRemovals.storeId], {
      storeId: heldRemovals.storeId,
      decidedBy: heldRemovals.decidedBy,
    })
    .from(heldRemovals)
    .innerJoin(identityStores, and(eq(identityStores.id, heldRemovals.storeId), identityStores.enabled))
    .where(
      and(
        eq(heldRemovals.state, 'confirmed'),
        sql`not exists (select from replication_runs r where r.store_id = ${heldRemovals.storeId}
          and r.run = 'deleted' and r.started_at >= ${heldRemovals.decidedAt})`,
      ),
    )
    .orderBy(heldRemovals.storeId);
}

/** Who would be removed, by display name; what the index does not know any more is left out. */
export async function listHeldObjects(
  db: Db,
  heldIds: readonly string[],
  limit: number,
): Promise<Map<string, { id: string; name: string }[]>> {
  if (heldIds.length === 0) return new Map();
  const { rows } = await db.execute<{ held_id: string; id: string; name: string }>(sql`
    select held_id, object_id as id, display_name as name from (
      select h.held_id, o.object_id, o.display_name,
        row_number() over (partition by h.held_id order by o.sort_key, o.object_id) as position
      from held_removal_objects h join held_removals r on r.id = h.held_id
      join directory_objects o on o.store_id = r.store_id and o.object_id = h.object_id
      where h.held_id in ${[...heldIds]}
    ) ranked where position <= ${limit} order by held_id, position`);
  return Map.groupBy(rows, ({ held_id }) => held_id);
}

/** What waits no longer is held no longer. */
export async function settleStatus(db: Db, storeId: string): Promise<void> {
  const waiting = sql`exists (select from held_removals h where h.store_id = ${replicationStatus.storeId}
    and h.kind = ${replicationStatus.kind} and h.state = 'waiting')`;
  await db
    .update(replicationStatus)
    .set({ outcome: sql`case when ${waiting} then 'held' else 'succeeded' end` })
    .where(
      and(eq(replicationStatus.storeId, storeId), inArray(replicationStatus.outcome, ['succeeded', 'held'])),
    );
}
