/** Delivers one message to one webhook: tried for 24 hours with growing pauses (access-and-approvals W11). */
import { sleep, workflowInfo } from '@temporalio/workflow';
import { type DeliveryArgs, triedForHours } from '../contracts/webhooks.ts';
import { webhooks } from '../proxies.ts';

const firstPauseMs = 10_000;
const longestPauseMs = 4 * 3_600_000;
const growth = 3;

export async function deliverWebhook(args: DeliveryArgs): Promise<{ readonly tries: number }> {
  const endMs = workflowInfo().startTime.getTime() + triedForHours * 3_600_000;
  let pauseMs = firstPauseMs;
  for (let tries = 1; ; tries += 1) {
    const leftMs = endMs - Date.now();
    // The last try is made when time is up.
    const nextMs = leftMs <= 0 ? null : Math.min(pauseMs, leftMs);
    const { again } = await webhooks.sendWebhook({ ...args, nextMs });
    if (!again || nextMs === null) return { tries };
    await sleep(nextMs);
    pauseMs = Math.min(pauseMs * growth, longestPauseMs);
  }
}
