/** Runs of replication as their workflow does them, without an engine and without trying again. */
import { randomUUID } from 'node:crypto';
import { CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { DatabaseConnection } from '../../activities/database/client.ts';
import { createLogger } from '../../activities/platform/log.ts';
import type { ProviderPool } from '../../activities/platform/provider-pool.ts';
import { createReplicationActivities } from '../../activities/replication/activities.ts';
import { createReplicationRecords } from '../../activities/replication/records.ts';
import type { Problem } from '../../workflows/contracts/errors.ts';
import type { ReplicationRun } from '../../workflows/contracts/ids.ts';
import type { ReplicateKindsArgs, ReplicateKindsResult } from '../../workflows/contracts/ports.ts';

type Activity = (args: ReplicateKindsArgs) => Promise<ReplicateKindsResult>;

/** One run; the environment of its activity can cancel it. */
export function replicateOnce(
  database: DatabaseConnection,
  providers: Pick<ProviderPool, 'open'>,
  storeId: string,
  run: ReplicationRun = 'objects',
) {
  const activities = createReplicationActivities({
    database,
    providers,
    log: createLogger('test', 'silent'),
  });
  const records = createReplicationRecords({ db: database.db });
  const activity: Activity = (args) => {
    if (run === 'objects') return activities.replicateObjects(args);
    return run === 'deleted' ? activities.compareObjects(args) : activities.restoreIndex(args);
  };
  // Every failure here is meant, and asserted.
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const runId = randomUUID();
  const result = async () => {
    const begun = { storeId, run, runId, workflowId: `replicate:${storeId}`, actorId: null };
    if (!(await records.beginReplication(begun)).go) throw new Error('The run was not begun.');
    let problem: Problem | null = null;
    let cancelled = false;
    try {
      const args = { storeId, runId, kinds: null };
      await environment.run<[ReplicateKindsArgs], ReplicateKindsResult, Activity>(activity, args);
    } catch (error) {
      cancelled = error instanceof CancelledFailure;
      problem = { code: 'internal', message: String(error) };
    }
    return records.endReplication({ storeId, run, runId, problem: cancelled ? null : problem, cancelled });
  };
  return Object.assign(result(), { environment });
}
