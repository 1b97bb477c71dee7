/** Beginning and end of a run, in PostgreSQL alone: local activities. */
import { and, eq, sql } from 'drizzle-orm';
import type { Problem } from '../../workflows/contracts/errors.ts';
import type {
  EndReplicationArgs,
  EndReplicationResult,
  ReplicationRecordActivities,
} from '../../workflows/contracts/ports.ts';
import type { Database, Transaction } from '../database/client.ts';
import { countUnsettledNotifications } from '../database/repositories/notifications.ts';
import {
  getHeld,
  insertRun,
  listWaiting,
  type ReplicationStatus,
} from '../database/repositories/replication.ts';
import { getStore, type IdentityStore } from '../database/repositories/stores.ts';
import { heldRemovals, replicationRunLog, replicationStatus } from '../database/schema/replication.ts';
import { identityStores } from '../database/schema/stores.ts';
import { allowedOf } from './removals.ts';

export const createReplicationRecords = ({ db }: { readonly db: Database }): ReplicationRecordActivities => ({
  async beginReplication({ storeId, run, runId, workflowId, actorId, confirmedId }) {
    const store = await getStore(db, storeId);
    if (store?.enabled !== true) return { go: false, kind: null };
    await insertRun(db, { id: runId, storeId, run, workflowId, actorId });
    const held = confirmedId === null ? null : await getHeld(db, confirmedId);
    return { go: confirmedId === null || held?.storeId === storeId, kind: held?.kind ?? null };
  },

  endReplication: (args) =>
    db.transaction(async (tx) => {
      const [row] = await tx
        .select()
        .from(replicationRunLog)
        .where(eq(replicationRunLog.id, args.runId))
        .for('update');
      const store = await getStore(tx, args.storeId);
      // Deleted meanwhile, with all that was known of it.
      if (row === undefined || store === null) return { ...nothing, state: 'cancelled', mails: 0 };
      // An earlier try was killed after its commit.
      if (row.state !== 'running')
        return { ...row, state: row.state, mails: await countUnsettledNotifications(tx, args.runId) };
      const result = await sumUp(tx, args);
      if (!args.cancelled) await tellHealth(tx, store, args, row.startedAt);
      return result;
    }),
});

const nothing = { read: 0, added: 0, changed: 0, removed: 0 };

async function sumUp(tx: Transaction, args: EndReplicationArgs): Promise<EndReplicationResult> {
  const { storeId, runId, problem, cancelled } = args;
  const place = args.run === 'deleted' ? 'deleted' : 'objects';
  const mine = and(
    eq(replicationStatus.storeId, storeId),
    eq(replicationStatus.run, place),
    eq(replicationStatus.runId, runId),
  );
  if (problem !== null) await tx.update(replicationStatus).set({ outcome: 'failed', problem }).where(mine);
  // What waits for a person is no success, however well the run went.
  const waiting = sql`exists (select from ${heldRemovals} h where h.store_id = ${replicationStatus.storeId}
    and h.kind = ${replicationStatus.kind} and h.state = 'waiting')`;
  await tx
    .update(replicationStatus)
    .set({ outcome: sql`case when ${waiting} then 'held' else 'succeeded' end` })
    .where(
      and(eq(replicationStatus.storeId, storeId), sql`${replicationStatus.outcome} in ('succeeded', 'held')`),
    );
  if (!cancelled) {
    await tx
      .update(replicationStatus)
      .set({
        failures: sql`case when ${replicationStatus.outcome} = 'failed' then ${replicationStatus.failures} + 1 else 0 end`,
      })
      .where(mine);
  }
  const kinds = await tx.select().from(replicationStatus).where(mine);
  const sum = (count: 'read' | 'added' | 'changed' | 'removed') =>
    kinds.reduce((total, kind) => total + kind[count], 0);
  const counts = {
    read: sum('read'),
    added: sum('added'),
    changed: sum('changed'),
    removed: sum('removed'),
  };
  const failed = kinds.find(({ outcome }) => outcome === 'failed');
  const reason = problem ?? failed?.problem ?? null;
  const state = cancelled
    ? 'cancelled'
    : reason !== null
      ? 'failed'
      : kinds.some(({ outcome }) => outcome === 'held')
        ? 'held'
        : 'succeeded';
  await tx
    .update(replicationRunLog)
    .set({ ...counts, state, problem: cancelled ? null : reason, endedAt: sql`now()` })
    .where(eq(replicationRunLog.id, runId));
  return { ...counts, state, mails: 0 };
}

/** A store is as healthy as the last run of each of its kinds. */
async function tellHealth(
  tx: Transaction,
  store: IdentityStore,
  { run, problem }: EndReplicationArgs,
  startedAt: Date,
): Promise<void> {
  const status = await tx.select().from(replicationStatus).where(eq(replicationStatus.storeId, store.id));
  const failed = status.filter(({ outcome }) => outcome === 'failed');
  const held = await listWaiting(tx, [store.id]);
  const fresh =
    run !== 'deleted' &&
    problem === null &&
    status.some((one) => one.run === 'objects') &&
    !status.some((one) => one.run === 'objects' && one.outcome === 'failed');
  const words = [
    ...new Set([
      ...(problem === null ? [] : [problem.message]),
      ...failed.map(failureOf),
      ...(await Promise.all(held.map((one) => heldOf(tx, one)))),
    ]),
  ];
  await tx
    .update(identityStores)
    .set({
      health: words.length > 0 ? 'errors' : 'healthy',
      healthMessage: words.length > 0 ? words.join(' ') : null,
      ...(fresh ? { lastReplicatedAt: startedAt } : {}),
    })
    .where(eq(identityStores.id, store.id));
}

const failureOf = ({ problem }: ReplicationStatus): string =>
  (problem satisfies Problem | null)?.message ?? 'The last replication failed; see the log of the worker.';

async function heldOf(
  tx: Transaction,
  { id, kind, known }: { readonly id: string; readonly kind: string; readonly known: number },
): Promise<string> {
  const { rows } = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from held_removal_objects where held_id = ${id}`,
  );
  const count = rows[0]?.count ?? 0;
  return `The directory shows far fewer objects than before: ${count} of ${known} ${kind}s would be removed, at most ${allowedOf(known)} may be. Nothing of that kind was removed. Check the rights of the service account and the directory itself; then confirm or dismiss the removal under Replication.`;
}
