/** Mail: told after the fact, never a reason for a request to fail. */
import { ParentClosePolicy, sleep, startChild, workflowInfo } from '@temporalio/workflow';
import { notifyWorkflowId } from '../contracts/ids.ts';
import type { RequestArgs } from '../contracts/ports.ts';
import { mail } from '../proxies.ts';

const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;
const giveUpAfterMs = 7 * 24 * 3_600_000;

/** Sends a request's queued mails; tries for seven days, one minute doubling to one hour. */
export async function notify(args: RequestArgs): Promise<void> {
  const startedAtMs = workflowInfo().startTime.getTime();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { left } = await mail.sendMails({ requestId: args.requestId });
    if (left === 0 || Date.now() - startedAtMs > giveUpAfterMs) return;
    await sleep(pauseMs);
  }
}

/** Starts {@link notify} beside the calling workflow; it lives on when the caller has ended. */
export async function notifyLater(requestId: string, part: string, mails: number): Promise<void> {
  if (mails === 0) return;
  await startChild(notify, {
    workflowId: notifyWorkflowId(requestId, part),
    args: [{ requestId }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
}
