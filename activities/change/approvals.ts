/** Approval steps as the read model tells them; the decision itself lives in the approval workflow. */
import { dayMs } from '../../workflows/contracts/durations.ts';
import type { ApprovalSettings } from '../../workflows/contracts/approvals.ts';
import type { ApprovalActivities, OpenedStep } from '../../workflows/contracts/ports.ts';
import type { ApprovalOutcome } from '../../workflows/contracts/requests.ts';
import type { Transaction } from '../database/client.ts';
import {
  type Approval,
  type DecisionRow,
  getDecision,
  isApprover,
  listApprovals,
  listApprovers,
  lockApproval,
  setApproval,
} from '../database/repositories/approvals.ts';
import { getApprovalSettings } from '../database/repositories/approval-workflows.ts';
import { standsInFor } from '../database/repositories/delegations.ts';
import { appendEvent, lockRequest, type Request, setState } from '../database/repositories/requests.ts';
import { queueWebhooks } from '../webhooks/payload.ts';
import { hasStanding } from '../platform/approvals/hand-over.ts';
import { climbs } from './climbs.ts';
import { loadRequest } from './context.ts';
import { queueApprovalMails } from './mails.ts';
import type { RecordDeps } from './record.ts';
import { RequestRefused } from './refused.ts';

/** A timer needs a length. */
const shortestMs = 1;
/** A step of a later stage asks people who were found that long ago, or longer: whether they answer still is looked at now. */
const longAgoMs = 60_000;
const atOnceMs = 1_000;

export const openApproval =
  ({ db }: RecordDeps): ApprovalActivities['openApproval'] =>
  async ({ requestId, step }) => {
    const [request, approvers] = await Promise.all([
      loadRequest(db, requestId),
      listApprovers(db, [requestId]),
    ]);
    const asked = approvers.filter((approver) => approver.step === step);
    const settings = await getApprovalSettings(db, request.storeId);
    return db.transaction(async (tx) => {
      const approval = await lockApproval(tx, requestId, step);
      // Our own earlier try, killed before it was answered: its mails are queued and nobody sends them yet.
      if (approval?.state === 'open') {
        const mails = await queueApprovalMails(tx, request, approval, asked);
        return { mails, ...waitsOf(approval, approval.expiresAt, settings) };
      }
      if (approval?.state !== 'planned') return { mails: 0 };
      const openedAt = new Date();
      const steps = await listApprovals(tx, [requestId]);
      const expiresAt = expiryOf(steps, openedAt, settings);
      const goesUp = approval.chains !== null && (await climbs(tx, request.storeId, settings, approval));
      await setApproval(tx, requestId, step, {
        state: 'open',
        openedAt,
        expiresAt,
        ...(goesUp ? { dueAt: new Date(openedAt.getTime() + settings.days * dayMs) } : {}),
      });
      await setState(tx, requestId, 'pending');
      await appendEvent(
        tx,
        requestId,
        approval.held ? 'approvalHeld' : 'approvalRequested',
        `approval-${step}`,
        {
          step,
          rule: approval.rule,
          approvers: asked.map((approver) => approver.approverName),
        },
      );
      await queueWebhooks(tx, request, 'request.created');
      const mails = await queueApprovalMails(tx, request, approval, asked);
      const isLate =
        hasStanding(approval.chains) &&
        steps.some((one) => one.openedAt !== null && openedAt.getTime() - one.openedAt.getTime() > longAgoMs);
      return { mails, ...waitsOf(approval, expiresAt, settings), ...(isLate ? { waitMs: atOnceMs } : {}) };
    });
  };

/** The time a request is given begins when the first of its steps is opened. (access-and-approvals Q1) */
function expiryOf(approvals: readonly Approval[], now: Date, { expiryDays }: ApprovalSettings): Date | null {
  if (expiryDays === 0) return null;
  const begun = approvals.flatMap(({ openedAt }) => openedAt?.getTime() ?? []);
  return new Date(Math.min(now.getTime(), ...begun) + expiryDays * dayMs);
}

