/** The floor: a workflow with one regular activity that does nothing. */
import { proxyActivities } from '@temporalio/workflow';

const { noop } = proxyActivities<{ noop(): Promise<void> }>({
  taskQueue: 'bench-bare-activities',
  startToCloseTimeout: '10 seconds',
});

export async function bare(): Promise<void> {
  await noop();
}
