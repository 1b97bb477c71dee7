/** A history's events folded into the lines of a story: one line per step, message, wait and end. */
import { optionalTsToDate } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import type { Decoder } from './temporal-decode.ts';
import type { StoryLine } from './operations.ts';

type Event = proto.temporal.api.history.v1.IHistoryEvent;
type Line = { -readonly [K in keyof StoryLine]: StoryLine[K] };

export async function storyOf(events: readonly Event[], decoder: Decoder): Promise<StoryLine[]> {
  const lines: Line[] = [];
  /** The line an event began, by the event's id. */
  const begun = new Map<string, Line>();

  const add = (event: Event, kind: StoryLine['kind'], more: Partial<Line> = {}): Line => {
    const line: Line = { ...empty, kind, at: timeOf(event), ...more };
    lines.push(line);
    begun.set(String(event.eventId), line);
    return line;
  };
  const end = (event: Event, begunBy: unknown, outcome: string, more: Partial<Line> = {}): void => {
    const line = begun.get(String(begunBy));
    if (line !== undefined) Object.assign(line, { endedAt: timeOf(event), outcome, ...more });
  };
  const failed = async (event: Event, begunBy: unknown, failure: Parameters<Decoder['failure']>[0]) => {
    const { kind, problem } = await decoder.failure(failure);
    end(event, begunBy, kind === 'none' ? 'failed' : kind, { problem });
  };

  for (const event of events) {
    const {
      workflowExecutionStartedEventAttributes: started,
      activityTaskScheduledEventAttributes: scheduled,
      activityTaskStartedEventAttributes: activityStarted,
      activityTaskCompletedEventAttributes: activityDone,
      activityTaskFailedEventAttributes: activityFailed,
      activityTaskTimedOutEventAttributes: activityTimedOut,
      activityTaskCanceledEventAttributes: activityCancelled,
      markerRecordedEventAttributes: marker,
      startChildWorkflowExecutionInitiatedEventAttributes: child,
      childWorkflowExecutionCompletedEventAttributes: childDone,
      childWorkflowExecutionFailedEventAttributes: childFailed,
      childWorkflowExecutionCanceledEventAttributes: childCancelled,
      childWorkflowExecutionTerminatedEventAttributes: childTerminated,
      timerStartedEventAttributes: timer,
      timerFiredEventAttributes: timerFired,
      timerCanceledEventAttributes: timerCancelled,
      workflowExecutionUpdateAcceptedEventAttributes: update,
      workflowExecutionUpdateCompletedEventAttributes: updateDone,
      workflowExecutionSignaledEventAttributes: signal,
      workflowTaskFailedEventAttributes: taskFailed,
    } = event;
    if (started) add(event, 'started', { name: started.workflowType?.name ?? null });
    else if (scheduled)
      add(event, 'step', { name: scheduled.activityType?.name ?? null, nextAttemptAt: null });
    else if (activityStarted) {
      // Written when the activity ends: it tells the last try and why the one before failed.
      const { problem } = await decoder.failure(activityStarted.lastFailure);
      const line = begun.get(String(activityStarted.scheduledEventId));
      if (line !== undefined) Object.assign(line, { attempts: activityStarted.attempt ?? 1, problem });
    } else if (activityDone) end(event, activityDone.scheduledEventId, 'done');
    else if (activityFailed) await failed(event, activityFailed.scheduledEventId, activityFailed.failure);
    else if (activityTimedOut)
      await failed(event, activityTimedOut.scheduledEventId, activityTimedOut.failure);
    else if (activityCancelled) end(event, activityCancelled.scheduledEventId, 'cancelled');
    else if (marker) await addLocalStep(event, marker);
    else if (child) add(event, 'child', { name: child.workflowType?.name ?? null });
    else if (childDone) {
      const result = (await decoder.value(childDone.result?.payloads)) as { outcome?: unknown } | null;
      end(event, childDone.initiatedEventId, typeof result?.outcome === 'string' ? result.outcome : 'done');
    } else if (childFailed) await failed(event, childFailed.initiatedEventId, childFailed.failure);
    else if (childCancelled) end(event, childCancelled.initiatedEventId, 'cancelled');
    else if (childTerminated) end(event, childTerminated.initiatedEventId, 'terminated');
    else if (timer) add(event, 'timer', { nextAttemptAt: timerEnd(event, timer) });
    else if (timerFired) end(event, timerFired.startedEventId, 'done', { nextAttemptAt: null });
    else if (timerCancelled) end(event, timerCancelled.startedEventId, 'cancelled', { nextAttemptAt: null });
    else if (update) {
      const { input } = update.acceptedRequest ?? {};
      const args = (await decoder.value(input?.args?.payloads)) as { actorId?: unknown } | null;
      add(event, 'message', {
        name: input?.name ?? null,
        actorId: typeof args?.actorId === 'string' ? args.actorId : null,
      });
    } else if (updateDone) {
      const failure = updateDone.outcome?.failure;
      if (failure) {
        const { problem } = await decoder.failure(failure);
        end(event, updateDone.acceptedEventId, 'refused', { problem });
      } else end(event, updateDone.acceptedEventId, 'done');
    } else if (signal) add(event, 'message', { name: signal.signalName ?? null, outcome: 'done' });
    else if (taskFailed) {
      const resets = proto.temporal.api.enums.v1.WorkflowTaskFailedCause;
      if (taskFailed.cause === resets.WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW) add(event, 'resumed');
      else add(event, 'taskFailed', { outcome: 'failed' });
    } else if (event.workflowExecutionCancelRequestedEventAttributes) add(event, 'cancelAsked');
    else await addEnd(event);
  }
  return lines;

  async function addLocalStep(
    event: Event,
    marker: proto.temporal.api.history.v1.IMarkerRecordedEventAttributes,
  ): Promise<void> {
    if (marker.markerName !== 'core_local_activity') return;
    const data = (await decoder.value(marker.details?.['data']?.payloads)) as LocalActivityData | null;
    const { kind, problem } = await decoder.failure(marker.failure);
    const seconds = data?.original_schedule_time?.seconds;
    add(event, 'step', {
      name: data?.activity_type ?? null,
      at: seconds === undefined ? timeOf(event) : new Date(seconds * 1000),
      endedAt: timeOf(event),
      attempts: data?.attempt ?? 1,
      outcome: kind === 'none' ? 'done' : kind,
      problem,
    });
  }

  async function addEnd(event: Event): Promise<void> {
    const {
      workflowExecutionCompletedEventAttributes: completed,
      workflowExecutionFailedEventAttributes: hasFailed,
      workflowExecutionCanceledEventAttributes: cancelled,
      workflowExecutionTerminatedEventAttributes: terminated,
      workflowExecutionTimedOutEventAttributes: timedOut,
      workflowExecutionContinuedAsNewEventAttributes: continued,
    } = event;
    if (completed) {
      const result = (await decoder.value(completed.result?.payloads)) as { state?: unknown } | null;
      add(event, 'ended', { outcome: typeof result?.state === 'string' ? result.state : 'done' });
    } else if (hasFailed) {
      const { problem } = await decoder.failure(hasFailed.failure);
      add(event, 'ended', { outcome: 'failed', problem });
    } else if (cancelled) add(event, 'ended', { outcome: 'cancelled' });
    else if (terminated) add(event, 'ended', { outcome: 'terminated' });
    else if (timedOut) add(event, 'ended', { outcome: 'timedOut' });
    else if (continued) add(event, 'ended', { outcome: 'continued' });
  }
}

interface LocalActivityData {
  readonly activity_type?: string;
  readonly attempt?: number;
  readonly original_schedule_time?: { readonly seconds?: number };
}

const empty: Omit<StoryLine, 'kind' | 'at'> = {
  name: null,
  endedAt: null,
  outcome: null,
  attempts: null,
  problem: null,
  nextAttemptAt: null,
  actorId: null,
};

const timeOf = (event: Event): Date => optionalTsToDate(event.eventTime) ?? new Date(0);

const timerEnd = (event: Event, timer: proto.temporal.api.history.v1.ITimerStartedEventAttributes): Date =>
  new Date(timeOf(event).getTime() + Number(timer.startToFireTimeout?.seconds ?? 0) * 1000);