/** What the workflow waits for beside a decision. What is absent it does not wait for. */
function waitsOf(
  { chains }: Pick<Approval, 'chains'>,
  expiresAt: Date | null,
  { days, reminderDays }: ApprovalSettings,
): Omit<OpenedStep, 'mails'> {
  return {
    ...(chains === null ? {} : { waitMs: Math.min(days, 1) * dayMs }),
    ...(expiresAt === null ? {} : { expiresInMs: Math.max(shortestMs, expiresAt.getTime() - Date.now()) }),
    ...(reminderDays === 0 ? {} : { remindInMs: reminderDays * dayMs }),
  };
}

export const recordDecision =
  ({ db }: RecordDeps): ApprovalActivities['recordDecision'] =>
  async ({ requestId, step, decisionId, decision }) => {
    const taken = await getDecision(db, decisionId);
    if (taken?.requestId !== requestId || taken.step !== step || taken.decision !== decision) {
      throw new RequestRefused('permission.denied', 'This decision was not taken in Muster.');
    }
    const request = await loadRequest(db, requestId);
    await db.transaction(async (tx) => {
      await lockRequest(tx, requestId);
      const approval = await lockApproval(tx, requestId, step);
      if (approval === null || approval.state === 'cancelled') throw decided('was withdrawn');
      if (approval.state === 'expired') throw decided('has expired');
      const state = decision === 'approve' ? 'approved' : 'denied';
      if (approval.state === 'approved' || approval.state === 'denied') {
        // Our own earlier try, killed before it was answered.
        if (approval.decisionId === decisionId) return;
        throw decided(`has been ${approval.state} already`);
      }
      if (!(await mayDecide(tx, request, approval, taken))) {
        throw new RequestRefused(
          'permission.denied',
          'You are not asked to decide this request any more: others answer for it by now.',
        );
      }
      await setApproval(tx, requestId, step, { state, decisionId, decidedAt: new Date() });
      await appendEvent(tx, requestId, state, `decision-${step}`, {
        step,
        by: taken.deciderName,
        decidedAs: taken.decidedAs,
        ...(taken.onBehalfOfName === null ? {} : { for: taken.onBehalfOfName }),
        ...(taken.comment === null ? {} : { comment: taken.comment }),
      });
      const waits = (await listApprovals(tx, [requestId])).some(
        (other) => other.state === 'open' || other.state === 'planned',
      );
      await setState(tx, requestId, decision === 'approve' && !waits ? 'running' : 'pending', {
        decidedAt: new Date(),
      });
      if (state === 'denied' || !waits) await queueWebhooks(tx, request, 'request.decided', state);
    });
  };

export const closeApproval =
  ({ db }: RecordDeps): ApprovalActivities['closeApproval'] =>
  async ({ requestId, step }): Promise<ApprovalOutcome> =>
    db.transaction(async (tx) => {
      const approval = await lockApproval(tx, requestId, step);
      if (approval?.state === 'approved' || approval?.state === 'denied') return { outcome: approval.state };
      await setApproval(tx, requestId, step, { state: 'cancelled' });
      return { outcome: 'cancelled' };
    });

/** Looked at once more when the decision is written down: approvers change, and delegations end. */
async function mayDecide(
  tx: Transaction,
  request: Request,
  { step, definitionId }: Approval,
  { decidedAs, administers, deciderStoreId, deciderId, onBehalfOfId }: DecisionRow,
): Promise<boolean> {
  const decider = { storeId: deciderStoreId, id: deciderId };
  if (decidedAs === 'administrator' || administers) return true;
  if (decidedAs === 'approver') return isApprover(tx, request.id, step, decider);
  const isRequester = request.actorStoreId === deciderStoreId && request.actorId === deciderId;
  if (onBehalfOfId === null || isRequester) return false;
  const away = { storeId: deciderStoreId, id: onBehalfOfId };
  return (
    (await isApprover(tx, request.id, step, away)) &&
    (await standsInFor(tx, decider, onBehalfOfId, definitionId))
  );
}

const decided = (what: string) => new RequestRefused('request.decided', `This request ${what}.`);
