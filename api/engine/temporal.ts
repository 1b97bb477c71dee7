/** The engine behind the API: Temporal, by workflow names and ids from the contracts. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  isGrpcServiceError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { Logger } from '../../activities/platform/log.ts';
import { searchAttributesOf } from '../../activities/platform/temporal/search-attributes.ts';
import { isErrorCode } from '../../workflows/contracts/errors.ts';
import {
  approvalWorkflowId,
  dutyScanWorkflowId,
  exportWorkflowId,
  notifyWorkflowId,
  replicateWorkflowId,
  requestWorkflowId,
  webhookWorkflowId,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import { decideUpdate, rerouteUpdate, withdrawUpdate } from '../../workflows/contracts/messages.ts';
import { replicationWorkflowOf } from '../../workflows/contracts/replication.ts';
import { ApiProblem } from '../problem.ts';
import type { Engine } from './engine.ts';
import { createTemporalOperations } from './temporal-operations.ts';
import { createTimetables } from './temporal-timetables.ts';

const startTimeoutMs = 5_000;
/** An Update needs a worker; without one it would hang as long as the caller waits. */
const updateTimeoutMs = 5_000;
const updateRetryMs = 100;
const healthTimeoutMs = 2_000;
/** For all stores. */
const timetablesTimeoutMs = 30_000;

