/** Beginning and end of a run, in PostgreSQL alone: local activities. */
import { and, eq, sql } from 'drizzle-orm';
import type {
  EndReplicationArgs,
  EndReplicationResult,
  ReplicationRecordActivities,
} from '../../workflows/contracts/ports.ts';
import type { Database, Transaction } from '../database/client.ts';
import { isLossUntold } from '../database/repositories/lost-criteria.ts';
import { countUnsettledNotifications } from '../database/repositories/notifications.ts';
import { insertRun, type ReplicationStatus, settleStatus } from '../database/repositories/replication.ts';
import { refreshHealth } from '../database/repositories/replication-health.ts';
import { getStore } from '../database/repositories/stores.ts';
import { replicationRunLog, replicationStatus } from '../database/schema/replication.ts';
import { identityStores } from '../database/schema/stores.ts';
import { queueReplicationMails } from './mails.ts';

export const createReplicationRecords = ({ db }: { readonly db: Database }): ReplicationRecordActivities => ({
  async beginReplication({ storeId, run, runId, workflowId, actorId }) {
    const store = await getStore(db, storeId);
    if (store?.enabled !== true) return { go: false };
    await insertRun(db, { id: runId, storeId, run, workflowId, actorId });
    return { go: true };
  },

  endReplication: (args) =>
    db.transaction(async (tx) => {
      const { storeId, runId, run } = args;
      const [row] = await tx
        .select()
        .from(replicationRunLog)
        .where(eq(replicationRunLog.id, runId))
        .for('update');
      const store = await getStore(tx, storeId);
      // Deleted meanwhile, with all that was known of it.
      if (row === undefined || store === null) return { ...nothing, state: 'cancelled', mails: 0 };
      // An earlier try was killed after its commit.
      if (row.state !== 'running') return { ...row, state: row.state, ...(await toTell(tx, storeId, runId)) };
      const { result, kinds } = await sumUp(tx, args);
      if (args.cancelled) return result;
      if (run !== 'deleted' && result.state !== 'failed') {
        const { startedAt } = row;
        await tx
          .update(identityStores)
          .set({ lastReplicatedAt: startedAt })
          .where(eq(identityStores.id, storeId));
      }
      await refreshHealth(tx, storeId);
      await queueReplicationMails(tx, store, { runId, run, problem: args.problem, kinds });
      return { ...result, ...(await toTell(tx, storeId, runId)) };
    }),
});

async function toTell(tx: Transaction, storeId: string, runId: string) {
  const mails = await countUnsettledNotifications(tx, runId);
  return { mails, ...((await isLossUntold(tx, storeId)) ? { criteriaLost: true as const } : {}) };
}

const nothing = { read: 0, added: 0, changed: 0, removed: 0 };

async function sumUp(
  tx: Transaction,
  { storeId, runId, run, problem, cancelled }: EndReplicationArgs,
): Promise<{ result: EndReplicationResult; kinds: readonly ReplicationStatus[] }> {
  const mine = and(
    eq(replicationStatus.storeId, storeId),
    eq(replicationStatus.run, run === 'deleted' ? 'deleted' : 'objects'),
    eq(replicationStatus.runId, runId),
  );
  if (problem !== null) await tx.update(replicationStatus).set({ outcome: 'failed', problem }).where(mine);
  // What waits for a person is no success, however well the run went.
  await settleStatus(tx, storeId);
  if (!cancelled) {
    await tx
      .update(replicationStatus)
      .set({
        failures: sql`case when ${replicationStatus.outcome} = 'failed' then ${replicationStatus.failures} + 1 else 0 end`,
      })
      .where(mine);
  }
  const kinds = await tx.select().from(replicationStatus).where(mine);
  const sum = (count: keyof typeof nothing) => kinds.reduce((total, kind) => total + kind[count], 0);
  const counts = {
    read: sum('read'),
    added: sum('added'),
    changed: sum('changed'),
    removed: sum('removed'),
  };
  const reason = problem ?? kinds.find(({ outcome }) => outcome === 'failed')?.problem ?? null;
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
  return { result: { ...counts, state, mails: 0 }, kinds };
}
