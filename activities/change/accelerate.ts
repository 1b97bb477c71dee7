/**
 * The daily look at an open step: whom it reaches by now, and when to look again.
 *
 * Contract, so that it may be killed at any line and run again:
 * 1. A second run finds a step that is not due any more, and whoever gave way gone, so nobody is asked twice.
 * 2. Mails that are queued and unsent are counted anew each time, so that the caller sends them.
 */
import { isDeepStrictEqual } from 'node:util';
import { dayMs } from '../../workflows/contracts/durations.ts';
import type { Acceleration, ApprovalStepArgs } from '../../workflows/contracts/ports.ts';
import { getApproval, type StepChain } from '../database/repositories/approvals.ts';
import { getApprovalSettings } from '../database/repositories/approval-workflows.ts';
import { countUnsettledNotifications } from '../database/repositories/notifications.ts';
import { hasStanding } from '../platform/approvals/hand-over.ts';
import { type ChangeDeps, loadRequest } from './context.ts';
import { aroundStep, climbed, handedOver, writeMoves } from './step-moves.ts';

/** The clock of a timer and that of this process need not agree to the millisecond. */
const shortestWaitMs = 1_000;

export async function accelerateApproval(
  deps: ChangeDeps,
  { requestId, step }: ApprovalStepArgs,
): Promise<Acceleration> {
  const { db } = deps;
  const [request, approval] = await Promise.all([
    loadRequest(db, requestId),
    getApproval(db, requestId, step),
  ]);
  const { acceleration } = await getApprovalSettings(db, request.storeId);
  const mails = () => countUnsettledNotifications(db, requestId);
  if (approval?.state !== 'open' || approval.chains === null) return { waitMs: null, mails: await mails() };
  const { chains, dueAt } = approval;
  // Turned off meanwhile: it stays as it is, and goes on when it is turned on again.
  const isStill = !acceleration && !hasStanding(chains);
  if (isStill) return { waitMs: waitOf(chains, dueAt, false), mails: await mails() };
  const around = await aroundStep(deps, request, { ...approval, chains });
  const isDue = acceleration && dueAt !== null && dueAt.getTime() <= Date.now() + shortestWaitMs;
  const moves = await climbed(around, await handedOver(around), isDue);
  const isSame = isDeepStrictEqual(moves.chains, chains);
  const nextDueAt = isSame ? dueAt : (await writeMoves(around, moves)).dueAt;
  return { waitMs: waitOf(moves.chains, nextDueAt, acceleration), mails: await mails() };
}

/** When to look again; null where it stays as it is. */
function waitOf(chains: readonly StepChain[], dueAt: Date | null, climbsNow: boolean): number | null {
  const climbsOn = dueAt !== null && chains.some(({ ended }) => ended !== true);
  if (climbsOn && climbsNow) return Math.max(shortestWaitMs, Math.min(dayMs, dueAt.getTime() - Date.now()));
  return climbsOn || hasStanding(chains) ? dayMs : null;
}
