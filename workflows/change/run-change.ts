/**
 * The one pipeline of every portal action: plan, approve, apply, mirror, record, notify.
 *
 * Contract of withdrawal:
 * 1. While the request is planned or waits for people, a withdrawal ends it as `cancelled`.
 * 2. A decision and a withdrawal at the same moment: the approval step takes one of them. Where the
 *    last step is approved, or one is denied, the withdrawal is refused with `request.decided`.
 * 3. A request that nobody had to approve may be withdrawn until a write to the directory may have
 *    happened. From then on `request.tooLate` is the answer, and what was begun is finished.
 * 4. A cancellation from outside (an operator) ends the request as `cancelled` until a write may
 *    have happened, whatever was decided.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineUpdate,
  isCancellation,
  patched,
  setHandler,
} from '@temporalio/workflow';
import { approveAll } from '../approvals/stages.ts';
import { withdrawUpdate, type WithdrawArgs } from '../contracts/messages.ts';
import type { ActionArgs, PlanResult } from '../contracts/ports.ts';
import type { Problem } from '../contracts/errors.ts';
import type { FinalState } from '../contracts/requests.ts';
import { directoryOf, records } from '../proxies.ts';
import { mirrorChange } from './mirror.ts';
import { notifyLater } from './notify.ts';
import { startParts } from './parts.ts';
import { tendLater } from './tend.ts';
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
  /** People have approved, so the requester cannot take it back any more. */
  let approved = false;

  setHandler(
    withdraw,
    async (_args: WithdrawArgs) => {
      stoppable.cancel();
      await condition(() => approved || written || outcome !== null);
      if (outcome?.state === 'cancelled') return outcome;
      throw notWithdrawn();
    },
    {
      validator: (_args: WithdrawArgs) => {
        if (approved || written || outcome !== null) throw notWithdrawn();
      },
    },
  );

  const notWithdrawn = (): ApplicationFailure => {
    if (outcome?.state === 'cancelled') return decided('This request has been cancelled already.');
    if (outcome?.state === 'denied') return decided('This request has been denied already.');
    if (outcome?.state === 'expired') return decided('This request has expired already.');
    if (approved) return decided('This request has been approved already, so it is carried out.');
    return tooLate();
  };

  /** Up to the last decision: what is to be applied, or how the request ends without. */
  const planApprove = async (): Promise<PlanResult | ChangeOutcome> => {
    const plan = await directory.planChange({ requestId });
    if (args.dryRun) return succeeded;
    await notifyLater(requestId, 'break-glass', plan.mails ?? 0);
    await startParts(args, plan.parts ?? []);
    if (plan.outcome !== 'planned' || plan.approvals.length === 0) return plan;
    const refused = await approveAll(args, plan.approvals);
    if (refused !== null) return { state: refused, problem: null };
    // Runs that were approved under older code could still be withdrawn; they replay as they ran.
    approved = patched('an approval ends withdrawal');
    return plan;
  };

  /** The primary write and its mirrors; null when the result is to be recorded. */
  const apply = async (plan: PlanResult): Promise<ChangeOutcome | null> => {
    if (plan.outcome !== 'planned') return null;
    const result = await directory.applyChange({ requestId, storeId });
    written = true;
    if (result.outcome === 'stale') return stale;
    await mirrorChange({ requestId }, plan.mirrors);
    return null;
  };

  const planApproveApply = async (): Promise<ChangeOutcome | null> => {
    const plan = await stoppable.run(planApprove);
    if ('state' in plan) return plan;
    // A withdrawal that lost against the last approval has cancelled the scope all the same.
    return approved ? apply(plan) : stoppable.run(() => apply(plan));
  };

  const finish = async (): Promise<ChangeOutcome> => {
    let ended: ChangeOutcome | null;
    try {
      ended = await planApproveApply();
    } catch (error) {
      ended = await CancellationScope.nonCancellable(() => settle(error));
    }
    return CancellationScope.nonCancellable(() => close(ended));
  };

  /** After a failure or a cancellation: nothing was written, or what was begun is finished. */
  const settle = async (error: unknown): Promise<ChangeOutcome | null> => {
    const stopped = isCancellation(error) || (stoppable.consideredCancelled && !approved);
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
      const recorded = await records.recordChange({ requestId });
      outcome = succeeded;
      await notifyLater(requestId, 'outcome', recorded.mails);
      await tendLater(args, recorded);
    } else if (ended.state === 'succeeded') {
      outcome = ended;
    } else {
      const recorded = await records.closeRequest({ requestId, state: ended.state, problem: ended.problem });
      outcome = ended;
      await notifyLater(requestId, 'outcome', recorded.mails);
      await tendLater(args, recorded);
    }
    await condition(allHandlersFinished);
    return outcome;
  };

  return finish();
}

const stale: ChangeOutcome = {
  state: 'stale',
  problem: {
    code: 'request.stale',
    message:
      'The directory changed after this was planned, so nothing was written. Ask again to get a fresh plan.',
  },
};

const decided = (message: string) => ApplicationFailure.nonRetryable(message, 'request.decided');

const tooLate = () =>
  ApplicationFailure.nonRetryable(
    'It is too late to withdraw: the change is being written or is done.',
    'request.tooLate',
  );
