/** The approval steps of a request: stage after stage, the steps of one stage side by side. */
import { CancellationScope, executeChild, isCancellation } from '@temporalio/workflow';
import { approvalWorkflowId } from '../contracts/ids.ts';
import type { ActionArgs, ApprovalStep } from '../contracts/ports.ts';
import type { ApprovalOutcome } from '../contracts/requests.ts';
import { approval } from './approval.ts';

/** How a request was refused. */
export type Refused = Exclude<ApprovalOutcome['outcome'], 'approved'>;

/** @returns null when all agreed */
export async function approveAll(
  request: ActionArgs,
  steps: readonly ApprovalStep[],
): Promise<Refused | null> {
  for (const stage of stagesOf(steps)) {
    const refused = await approveStage(request, stage);
    if (refused !== null) return refused;
  }
  return null;
}

/** Steps of plans made before there were stages are asked one after the other. */
function stagesOf(steps: readonly ApprovalStep[]): ApprovalStep[][] {
  const stages: ApprovalStep[][] = [];
  for (const step of steps) {
    const last = stages.at(-1);
    if (last !== undefined && step.stage !== undefined && last[0]?.stage === step.stage) last.push(step);
    else stages.push([step]);
  }
  return stages;
}

const ask = async (
  { requestId, storeKind }: ActionArgs,
  { step, handsOver }: ApprovalStep,
): Promise<ApprovalOutcome['outcome']> => {
  const { outcome } = await executeChild(approval, {
    workflowId: approvalWorkflowId(requestId, step),
    args: [{ requestId, step, storeKind, ...(handsOver === true ? { handsOver } : {}) }],
  });
  return outcome;
};

/** The first denial ends the stage: nobody is asked any more. */
async function approveStage(request: ActionArgs, steps: readonly ApprovalStep[]): Promise<Refused | null> {
  const [only] = steps;
  if (only !== undefined && steps.length === 1) {
    const outcome = await ask(request, only);
    return outcome === 'approved' ? null : outcome;
  }
  const stage = new CancellationScope();
  let refused: Refused | null = null;
  await stage.run(() =>
    Promise.all(
      steps.map(async (step) => {
        try {
          const outcome = await ask(request, step);
          if (outcome === 'approved' || refused !== null) return;
          refused = outcome;
          stage.cancel();
        } catch (error) {
          // A step that had not begun when another one was denied.
          if (refused === null || !isCancellation(error)) throw error;
        }
      }),
    ),
  );
  return refused;
}
