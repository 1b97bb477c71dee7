/** One approval step: it waits until somebody who may decide has decided, or the request is withdrawn. */
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineUpdate,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import { decideUpdate, type DecideArgs, isDecideArgs } from '../contracts/messages.ts';
import type { StoreKind } from '../contracts/ids.ts';
import type { ApprovalStepArgs, RequestArgs } from '../contracts/ports.ts';
import type { ApprovalOutcome } from '../contracts/requests.ts';
import { notifyLater } from '../change/notify.ts';
import { decisions, records } from '../proxies.ts';
import { climb } from './climb.ts';

export interface ApprovalArgs extends RequestArgs {
  readonly step: number;
  /** Absent in runs that began before requests climbed. */
  readonly storeKind?: StoreKind;
}

const decide = defineUpdate<ApprovalOutcome, [DecideArgs]>(decideUpdate);

/**
 * Contract of the decision:
 * 1. The validator looks at the message and workflow state only; it refuses at once what is no decision,
 *    or comes after the first one.
 * 2. Two decisions that both passed the validator are taken one after the other; the second is refused.
 * 3. A decision refused for lack of right (`permission.denied`) leaves the step open.
 * 4. A decision that was written down stands, even if the request is withdrawn at that moment.
 */
export async function approval(args: ApprovalArgs): Promise<ApprovalOutcome> {
  let settled: ApprovalOutcome | null = null;
  let deciding = false;
  const step: ApprovalStepArgs = { requestId: args.requestId, step: args.step };

  setHandler(
    decide,
    async (decision: DecideArgs) => {
      // Looked at again after each wait: several handlers may wake at the same moment.
      while (deciding) await condition(() => !deciding);
      refuseIfSettled(settled);
      deciding = true;
      try {
        await CancellationScope.nonCancellable(() => decisions.recordDecision({ ...step, ...decision }));
        settled = { outcome: decision.decision === 'approve' ? 'approved' : 'denied' };
        return settled;
      } catch (error) {
        // An activity's refusal must reach the decider as the failure of this Update, with its code.
        throw error instanceof ActivityFailure && error.cause instanceof ApplicationFailure
          ? error.cause
          : error;
      } finally {
        deciding = false;
      }
    },
    {
      validator: (decision: DecideArgs) => {
        if (!isDecideArgs(decision)) throw unreadable();
        refuseIfSettled(settled);
      },
    },
  );

  try {
    const { mails, waitMs } = await records.openApproval(step);
    await notifyLater(args.requestId, `approval-${args.step}`, mails);
    if (args.storeKind !== undefined && typeof waitMs === 'number') {
      await climb(args.storeKind, step, waitMs, () => settled !== null);
    }
    await condition(() => settled !== null);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    settled = await CancellationScope.nonCancellable(async () => {
      await condition(() => !deciding);
      return settled ?? (await records.closeApproval(step));
    });
  }
  await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  return settled ?? { outcome: 'cancelled' };
}

function refuseIfSettled(settled: ApprovalOutcome | null): void {
  if (settled === null) return;
  throw ApplicationFailure.nonRetryable(
    settled.outcome === 'cancelled'
      ? 'This request was withdrawn, so there is nothing to decide.'
      : `This request has been ${settled.outcome} already.`,
    'request.decided',
  );
}

const unreadable = () =>
  ApplicationFailure.nonRetryable('A decision names its row and says approve or deny.', 'value.invalid');
