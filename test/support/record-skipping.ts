/** Paths on which days pass, on the server that skips them; the activities are stand-ins. */
import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { ApplicationFailure } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../activities/worker/bundle.ts';
import { failureConverterPath } from '../../activities/platform/temporal/connect.ts';
import {
  approvalWorkflowId,
  mailQueue,
  providerQueue,
  requestWorkflowId,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import { decideUpdate, rerouteUpdate } from '../../workflows/contracts/messages.ts';
import type { Decision } from '../../workflows/contracts/requests.ts';
import { until } from './ports.ts';
import { timeSkipping } from './time-skipping.ts';

export type History = Parameters<typeof historyToJSON>[0];

const dayMs = 24 * 3_600_000;
type Activities = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Skipping {
  readonly client: Client;
  readonly requestId: string;
  readonly sleep: (span: string) => Promise<void>;
}

/** Runs `act` beside workers that have these activities, of whichever queue. */
async function skipping<T>(activities: Activities, act: (world: Skipping) => Promise<T>): Promise<T> {
  const environment = await timeSkipping();
  try {
    const common = {
      connection: environment.nativeConnection,
      dataConverter: { failureConverterPath },
      activities: { sendMails: () => ({ left: 0 }), ...activities },
    };
    const worker = await Worker.create({
      ...common,
      taskQueue: workflowQueue,
      workflowBundle: await bundleWorkflows(),
    });
    const others = await Promise.all(
      [providerQueue('local'), mailQueue].map((taskQueue) => Worker.create({ ...common, taskQueue })),
    );
    const runs = others.map((other) => other.run());
    try {
      return await worker.runUntil(
        act({
          client: environment.client,
          requestId: randomUUID(),
          sleep: (span) => environment.sleep(span as '1 day'),
        }),
      );
    } finally {
      for (const other of others) other.shutdown();
      await Promise.all(runs);
    }
  } finally {
    await environment.teardown();
  }
}

const step = ({ client, requestId }: Skipping, more: object = {}): Promise<WorkflowHandle> =>
  client.workflow.start('approval', {
    workflowId: approvalWorkflowId(requestId, 1),
    taskQueue: workflowQueue,
    args: [{ requestId, step: 1, storeKind: 'local', ...more }],
  });
const decide = (handle: WorkflowHandle, decision: Decision) =>
  handle.executeUpdate(decideUpdate, { args: [{ decisionId: randomUUID(), decision }] });

async function ended(handle: WorkflowHandle): Promise<History> {
  await handle.result();
  return handle.fetchHistory();
}

/** It climbs twice and is approved then. */
export function climbingHistory(): Promise<History> {
  let climbed = 0;
  const activities = {
    openApproval: () => ({ mails: 0, waitMs: dayMs }),
    recordDecision: () => undefined,
    accelerateApproval: () => ({ mails: 1, waitMs: ++climbed < 2 ? dayMs : null }),
  };
  return skipping(activities, async (world) => {
    const handle = await step(world);
    await world.sleep('3 days');
    await until('two hops', 10_000, () => climbed === 2);
    await decide(handle, 'approve');
    return ended(handle);
  });
}

/** Who is asked as owner is none any more when they decide; the successor decides. */
export function handedOverHistory(): Promise<History> {
  let owners = 0;
  const activities = {
    openApproval: () => ({ mails: 0, waitMs: dayMs }),
    handOverApproval: () => ({ mails: owners === 0 ? 1 : 0 }),
    recordDecision: () => {
      if ((owners += 1) > 1) return;
      throw ApplicationFailure.nonRetryable('No owner any more.', 'permission.denied');
    },
    accelerateApproval: () => ({ mails: 0, waitMs: dayMs }),
  };
  return skipping(activities, async (world) => {
    const handle = await step(world, { handsOver: true });
    await world.sleep('30 hours');
    await decide(handle, 'approve').catch(() => undefined);
    await decide(handle, 'approve');
    return ended(handle);
  });
}

/** Two reminders go out, then somebody decides. */
export function remindedHistory(): Promise<History> {
  let reminded = 0;
  const activities = {
    openApproval: () => ({ mails: 1, remindInMs: dayMs }),
    recordDecision: () => undefined,
    remindApprovers: () => ({ mails: 1, waitMs: (reminded += 1) < 2 ? dayMs : null }),
  };
  return skipping(activities, async (world) => {
    const handle = await step(world);
    await world.sleep('3 days');
    await until('two reminders', 10_000, () => reminded === 2);
    await decide(handle, 'deny');
    return ended(handle);
  });
}

/** Somebody else is asked instead, stays idle, and the way up begins anew from there. */
export function reroutedClimbHistory(): Promise<History> {
  let climbed = 0;
  const activities = {
    openApproval: () => ({ mails: 0, waitMs: 2 * dayMs }),
    recordDecision: () => undefined,
    rerouteApproval: () => ({ mails: 1, waitMs: dayMs }),
    accelerateApproval: () => ({ mails: 1, waitMs: (climbed += 1) < 3 ? dayMs : null }),
  };
  return skipping(activities, async (world) => {
    const handle = await step(world);
    await world.sleep('1 day');
    await handle.executeUpdate(rerouteUpdate, { args: [{ rerouteId: randomUUID() }] });
    await world.sleep('5 days');
    await until('the hops of both ways', 10_000, () => climbed === 4);
    await decide(handle, 'approve');
    return ended(handle);
  });
}

/** Of two steps side by side nobody decides one in time: the other one is closed and the request ends. */
export function expiredBesideHistories(): Promise<{ request: History; expired: History; closed: History }> {
  const activities = {
    planChange: () => ({
      outcome: 'planned',
      approvals: [
        { step: 1, stage: 1, held: false },
        { step: 2, stage: 1, held: false },
      ],
      mirrors: [],
    }),
    openApproval: ({ step: number }: { step: number }) => ({
      mails: 0,
      ...(number === 1 ? { expiresInMs: dayMs } : {}),
    }),
    expireApproval: () => ({ outcome: 'expired' }),
    closeApproval: () => ({ outcome: 'cancelled' }),
    closeRequest: () => ({ mails: 0 }),
  };
  return skipping(activities, async ({ client, requestId, sleep }) => {
    const handle = await client.workflow.start('updateGroup', {
      workflowId: requestWorkflowId(requestId),
      taskQueue: workflowQueue,
      args: [{ requestId, storeId: randomUUID(), storeKind: 'local', dryRun: false }],
    });
    await sleep('2 days');
    await handle.result();
    const of = (number: number) =>
      client.workflow.getHandle(approvalWorkflowId(requestId, number)).fetchHistory();
    return { request: await handle.fetchHistory(), expired: await of(1), closed: await of(2) };
  });
}
