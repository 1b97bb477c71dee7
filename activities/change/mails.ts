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
import { queueNotifications } from '../database/repositories/notifications.ts';
import type { Request } from '../database/repositories/requests.ts';

const outcomeTemplates: Readonly<Record<FinalState, string>> = {
  succeeded: 'requestSucceeded',
  failed: 'requestFailed',
  denied: 'requestDenied',
  cancelled: 'requestCancelled',
  expired: 'requestExpired',
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
  return queue(
    tx,
    request,
    outcomeTemplates[state],
    [request.actorMail, ...approvers.map((a) => a.approverMail)],
    { reason: request.problem?.message ?? (state === 'denied' ? await denialOf(tx, request.id) : '') },
  );
}

/** What the requester is told who was denied. (access-and-approvals Q3) */
async function denialOf(tx: Transaction, requestId: string): Promise<string> {
  const denied = (await listApprovals(tx, [requestId])).find((approval) => approval.state === 'denied');
  const decisionId = denied?.decisionId ?? null;
  return (decisionId === null ? null : await getDecision(tx, decisionId))?.comment ?? '';
}

/** To the approvers, or to the administrators of a request that is held. */
export async function queueApprovalMails(
  tx: Transaction,
  request: Request,
  approval: Approval,
  approvers: readonly Approver[],
): Promise<number> {
  const template = approval.held ? 'approvalHeld' : 'approvalRequested';
  return queue(
    tx,
    request,
    template,
    approvers.map((approver) => approver.approverMail),
    { rule: approval.rule },
  );
}

async function queue(
  tx: Transaction,
  request: Request,
  template: string,
  recipients: readonly (string | null)[],
  data: Record<string, string>,
): Promise<number> {
  const addresses = new Set(
    recipients.flatMap((address) => (address === null ? [] : [address.toLowerCase()])),
  );
  const rows = [...addresses].map((recipient) => ({
    storeId: request.storeId,
    requestId: request.id,
    key: `${requestWorkflowId(request.id)}/${template}/${recipient}`,
    recipient,
    template,
    data: {
      requestId: request.id,
      action: request.action,
      requester: request.actorName,
      target: request.targetName ?? '',
      ...data,
    },
  }));
  await queueNotifications(tx, rows);
  return rows.length;
}
