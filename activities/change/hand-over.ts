/**
 * Who was asked as owner or manager has to be so still when they decide, as has the one they stand in for
 * (access-and-approvals X7). Their right is taken here, and whoever answers by now is asked; that the right is gone is
 * said where the decision is recorded.
 *
 * The workflow asks for this before it records a decision. While the directory is away the decision waits: it is neither
 * lost nor taken by somebody who may not. Whoever may manage all requests decides meanwhile: their right stands in no
 * directory's owners.
 */
import type { Acceleration, ApprovalStepArgs } from '../../workflows/contracts/ports.ts';
import { getApproval, getDecision, isApprover } from '../database/repositories/approvals.ts';
import { countUnsettledNotifications } from '../database/repositories/notifications.ts';
import { hasStanding } from '../platform/approvals/hand-over.ts';
import { type ChangeDeps, loadRequest } from './context.ts';
import { aroundStep, handedOver, writeMoves } from './step-moves.ts';

const nothing: Acceleration = { mails: 0 };

/** Repeats harmlessly: who has given way is asked no more, and the mails of an earlier try are counted. */
export async function handOverApproval(
  deps: ChangeDeps,
  { requestId, step, decisionId }: ApprovalStepArgs & { readonly decisionId: string },
): Promise<Acceleration> {
  const { db } = deps;
  const [request, decision] = await Promise.all([loadRequest(db, requestId), getDecision(db, decisionId)]);
  // What is no decision is refused where it is recorded.
  if (decision?.requestId !== requestId) return nothing;
  if (decision.decidedAs === 'administrator' || decision.administers) return nothing;
  const asked = { storeId: decision.deciderStoreId, id: decision.onBehalfOfId ?? decision.deciderId };
  // Until what was found is what holds: somebody else may move the step meanwhile, and leave them asked.
  for (;;) {
    const approval = await getApproval(db, requestId, step);
    if (approval?.state !== 'open') return nothing;
    if (!(await isApprover(db, requestId, step, asked))) break;
    const { chains } = approval;
    if (!hasStanding(chains)) return nothing;
    const around = await aroundStep(deps, request, { ...approval, chains });
    const moves = await handedOver(around);
    if (!moves.left.has(asked.id)) return nothing;
    if ((await writeMoves(around, moves)).isWritten) break;
  }
  return { mails: await countUnsettledNotifications(db, requestId) };
}
