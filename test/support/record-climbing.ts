/** Runs an approval that climbs once and is decided then, on the server that skips its days; the activities are stand-ins. */
import { randomUUID } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import type { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflows } from '../../activities/worker/bundle.ts';
import { failureConverterPath } from '../../activities/platform/temporal/connect.ts';
import {
  approvalWorkflowId,
  mailQueue,
  providerQueue,
  workflowQueue,
} from '../../workflows/contracts/ids.ts';
import { decideUpdate } from '../../workflows/contracts/messages.ts';
import { until } from './ports.ts';
import { timeSkipping } from './time-skipping.ts';

export type History = Parameters<typeof historyToJSON>[0];

const dayMs = 24 * 3_600_000;

export async function climbingHistory(): Promise<History> {
  const environment = await timeSkipping();
  try {
    const requestId = randomUUID();
    let climbed = 0;
    const common = {
      connection: environment.nativeConnection,
      dataConverter: { failureConverterPath },
    };
    const worker = await Worker.create({
      ...common,
      taskQueue: workflowQueue,
      workflowBundle: await bundleWorkflows(),
      activities: {
        openApproval: () => Promise.resolve({ mails: 0, waitMs: dayMs }),
        recordDecision: () => Promise.resolve(),
      },
    });
    const climber = await Worker.create({
      ...common,
      taskQueue: providerQueue('local'),
      activities: {
        accelerateApproval: () => Promise.resolve({ mails: 1, waitMs: ++climbed < 2 ? dayMs : null }),
      },
    });
    const mailer = await Worker.create({
      ...common,
      taskQueue: mailQueue,
      activities: { sendMails: () => Promise.resolve({ left: 0 }) },
    });
    const others = [climber.run(), mailer.run()];
    const workflowId = approvalWorkflowId(requestId, 1);
    const history = await worker.runUntil(async () => {
      const handle = await environment.client.workflow.start('approval', {
        workflowId,
        taskQueue: workflowQueue,
        args: [{ requestId, step: 1, storeKind: 'local' }],
      });
      await environment.sleep('3 days');
      await until('two hops', 10_000, () => climbed === 2);
      await handle.executeUpdate(decideUpdate, {
        args: [{ decisionId: randomUUID(), decision: 'approve' }],
      });
      await handle.result();
      return handle.fetchHistory();
    });
    climber.shutdown();
    mailer.shutdown();
    await Promise.all(others);
    return history;
  } finally {
    await environment.teardown();
  }
}
