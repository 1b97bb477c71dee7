/** One approval step: it waits until somebody who may decide has decided, time is up, or the request is withdrawn. */
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
import {
  decideUpdate,
  type DecideArgs,
  isDecideArgs,
  isRerouteArgs,
  rerouteUpdate,
  type RerouteArgs,
} from '../contracts/messages.ts';
import type { StoreKind } from '../contracts/ids.ts';
import type { ApprovalStepArgs, OpenedStep, RequestArgs } from '../contracts/ports.ts';
import type { ApprovalOutcome } from '../contracts/requests.ts';
import { notifyLater } from '../change/notify.ts';
import { decisions, handingOver, records } from '../proxies.ts';
import { climb } from './climb.ts';
import { remind } from './remind.ts';
import { unlessSettled } from './unless-settled.ts';

export interface ApprovalArgs extends RequestArgs {
  readonly step: number;
  /** Absent in runs that began before requests climbed. */
  readonly storeKind?: StoreKind;
  /** Somebody is asked as owner or manager. Absent in runs that began before that was looked at once more. */
  readonly handsOver?: true;
}

const decide = defineUpdate<ApprovalOutcome, [DecideArgs]>(decideUpdate);
/** Answers how often the step has been rerouted. */
const reroute = defineUpdate<number, [RerouteArgs]>(rerouteUpdate);

/**
 * Contract of the decision:
 * 1. The validator looks at the message and workflow state only; it refuses at once what is no decision,
 *    or comes after the first one.
 * 2. Two decisions that both passed the validator are taken one after the other; the second is refused.
 * 3. A decision refused for lack of right (`permission.denied`) leaves the step open.
 * 4. Whoever is asked as owner or manager has to be so still. That is looked at before the decision takes its turn, so a
 *    directory that is away delays this decision and no other one.
 * 5. A decision that was written down stands, even if the request is withdrawn or time is up at that moment.
 *
 * What is waited for beside it (the way up the line, reminders, the end of waiting) follows from what opening
 * the step answered, so runs that were opened under older code replay as they ran.
 */
export async function approval(args: ApprovalArgs): Promise<ApprovalOutcome> {
  let settled: ApprovalOutcome | null = null;
  let deciding = false;
  /** For each reroute, when the way up from the new approvers goes on; null where it does not. */
  const rerouted: (number | null)[] = [];
  const step: ApprovalStepArgs = { requestId: args.requestId, step: args.step };
  const isSettled = () => settled !== null;
  /** How often a decider's standing was looked at. */
  let looks = 0;

  /** Takes the right from who is owner or manager no more; what is recorded next is refused then (X7). */
  const handOver = async (storeKind: StoreKind, decisionId: string): Promise<void> => {
    const part = `handed-over-${args.step}-${(looks += 1)}`;
    await CancellationScope.nonCancellable(async () => {
      const handed = await unlessSettled(isSettled, () =>
        handingOver(storeKind).handOverApproval({ ...step, decisionId }),
      );
      await notifyLater(args.requestId, part, handed?.mails ?? 0);
    });
  };

  setHandler(
    decide,
    async (decision: DecideArgs) => {
      if (args.handsOver === true && args.storeKind !== undefined) {
        try {
          await handOver(args.storeKind, decision.decisionId);
        } catch (error) {
          throw asRefusal(error);
        }
      }
      // Looked at again after each wait: several handlers may wake at the same moment.
      while (deciding) await condition(() => !deciding);
      refuseIfSettled(settled);
      deciding = true;
      try {
        await CancellationScope.nonCancellable(() => decisions.recordDecision({ ...step, ...decision }));
        settled = { outcome: decision.decision === 'approve' ? 'approved' : 'denied' };
        return settled;
      } catch (error) {
        throw asRefusal(error);
      } finally {
        deciding = false;
      }
    },
    {
      validator: (decision: DecideArgs) => {
        if (!isDecideArgs(decision)) throw unreadable('A decision names its row and says approve or deny.');
        refuseIfSettled(settled);
      },
    },
  );

  setHandler(
    reroute,
    async ({ rerouteId }: RerouteArgs) => {
      try {
        const { mails, waitMs } = await CancellationScope.nonCancellable(() =>
          decisions.rerouteApproval({ ...step, rerouteId }),
        );
        rerouted.push(waitMs ?? null);
        await CancellationScope.nonCancellable(() =>
          notifyLater(args.requestId, `reroute-${args.step}-${rerouted.length}`, mails),
        );
        return rerouted.length;
      } catch (error) {
        throw asRefusal(error);
      }
    },
    {
      validator: (message: RerouteArgs) => {
        if (!isRerouteArgs(message)) throw unreadable('A reroute names its row.');
        refuseIfSettled(settled);
      },
    },
  );

  /** As often as the request is rerouted, the way up begins anew (X7). */
  const goUp = async ({ waitMs }: OpenedStep): Promise<void> => {
    let firstWaitMs = waitMs ?? null;
    for (let seen = 0; ; seen = rerouted.length) {
      if (args.storeKind !== undefined && firstWaitMs !== null) {
        const part = `approval-${args.step}${seen === 0 ? '' : `-rerouted-${seen}`}`;
        await climb(args.storeKind, step, firstWaitMs, part, isSettled);
      }
      await condition(() => isSettled() || rerouted.length > seen);
      if (isSettled()) return;
      firstWaitMs = rerouted.at(-1) ?? null;
    }
  };

  const expire = async (afterMs: number): Promise<void> => {
    if (await condition(isSettled, afterMs)) return;
    while (deciding) await condition(() => !deciding);
    if (isSettled()) return;
    deciding = true;
    try {
      settled = await CancellationScope.nonCancellable(() => records.expireApproval(step));
    } finally {
      deciding = false;
    }
  };

  try {
    const opened = await records.openApproval(step);
    await notifyLater(args.requestId, `approval-${args.step}`, opened.mails);
    await Promise.all([
      goUp(opened),
      ...(opened.remindInMs === undefined ? [] : [remind(step, opened.remindInMs, isSettled)]),
      ...(opened.expiresInMs === undefined ? [] : [expire(opened.expiresInMs)]),
    ]);
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

/** An activity's refusal must reach the sender as the failure of the Update, with its code. */
const asRefusal = (error: unknown): unknown =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;

function refuseIfSettled(settled: ApprovalOutcome | null): void {
  if (settled === null) return;
  throw ApplicationFailure.nonRetryable(toldBySettled[settled.outcome], 'request.decided');
}

const toldBySettled: Readonly<Record<ApprovalOutcome['outcome'], string>> = {
  approved: 'This request has been approved already.',
  denied: 'This request has been denied already.',
  cancelled: 'This request was withdrawn, so there is nothing to decide.',
  expired: 'This request has expired, so there is nothing to decide.',
};

const unreadable = (message: string) => ApplicationFailure.nonRetryable(message, 'value.invalid');
