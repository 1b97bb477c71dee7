/** The timetables of replication: one Schedule of the engine per store and kind of run. */
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import {
  breakGlassReportSchedule,
  dutyScanSchedule,
  replicationSchedule,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import { offsetMsOf, type ScheduledRun, scheduledRuns } from '../replication/timetable.ts';
import type { StoreTimetable } from './engine.ts';

/** What was done by others, or by hand, is put right this often. */
const verifyEveryMs = 5 * 60_000;
/** Of a fixed timetable: what was due while nothing ran is done once, afterwards. */
const fixedCatchupWindow = '1 day';
/** The report of a week still counts some days later. */
const weeklyCatchupWindow = '6 days';
/** Later ones are left out: the next is near. */
const catchupWindow = '1 minute';

export function createTimetables(client: Client): (wanted: readonly StoreTimetable[]) => Promise<void> {
  /** What this process has brought about, by schedule id. */
  let known = new Map<string, string>();
  let verifiedAtMs = -Infinity;

  return async (wanted) => {
    const all = new Map(
      wanted.flatMap((store) =>
        scheduledRuns.map((run) => [replicationSchedule.idOf(store.storeId, run), { store, run }] as const),
      ),
    );
    if (performance.now() - verifiedAtMs > verifyEveryMs) {
      known = new Map();
      for await (const { scheduleId } of client.schedule.list()) {
        if (scheduleId.startsWith(replicationSchedule.prefix) && !all.has(scheduleId))
          known.set(scheduleId, '');
      }
      for (const one of fixedSchedules) await putSchedule(client, one.scheduleId, one.schedule);
      verifiedAtMs = performance.now();
    }
    for (const scheduleId of [...known.keys()].filter((id) => !all.has(id))) {
      await removeSchedule(client, scheduleId);
      known.delete(scheduleId);
    }
    for (const [scheduleId, { store, run }] of all) {
      const schedule = scheduleOf(store, run);
      const signature = JSON.stringify(schedule);
      if (known.get(scheduleId) === signature) continue;
      await putSchedule(client, scheduleId, schedule);
      known.set(scheduleId, signature);
    }
  };
}

function scheduleOf(store: StoreTimetable, run: ScheduledRun) {
  const { storeId, enabled } = store;
  const minutes = run === 'objects' ? store.objectInterval : store.deletedInterval;
  return {
    spec: { intervals: [{ every: minutes * 60_000, offset: offsetMsOf(storeId, run, minutes) }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: 'replicationDue',
      workflowId: replicationSchedule.idOf(storeId, run),
      taskQueue: workflowQueue,
      args: [{ storeId, run }],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
    state: { paused: !enabled },
  };
}

/** What no store's settings decide. */
const fixedSchedules = [
  {
    scheduleId: dutyScanSchedule,
    schedule: {
      // At night, UTC.
      spec: { calendars: [{ hour: 2, minute: 20 }] },
      action: {
        type: 'startWorkflow' as const,
        workflowType: 'scanDuties',
        workflowId: dutyScanSchedule,
        taskQueue: workflowQueue,
        args: [{ actorId: null }],
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: fixedCatchupWindow },
      state: { paused: false },
    },
  },
  {
    scheduleId: breakGlassReportSchedule,
    schedule: {
      // UTC. The week it tells of ends at midnight.
      spec: { calendars: [{ dayOfWeek: 'MONDAY' as const, hour: 5, minute: 10 }] },
      action: {
        type: 'startWorkflow' as const,
        workflowType: 'reportBreakGlass',
        workflowId: breakGlassReportSchedule,
        taskQueue: workflowQueue,
        args: [],
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: weeklyCatchupWindow },
      state: { paused: false },
    },
  },
];

async function putSchedule(
  client: Client,
  scheduleId: string,
  schedule: ReturnType<typeof scheduleOf> | (typeof fixedSchedules)[number]['schedule'],
): Promise<void> {
  try {
    await client.schedule.create({ scheduleId, ...schedule });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update(() => schedule);
  }
}

async function removeSchedule(client: Client, scheduleId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
