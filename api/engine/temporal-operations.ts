/** The operations pages' view of Temporal: pages of visibility, pending activities, histories in words. */
import { randomUUID } from 'node:crypto';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { optionalTsToDate } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { searchAttributes } from '../../workflows/contracts/search-attributes.ts';
import { notifyWorkflowId, workflowQueue } from '../../workflows/contracts/ids.ts';
import type { DescribedRun, EngineRun, Operations, RunQuery, RunStatus } from './operations.ts';
import { decoderOf } from './temporal-decode.ts';
import { storyOf } from './temporal-story.ts';

type Info = proto.temporal.api.workflow.v1.IWorkflowExecutionInfo;
type PendingActivity = proto.temporal.api.workflow.v1.IPendingActivityInfo;

const enums = proto.temporal.api.enums.v1;
const timeoutMs = 5_000;
/** A request takes some thirty events; who tried for days has hundreds. */
const storyEvents = 1_000;
/** gRPC: NOT_FOUND. */
const missingCodes: readonly number[] = [5];

const isMissing = (error: unknown): boolean => isGrpcServiceError(error) && missingCodes.includes(error.code);

const statuses: Readonly<Record<number, RunStatus>> = {
  [enums.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING]: 'running',
  [enums.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED]: 'completed',
  [enums.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED]: 'failed',
  [enums.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED]: 'cancelled',
  [enums.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED]: 'terminated',
  [enums.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT]: 'timedOut',
  [enums.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW]: 'continued',
};

/** @param translate an engine's error as the API tells it */
export function createTemporalOperations(
  client: Client,
  translate: (error: unknown, workflowId: string) => unknown,
): Operations {
  const { workflowService } = client;
  const { namespace } = client.options;
  const decoder = decoderOf(client.options.loadedDataConverter);

  const call = async <T>(workflowId: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await client.withDeadline(Date.now() + timeoutMs, work);
    } catch (error) {
      throw translate(error, workflowId);
    }
  };
  const executionOf = ({ workflowId, runId }: EngineRun) => ({ workflowId, runId });

  return {
    async list(query) {
      const answer = await call('', () =>
        workflowService.listWorkflowExecutions({
          namespace,
          query: visibilityQuery(query),
          pageSize: query.limit,
          ...(query.pageToken === null ? {} : { nextPageToken: Buffer.from(query.pageToken, 'base64url') }),
        }),
      );
      const token = Buffer.from(answer.nextPageToken).toString('base64url');
      return { runs: answer.executions.map(runOf), pageToken: token === '' ? null : token };
    },

    async describe(workflowId) {
      try {
        const answer = await client.withDeadline(Date.now() + timeoutMs, () =>
          workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } }),
        );
        const { workflowExecutionInfo: info, pendingActivities, pendingWorkflowTask: task } = answer;
        if (!info) return null;
        const started = enums.PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED;
        return {
          ...runOf(info),
          steps: await Promise.all(pendingActivities.map(stepOf)),
          task: task
            ? {
                attempt: task.attempt ?? 1,
                scheduledAt: optionalTsToDate(task.scheduledTime) ?? null,
                started: task.state === started,
              }
            : null,
        } satisfies DescribedRun;
      } catch (error) {
        if (isMissing(error)) return null;
        throw translate(error, workflowId);
      }
    },

    async story(run) {
      const { history, nextPageToken } = await call(run.workflowId, () =>
        workflowService.getWorkflowExecutionHistory({
          namespace,
          execution: executionOf(run),
          maximumPageSize: storyEvents,
        }),
      );
      return { lines: await storyOf(history?.events ?? [], decoder), whole: nextPageToken.length === 0 };
    },

    async retryNow(run, stepIds) {
      for (const id of stepIds) {
        await call(run.workflowId, () =>
          ignoreMissing(() =>
            workflowService.resetActivity({ namespace, execution: executionOf(run), id, identity }),
          ),
        );
      }
    },

    async resume(run) {
      const { history } = await call(run.workflowId, () =>
        workflowService.getWorkflowExecutionHistory({
          namespace,
          execution: executionOf(run),
          maximumPageSize: storyEvents,
        }),
      );
      const last = history?.events?.findLast((event) => event.workflowTaskCompletedEventAttributes);
      // Nothing was done yet: the first task is where it goes on.
      const first = history?.events?.find((event) => event.workflowTaskScheduledEventAttributes);
      const workflowTaskFinishEventId = last?.eventId ?? first?.eventId?.add(1);
      await call(run.workflowId, () =>
        workflowService.resetWorkflowExecution({
          namespace,
          workflowExecution: executionOf(run),
          workflowTaskFinishEventId: workflowTaskFinishEventId ?? null,
          requestId: randomUUID(),
          identity,
        }),
      );
    },

    async restartMails(requestId, part) {
      const workflowId = notifyWorkflowId(requestId, part);
      await call(workflowId, () =>
        client.workflow.start('notify', {
          workflowId,
          taskQueue: workflowQueue,
          args: [{ requestId }],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'TERMINATE_EXISTING',
        }),
      );
    },

    async cancel(run) {
      await call(run.workflowId, () =>
        ignoreMissing(() =>
          workflowService.requestCancelWorkflowExecution({
            namespace,
            workflowExecution: executionOf(run),
            requestId: randomUUID(),
            identity,
          }),
        ),
      );
    },
  };

  async function stepOf(activity: PendingActivity) {
    const { problem } = await decoder.failure(activity.lastFailure);
    const states = enums.PendingActivityState;
    return {
      id: activity.activityId ?? '',
      name: activity.activityType?.name ?? '',
      queue: activity.activityOptions?.taskQueue?.name ?? null,
      state:
        activity.state === states.PENDING_ACTIVITY_STATE_STARTED
          ? ('working' as const)
          : activity.state === states.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED
            ? ('stopping' as const)
            : ('waiting' as const),
      attempt: activity.attempt ?? 1,
      scheduledAt: optionalTsToDate(activity.scheduledTime) ?? null,
      problem,
      failedAt: optionalTsToDate(activity.lastAttemptCompleteTime) ?? null,
      nextAttemptAt: optionalTsToDate(activity.nextAttemptScheduleTime) ?? null,
    };
  }
}

const identity = 'muster-operations';

const runOf = (info: Info): EngineRun => ({
  workflowId: info.execution?.workflowId ?? '',
  runId: info.execution?.runId ?? '',
  type: info.type?.name ?? '',
  status: statuses[info.status ?? 0] ?? 'running',
  startedAt: optionalTsToDate(info.startTime) ?? new Date(0),
  endedAt: optionalTsToDate(info.closeTime) ?? null,
});

/** Made of closed words and ids that the caller has checked, each quoted all the same. */
function visibilityQuery({ which, types, storeId }: RunQuery): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const status =
    which === 'running'
      ? "ExecutionStatus = 'Running'"
      : "ExecutionStatus IN ('Failed', 'TimedOut', 'Terminated')";
  return [
    status,
    'only' in types
      ? `WorkflowType IN (${types.only.map(quoted).join(', ')})`
      : `WorkflowType NOT IN (${types.without.map(quoted).join(', ')})`,
    // Mails carry no attributes; whose they are is told by their request.
    ...(storeId === null
      ? []
      : [`(${searchAttributes.storeId} = ${quoted(storeId)} OR WorkflowType = 'notify')`]),
  ].join(' AND ');
}

/** What ended meanwhile needs nothing more. */
async function ignoreMissing(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
