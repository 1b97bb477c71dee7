/** The engine behind the API: Temporal, by workflow names and ids from the contracts. */
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
  replicateWorkflowId,
  requestWorkflowId,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import { decideUpdate, withdrawUpdate } from '../../workflows/contracts/messages.ts';
import { ApiProblem } from '../problem.ts';
import type { Engine } from './engine.ts';

const startTimeoutMs = 5_000;
/** An Update needs a worker; without one it would hang as long as the caller waits. */
const updateTimeoutMs = 5_000;
const healthTimeoutMs = 2_000;

export function createTemporalEngine(client: Client, log: Logger): Engine {
  const within = <T>(timeoutMs: number, call: () => Promise<T>): Promise<T> =>
    client.withDeadline(Date.now() + timeoutMs, call);

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

  const update = async (workflowId: string, name: string, args: object): Promise<void> => {
    try {
      await within(updateTimeoutMs, () =>
        client.workflow.getHandle(workflowId).executeUpdate(name, { args: [args] }),
      );
    } catch (error) {
      throw translate(error, workflowId);
    }
  };

  const translate = (error: unknown, workflowId: string): unknown => {
    if (error instanceof WorkflowNotFoundError) {
      return new ApiProblem('request.decided', 'This request has been decided already.', { cause: error });
    }
    if (error instanceof WorkflowUpdateFailedError) return refusal(error);
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isAway(error)) {
      log.warn({ err: error, workflowId }, 'the workflow engine did not answer');
      return unavailable(error);
    }
    return error;
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
    startReplication: (storeId, actorId) =>
      start(
        'replicateStore',
        replicateWorkflowId(storeId),
        [{ storeId }],
        { action: 'replicateStore', storeId, actorId },
        { workflowIdReusePolicy: 'ALLOW_DUPLICATE' },
      ),
    decide: (requestId, step, args) => update(approvalWorkflowId(requestId, step), decideUpdate, args),
    withdraw: (requestId, args) => update(requestWorkflowId(requestId), withdrawUpdate, args),
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

/** gRPC: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const awayCodes: readonly number[] = [1, 4, 8, 14];

function isAway(error: unknown): boolean {
  if (isGrpcServiceError(error)) return awayCodes.includes(error.code);
  return (
    error instanceof ServiceError && isGrpcServiceError(error.cause) && awayCodes.includes(error.cause.code)
  );
}
