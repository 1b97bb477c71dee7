/**
 * Waits for the end of the memberships that one request gave (access-and-approvals B5).
 *
 * Which memberships these are, and when they end, stands in PostgreSQL: an end that somebody moves belongs to
 * the request that moved it, and to that one's workflow. This one looks there whenever its time has come, so
 * nobody needs to wake it. What is due becomes a request of Muster's own; one that fails is asked again with
 * growing pauses, for a membership that should have ended is never given up.
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { continueAsNew, executeChild, ParentClosePolicy, sleep, workflowInfo } from '@temporalio/workflow';
import type { endMemberships } from '../actions/end-memberships.ts';
import { notifyLater } from '../change/notify.ts';
import { requestWorkflowId } from '../contracts/ids.ts';
import type { ActionArgs, RequestArgs } from '../contracts/ports.ts';
import { records } from '../proxies.ts';

const firstPauseMs = 15 * 60_000;
const longestPauseMs = 6 * 3_600_000;
/** Each is a few events of the history. */
const roundsPerRun = 200;

export interface MembershipEndArgs extends Omit<ActionArgs, 'dryRun'> {
  /** Counted on over the runs. */
  readonly round?: number;
}

export async function membershipEnd(args: MembershipEndArgs): Promise<void> {
  const first = args.round ?? 1;
  let failures = 0;
  for (let round = first; round < first + roundsPerRun; round += 1) {
    const { mails, due, waitMs } = await records.tendMemberships({ requestId: args.requestId, round });
    await notifyLater(args.requestId, `membership-${round}`, mails);
    if (due !== null) {
      failures = (await end(args, due)) ? 0 : failures + 1;
      if (failures > 0) await sleep(Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs));
    } else if (waitMs === null) return;
    else await sleep(waitMs);
  }
  await continueAsNew<typeof membershipEnd>({ ...args, round: first + roundsPerRun });
}

/** @returns whether it worked */
async function end({ storeId, storeKind }: MembershipEndArgs, { requestId }: RequestArgs): Promise<boolean> {
  try {
    const { state } = await executeChild<typeof endMemberships>('endMemberships', {
      workflowId: requestWorkflowId(requestId),
      args: [{ requestId, storeId, storeKind, dryRun: false }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: workflowInfo().typedSearchAttributes,
    });
    return state === 'succeeded';
  } catch (error) {
    // Somebody else started it: it is looked at again after a while.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