export function createTemporalEngine(client: Client, log: Logger): Engine {
  const within = <T>(timeoutMs: number, call: () => Promise<T>): Promise<T> =>
    client.withDeadline(Date.now() + timeoutMs, call);

  const timetables = createTimetables(client);

  const start = async (
    name: string,
    workflowId: string,
    args: readonly unknown[],
    attributes: { action: string; storeId: string; actorId: string },
    options: { workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE' },
  ): Promise<void> => {
    try {
      await within(startTimeoutMs, () =>
        client.workflow.start(name, {
          workflowId,
          taskQueue: workflowQueue,
          args: [...args],
          workflowIdReusePolicy: options.workflowIdReusePolicy,
          workflowIdConflictPolicy: 'USE_EXISTING',
          typedSearchAttributes: searchAttributesOf(attributes),
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return;
      throw translate(error, workflowId);
    }
  };

  /** @param updateId the same id is the same Update, however often it is sent */
  const update = async (
    requestId: string,
    workflowId: string,
    name: string,
    updateId: string,
    args: object,
  ): Promise<void> => {
    const end = Date.now() + updateTimeoutMs;
    for (;;) {
      try {
        await within(end - Date.now(), () =>
          client.workflow.getHandle(workflowId).executeUpdate(name, { args: [args], updateId }),
        );
        return;
      } catch (error) {
        if (!isNotReady(error) || Date.now() + updateRetryMs >= end) {
          throw translate(error, workflowId, (cause) => unconfirmed(requestId, cause));
        }
        await sleep(updateRetryMs);
      }
    }
  };

  const translate = (error: unknown, workflowId: string, silent = unavailable): unknown => {
    if (error instanceof WorkflowNotFoundError) {
      return new ApiProblem('request.decided', 'This request has been decided already.', { cause: error });
    }
    if (error instanceof WorkflowUpdateFailedError) return refusal(error);
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isAway(error) || isNotReady(error)) {
      log.warn({ err: error, workflowId }, 'the workflow engine did not answer');
      return silent(error);
    }
    return error;
  };

  /** What is told besides: no attributes, and one run of each id. */
  const startApart = async (name: string, workflowId: string, args: object): Promise<void> => {
    try {
      await within(startTimeoutMs, () =>
        client.workflow.start(name, {
          workflowId,
          taskQueue: workflowQueue,
          args: [args],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return;
      throw translate(error, workflowId);
    }
  };

  return {
    startAction: (action, actorId, args) =>
      start(
        action,
        requestWorkflowId(args.requestId),
        [args],
        { action, storeId: args.storeId, actorId },
        { workflowIdReusePolicy: 'REJECT_DUPLICATE' },
      ),
    startReplication: (run, args) =>
      start(
        replicationWorkflowOf[run],
        replicateWorkflowId(args.storeId, run),
        [args],
        { action: replicationWorkflowOf[run], storeId: args.storeId, actorId: args.actorId },
        { workflowIdReusePolicy: 'ALLOW_DUPLICATE' },
      ),
    startExport: (exportId, storeId, actorId) =>
      start(
        'exportSearch',
        exportWorkflowId(exportId),
        [{ exportId }],
        { action: 'exportSearch', storeId, actorId },
        { workflowIdReusePolicy: 'REJECT_DUPLICATE' },
      ),
    startDutyScan: (storeId, actorId) =>
      start(
        'scanDuties',
        dutyScanWorkflowId,
        [{ actorId }],
        { action: 'scanDuties', storeId, actorId },
        { workflowIdReusePolicy: 'ALLOW_DUPLICATE' },
      ),
    sendMails: (requestId, part) => startApart('notify', notifyWorkflowId(requestId, part), { requestId }),
    deliverWebhook: (args) =>
      startApart('deliverWebhook', webhookWorkflowId(args.deliveryId, args.round), args),
    async cancelExport(exportId) {
      const workflowId = exportWorkflowId(exportId);
      try {
        await within(startTimeoutMs, () => client.workflow.getHandle(workflowId).cancel());
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return;
        throw translate(error, workflowId);
      }
    },
    keepTimetables: (wanted) => within(timetablesTimeoutMs, () => timetables(wanted)),
    decide: (requestId, step, args) =>
      update(requestId, approvalWorkflowId(requestId, step), decideUpdate, args.decisionId, args),
    reroute: (requestId, step, args) =>
      update(requestId, approvalWorkflowId(requestId, step), rerouteUpdate, args.rerouteId, args),
    withdraw: (requestId, args) =>
      update(requestId, requestWorkflowId(requestId), withdrawUpdate, randomUUID(), args),
    operations: createTemporalOperations(client, translate),
    async health() {
      try {
        const { pollers } = await within(healthTimeoutMs, () =>
          client.workflowService.describeTaskQueue({
            namespace: client.options.namespace,
            taskQueue: { name: workflowQueue },
            taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
          }),
        );
        return { reachable: true, worker: pollers.length > 0 };
      } catch (error) {
        log.debug({ err: error }, 'the workflow engine did not answer');
        return { reachable: false, worker: false };
      }
    },
  };
}

/** The refusal of an Update carries our own code as its type. */
function refusal(error: WorkflowUpdateFailedError): unknown {
  const { cause } = error;
  if (cause instanceof ApplicationFailure) {
    // The run ended while the Update was on its way.
    if (cause.type === 'AcceptedUpdateCompletedWorkflow') {
      return new ApiProblem('request.decided', 'This request has been decided already.', { cause: error });
    }
    if (isErrorCode(cause.type)) return new ApiProblem(cause.type, cause.message, { cause: error });
  }
  return error;
}

const unavailable = (cause: unknown): ApiProblem =>
  new ApiProblem(
    'engine.unavailable',
    'The workflow engine does not answer at the moment. Try again in a few seconds.',
    { retryAfterSeconds: 5, cause },
  );

/** It was sent, and whether it arrived is not known: the engine hands it on as soon as it can. */
const unconfirmed = (requestId: string, cause: unknown): ApiProblem =>
  new ApiProblem(
    'engine.unavailable',
    'The workflow engine did not confirm this in time, so it may have been recorded all the same. Look at the request before you send it again.',
    { retryAfterSeconds: 5, requestId, cause },
  );

/** gRPC: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const awayCodes: readonly number[] = [1, 4, 8, 14];
/** gRPC: FAILED_PRECONDITION. A workflow task failed before the workflow took the Update, which is forgotten. */
const notReadyCode = 9;

const isAway = (error: unknown): boolean => awayCodes.includes(grpcCodeOf(error) ?? -1);
const isNotReady = (error: unknown): boolean => grpcCodeOf(error) === notReadyCode;

function grpcCodeOf(error: unknown): number | null {
  const inner = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(inner) ? inner.code : null;
}
