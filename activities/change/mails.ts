/** Who is told what (access-and-approvals Q6); nobody is mailed twice about one event. */
import { requestWorkflowId } from '../../workflows/contracts/ids.ts';
import type { FinalState } from '../../workflows/contracts/requests.ts';
import type { Transaction } from '../database/client.ts';
import {
  type Approval,
  type Approver,
  getDecision,
  listApprovals,
  listApprovers,
} from '../database/repositories/approvals.ts';
import { decidesByMail } from '../database/repositories/approval-links.ts';
import { listDelegates } from '../database/repositories/delegations.ts';
import type { Request } from '../database/repositories/requests.ts';
import { type MailEvent, type MailRecipient, queueEvent } from '../platform/mail-queue.ts';

const outcomeTemplates: Readonly<Record<FinalState, string>> = {
  succeeded: 'requestSucceeded',
  failed: 'requestFailed',
  denied: 'requestDenied',
  cancelled: 'requestCancelled',
  stale: 'requestStale',
};

/** To the requester and everybody who was asked. @returns how many were queued */
export async function queueOutcomeMails(
  tx: Transaction,
  request: Request,
  state: FinalState,
): Promise<number> {
  const approvers = await listApprovers(tx, [request.id]);
  // An action that needed nobody and worked is told by the page, not by mail.
  if (state === 'succeeded' && approvers.length === 0) return 0;
  const denial = state === 'denied' ? await denialOf(tx, request.id) : null;
  const requester: MailRecipient = {
    address: request.actorMail,
    person: { storeId: request.actorStoreId, id: request.actorId },
    name: request.actorName,
  };
  return queueEvent(
    tx,
    eventOf(request, outcomeTemplates[state], '', {
      reason: request.problem?.message ?? denial?.comment ?? '',
      author: denial?.deciderName ?? '',
    }),
    [requester, ...approvers.map(recipientOf)],
  );
}

/** What the requester is told who was denied, and by whom. (access-and-approvals Q3) */
async function denialOf(tx: Transaction, requestId: string) {
  const denied = (await listApprovals(tx, [requestId])).find((approval) => approval.state === 'denied');
  const decisionId = denied?.decisionId ?? null;
  return decisionId === null ? null : getDecision(tx, decisionId);
}

/** To the approvers, or to the administrators of a request that is held, and to who stands in for them (B1). */
export async function queueApprovalMails(
  tx: Transaction,
  request: Request,
  approval: Approval,
  approvers: readonly Approver[],
): Promise<number> {
  const told = [...approvers, ...(await standIns(tx, request, approval, approvers))];
  const template = approval.held ? 'approvalHeld' : 'approvalRequested';
  const byMail = !approval.held && (await decidesByMail(tx, request.id, approval.step));
  return queueEvent(
    tx,
    eventOf(request, template, `/${approval.step}`, { rule: approval.rule }),
    told.map((approver) => ({
      ...recipientOf(approver),
      data: {
        // From which a link is made when the mail is written (W7).
        ...(byMail
          ? {
              linkStep: String(approval.step),
              linkStoreId: approver.storeId,
              linkApproverId: approver.approverId,
            }
          : {}),
        approver: approver.approverName,
        otherApprovers: told
          .filter((other) => other !== approver)
          .map(({ approverName }) => approverName)
          .join(', '),
      },
    })),
  );
}

/** Their delegates in the place of approvers: a link in the mail is for the delegate alone. */
async function standIns(
  tx: Transaction,
  request: Request,
  approval: Approval,
  approvers: readonly Approver[],
): Promise<Approver[]> {
  const found = await listDelegates(tx, request, approval, approvers);
  return found.map(({ storeId, delegateId, delegateName, delegateMail }) => ({
    requestId: request.id,
    step: approval.step,
    storeId,
    approverId: delegateId,
    approverName: delegateName,
    approverMail: delegateMail,
  }));
}

const recipientOf = ({ storeId, approverId, approverName, approverMail }: Approver): MailRecipient => ({
  address: approverMail,
  person: { storeId, id: approverId },
  name: approverName,
});

const eventOf = (
  request: Request,
  template: string,
  part: string,
  data: Readonly<Record<string, string>>,
): MailEvent => ({
  storeId: request.storeId,
  requestId: request.id,
  event: `${requestWorkflowId(request.id)}/${template}${part}`,
  template,
  data: {
    requestId: request.id,
    action: request.action,
    requester: request.actorName,
    requesterMail: request.actorMail ?? '',
    target: request.targetName ?? '',
    ...data,
  },
});
