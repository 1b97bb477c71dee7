/** The runs of a store's replication: begin, read, sum up, tell. Where it stands is in PostgreSQL. */
import { CancellationScope, isCancellation, sleep, workflowInfo } from '@temporalio/workflow';
import { alertLater } from '../alert-lost-criteria.ts';
import { notifyLater } from '../change/notify.ts';
import { problemOf } from '../change/problem.ts';
import type { ObjectKind } from '../contracts/directory.ts';
import type { Problem } from '../contracts/errors.ts';
import type { ReplicationRun } from '../contracts/ids.ts';
import type { EndReplicationResult, ReplicateKindsResult } from '../contracts/ports.ts';
import type { ReplicationArgs } from '../contracts/replication.ts';
import { replication, replicationRecords } from '../proxies.ts';

/** A directory that hiccups is asked again within the run; one that is away is met by the next run. */
const pausesMs = [2_000, 5_000];

const activityOf = {
  objects: replication.replicateObjects,
  deleted: replication.compareObjects,
  restore: replication.restoreIndex,
} as const;

export const replicateObjects = (args: ReplicationArgs): Promise<Result> => carryOut('objects', args);
export const replicateDeleted = (args: ReplicationArgs): Promise<Result> => carryOut('deleted', args);
export const restoreIndex = (args: ReplicationArgs): Promise<Result> => carryOut('restore', args);

type Result = Omit<EndReplicationResult, 'mails' | 'state' | 'criteriaLost'> & {
  readonly state: EndReplicationResult['state'] | 'skipped';
};

async function carryOut(run: ReplicationRun, args: ReplicationArgs): Promise<Result> {
  const { storeId } = args;
  const { runId, workflowId } = workflowInfo();
  const begun = { storeId, run, runId, workflowId, actorId: args.actorId };
  const { go } = await replicationRecords.beginReplication(begun);
  if (!go) return { state: 'skipped', read: 0, added: 0, changed: 0, removed: 0 };
  let problem: Problem | null = null;
  let cancellation: unknown = null;
  try {
    let kinds: readonly ObjectKind[] | null = null;
    for (const pauseMs of [...pausesMs, null]) {
      const { retry }: ReplicateKindsResult = await activityOf[run]({ storeId, runId, kinds });
      if (retry.length === 0 || pauseMs === null) break;
      kinds = retry;
      await sleep(pauseMs);
    }
  } catch (error) {
    if (isCancellation(error)) cancellation = error;
    else problem = problemOf(error);
  }
  const cancelled = cancellation !== null;
  const {
    mails,
    criteriaLost: lost,
    ...result
  } = await CancellationScope.nonCancellable(() =>
    replicationRecords.endReplication({ storeId, run, runId, problem, cancelled }),
  );
  if (cancelled) throw cancellation;
  await notifyLater(runId, 'replication', mails);
  await alertLater({ storeId, alertId: runId }, lost === undefined ? {} : { criteriaLost: lost });
  return result;
}
