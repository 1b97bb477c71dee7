/** Acceleration (access-and-approvals 6.1) on timers: while nobody decides, the next one up the line is asked, too. */
import { ActivityFailure, ApplicationFailure, condition } from '@temporalio/workflow';
import { notifyLater } from '../change/notify.ts';
import type { StoreKind } from '../contracts/ids.ts';
import type { Acceleration, ApprovalStepArgs } from '../contracts/ports.ts';
import { accelerating } from '../proxies.ts';
import { dayMs } from '../contracts/durations.ts';
import { unlessSettled } from './unless-settled.ts';

/**
 * Ends when the step is settled or goes no further. A decision never waits for it.
 * @param part names its mails; a way that begins anew has a name of its own
 */
export async function climb(
  storeKind: StoreKind,
  args: ApprovalStepArgs,
  firstWaitMs: number,
  part: string,
  isSettled: () => boolean,
): Promise<void> {
  let waitMs: number | null = firstWaitMs;
  for (let round = 1; waitMs !== null; round += 1) {
    if (await condition(isSettled, waitMs)) return;
    const next = await unlessSettled(isSettled, () => accelerate(storeKind, args));
    if (next === null) return;
    await notifyLater(args.requestId, `${part}-${round}`, next.mails);
    waitMs = next.waitMs ?? null;
  }
}

async function accelerate(storeKind: StoreKind, args: ApprovalStepArgs): Promise<Acceleration> {
  try {
    return await accelerating(storeKind).accelerateApproval(args);
  } catch (error) {
    // The store is disabled, say: what cannot be asked today is asked tomorrow.
    if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure) {
      return { waitMs: dayMs, mails: 0 };
    }
    throw error;
  }
}
