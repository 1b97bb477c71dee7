/** Activity option profiles: which activity runs where, for how long, and how it is tried again. */
import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { BreakGlassActivities } from './contracts/break-glass.ts';
import {
  bulkQueue,
  mailQueue,
  providerQueue,
  type StoreKind,
  webhookQueue,
  workflowQueue,
} from './contracts/ids.ts';
import type { LostCriteriaActivities } from './contracts/lost-criteria.ts';
import type { WebhookActivities } from './contracts/webhooks.ts';
import type { DutyActivities, DutyRecordActivities } from './contracts/duties.ts';
import type {
  AccelerationActivities,
  ApprovalActivities,
  ChangeActivities,
  ExportActivities,
  MailActivities,
  RecordActivities,
  ReplicationActivities,
  ReplicationRecordActivities,
} from './contracts/ports.ts';

/** On the workers of a directory's kind; the heartbeat finds a killed one soon. */
const byDirectory = (kind: StoreKind) => ({
  taskQueue: providerQueue(kind),
  startToCloseTimeout: '2 minutes' as const,
  heartbeatTimeout: '10 seconds' as const,
});
/** While somebody waits for what comes of it. */
const soonAgain = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '15 seconds',
} as const;

/**
 * Reads and writes one directory. Tried until it is done or refused: a directory that is away for
 * an hour delays a request, it does not lose it.
 */
export const directoryOf = (kind: StoreKind): ChangeActivities =>
  proxyActivities<ChangeActivities>({
    ...byDirectory(kind),
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: soonAgain,
  });

/** Reads managers and owners; a directory that is away delays it, a decision ends it. */
export const accelerating = (kind: StoreKind): Pick<AccelerationActivities, 'accelerateApproval'> =>
  proxyActivities<AccelerationActivities>({
    ...byDirectory(kind),
    retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
  });

/** The same, while somebody waits for the answer. */
export const handingOver = (kind: StoreKind): Pick<AccelerationActivities, 'handOverApproval'> =>
  proxyActivities<AccelerationActivities>({ ...byDirectory(kind), retry: soonAgain });

/** Touches PostgreSQL only, so it runs within the workflow task (3 ms instead of 100). */
export const records = proxyLocalActivities<
  RecordActivities & Omit<ApprovalActivities, 'recordDecision' | 'rerouteApproval'>
>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '250 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/**
 * A person's decision or choice, written down by a regular activity: scheduling it makes the engine keep the
 * Update first. In a local activity the decision would stand in PostgreSQL while the engine, when the
 * workflow task fails for another reason, forgets the Update: the request would wait for ever.
 */
export const decisions = proxyActivities<Pick<ApprovalActivities, 'recordDecision' | 'rerouteApproval'>>({
  taskQueue: workflowQueue,
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '250 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

export const mail = proxyActivities<MailActivities>({
  taskQueue: mailQueue,
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '10 seconds', maximumInterval: '10 minutes' },
});

export const webhooks = proxyActivities<WebhookActivities>({
  taskQueue: webhookQueue,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Reads whole stores. The heartbeat finds a killed worker soon; what it had committed stays. */
export const replication = proxyActivities<ReplicationActivities>({
  taskQueue: bulkQueue,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '6 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: {
    initialInterval: '2 seconds',
    backoffCoefficient: 2,
    maximumInterval: '1 minute',
    maximumAttempts: 20,
  },
});

export const exporting = proxyActivities<ExportActivities>({
  taskQueue: bulkQueue,
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '30 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: {
    initialInterval: '2 seconds',
    backoffCoefficient: 2,
    maximumInterval: '1 minute',
    maximumAttempts: 8,
  },
});

export const replicationRecords = proxyLocalActivities<ReplicationRecordActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '250 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/** Reads the memberships of whole stores, set by set. */
export const duties = proxyActivities<DutyActivities>({
  taskQueue: bulkQueue,
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '30 seconds',
  retry: {
    initialInterval: '2 seconds',
    backoffCoefficient: 2,
    maximumInterval: '1 minute',
    maximumAttempts: 8,
  },
});

/** Reads who the administrators of a store are; a directory that is away delays what they are told. */
const told = {
  taskQueue: bulkQueue,
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: {
    initialInterval: '1 minute',
    backoffCoefficient: 2,
    maximumInterval: '1 hour',
    maximumAttempts: 48,
  },
} as const;
export const breakGlassReports = proxyActivities<BreakGlassActivities>(told);
export const lostCriteria = proxyActivities<LostCriteriaActivities>(told);

export const dutyRecords = proxyLocalActivities<DutyRecordActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '250 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});
