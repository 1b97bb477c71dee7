/** Reminders on timers, as long as nobody decides (access-and-approvals Q1). */
import { condition } from '@temporalio/workflow';
import { notifyLater } from '../change/notify.ts';
import type { ApprovalStepArgs } from '../contracts/ports.ts';
import { records } from '../proxies.ts';

/** Ends when the step is settled, or reminders were switched off. */
export async function remind(
  args: ApprovalStepArgs,
  firstWaitMs: number,
  isSettled: () => boolean,
): Promise<void> {
  let waitMs: number | null = firstWaitMs;
  for (let round = 1; waitMs !== null; round += 1) {
    if (await condition(isSettled, waitMs)) return;
    const next = await records.remindApprovers({ ...args, round });
    await notifyLater(args.requestId, `reminder-${args.step}-${round}`, next.mails);
    waitMs = next.waitMs ?? null;
  }
}
