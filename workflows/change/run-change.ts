/**
 * The one pipeline of every portal action: plan, approve, apply, mirror, record, notify.
 *
 * Contract of withdrawal:
 * 1. Until a write to the directory may have happened, a withdrawal ends the request as `cancelled`.
 * 2. From then on it is refused with `request.tooLate`, and what was begun is finished.
 * 3. A cancellation from outside (an operator) is treated like a withdrawal.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineUpdate,
  executeChild,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import { approval } from '../approvals/approval.ts';
import { approvalWorkflowId } from '../contracts/ids.ts';
import { withdrawUpdate, type WithdrawArgs } from '../contracts/messages.ts';
import type { ActionArgs, ApprovalStep } from '../contracts/ports.ts';
import type { Problem } from '../contracts/errors.ts';
import type { FinalState } from '../contracts/requests.ts';
import { directoryOf, records } from '../proxies.ts';
import { mirrorChange } from './mirror.ts';
import { notifyLater } from './notify.ts';
import { problemOf } from './problem.ts';

/** What the workflow answers; the details stand in the request's row. */
export interface ChangeOutcome {
  readonly state: FinalState;
  readonly problem: Problem | null;
}

const withdraw = defineUpdate<ChangeOutcome, [WithdrawArgs]>(withdrawUpdate);
const cancelled: ChangeOutcome = { state: 'cancelled', problem: null };
const succeeded: ChangeOutcome = { state: 'succeeded', problem: null };

export async function runChange(args: ActionArgs): Promise<ChangeOutcome> {
  const { requestId, storeId } = args;
  const directory = directoryOf(args.storeKind);
  const stoppable = new CancellationScope();
  let outcome: ChangeOutcome | null = null;
  let written = false;

  setHandler(
    withdraw,
    async (_args: WithdrawArgs) => {
      stoppable.cancel();
      await condition(() => written || outcome !== null);
      if (outcome?.state !== 'cancelled') throw tooLate();
      return outcome;
    },
    {
      validator: (_args: WithdrawArgs) => {
        if (written || outcome !== null) throw tooLate();
      },
    },
  );

  /** Everything up to the end of the primary write; null when the result is to be recorded. */
  const planApproveApply = async (): Promise<ChangeOutcome | null> => {
    const plan = await directory.planChange({ requestId });
    if (args.dryRun) return succeeded;
    if (plan.outcome === 'planned') {
      const refused = await approve(requestId, plan.approvals);
      if (refused !== null) return refused;
      const result = await directory.applyChange({ requestId, storeId });
      written = true;
      if (result.outcome === 'stale') return stale;
      await mirrorChange({ requestId }, plan.mirrors);
    }
    return null;
  };

  const finish = async (): Promise<ChangeOutcome> => {
    let ended: ChangeOutcome | null;
    try {
      ended = await stoppable.run(planApproveApply);
    } catch (error) {
      ended = await CancellationScope.nonCancellable(() => settle(error));
    }
    return CancellationScope.nonCancellable(() => close(ended));
  };

  /** After a failure or a cancellation: nothing was written, or what was begun is finished. */
  const settle = async (error: unknown): Promise<ChangeOutcome | null> => {
    const stopped = isCancellation(error) || stoppable.consideredCancelled;
    if (!stopped) return { state: 'failed', problem: problemOf(error) };
    if (!(await records.hasBegunWriting({ requestId }))) return cancelled;
    written = true;
    try {
      const result = await directory.applyChange({ requestId, storeId });
      return result.outcome === 'stale' ? stale : null;
    } catch (failure) {
      return { state: 'failed', problem: problemOf(failure) };
    }
  };

  const close = async (ended: ChangeOutcome | null): Promise<ChangeOutcome> => {
    if (ended === null) {
      const { mails } = await records.recordChange({ requestId });
      outcome = succeeded;
      await notifyLater(requestId, 'outcome', mails);
    } else if (ended.state === 'succeeded') {
      outcome = ended;
    } else {
      const { mails } = await records.closeRequest({ requestId, state: ended.state, problem: ended.problem });
      outcome = ended;
      await notifyLater(requestId, 'outcome', mails);
    }
    await condition(allHandlersFinished);
    return outcome;
  };

  return finish();
}

/** The steps in order; null when all agreed. */
async function approve(requestId: string, steps: readonly ApprovalStep[]): Promise<ChangeOutcome | null> {
  for (const { step } of steps) {
    const { outcome } = await executeChild(approval, {
      workflowId: approvalWorkflowId(requestId, step),
      args: [{ requestId, step }],
    });
    if (outcome !== 'approved') return { state: outcome, problem: null };
  }
  return null;
}

const stale: ChangeOutcome = {
  state: 'stale',
  problem: {
    code: 'request.stale',
    message:
      'The directory changed after this was planned, so nothing was written. Ask again to get a fresh plan.',
  },
};

const tooLate = () =>
  ApplicationFailure.nonRetryable(
    'It is too late to withdraw: the change is being written or is done.',
    'request.tooLate',
  );
