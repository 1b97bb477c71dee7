/** Who is told what (access-and-approvals Q6); nobody is mailed twice about one event. */
import { requestWorkflowId } from '../../workflows/contracts/ids.ts';
import type { FinalState } from '../../workflows/contracts/requests.ts';
import type { Transaction } from '../database/client.ts';
import {
  type Approval,
  type Approver,
  type DecisionRow,
  getDecision,
  listApprovals,
  listApprovers,
} from '../database/repositories/approvals.ts';
import { queueNotifications } from '../database/repositories/notifications.ts';
import type { Request } from '../database/repositories/requests.ts';
import { getStore } from '../database/repositories/stores.ts';
import { getIndexed } from '../directory-index/objects.ts';
import { vocabularyOf } from '../providers/registry.ts';

const outcomeTemplates: Readonly<Record<FinalState, string>> = {
  succeeded: 'requestSucceeded',
  failed: 'requestFailed',
  denied: 'requestDenied',
  cancelled: 'requestCancelled',
  expired: 'requestExpired',
  stale: 'requestStale',
};

/** Whoever decided this way knows already; of every other end the decider is told, too. */
const knownToDecider: readonly FinalState[] = ['succeeded', 'denied'];

/** To the requester and everybody who was asked, the last decider apart. @returns how many were queued */
export async function queueOutcomeMails(
  tx: Transaction,
  request: Request,
  state: FinalState,
): Promise<number> {
  const [approvals, people] = await Promise.all([
    listApprovals(tx, [request.id]),
    listApprovers(tx, [request.id]),
  ]);
  // An action that needed nobody and worked is told by the page, not by mail.
  if (state === 'succeeded' && people.length === 0) return 0;
  const decision = await lastDecision(tx, approvals);
  // Steps of a later stage that nobody was asked to decide.
  const unasked = new Set(approvals.filter((one) => one.state === 'planned').map(({ step }) => step));
  const isLeftOut = (person: Approver): boolean =>
    unasked.has(person.step) ||
    (knownToDecider.includes(state) &&
      person.approverId === decision?.deciderId &&
      person.storeId === decision.deciderStoreId);
  const told = people.filter((person) => !isLeftOut(person)).map(({ approverMail }) => approverMail);
  if (decision?.decidedAs === 'administrator' && !knownToDecider.includes(state)) {
    told.push(await mailOf(tx, decision));
  }
  const denial = state === 'denied' ? (decision?.comment ?? '') : '';
  return queue(tx, request, outcomeTemplates[state], [request.actorMail, ...told], {
    reason: request.problem?.message ?? denial,
  });
}

/** The decision that counted last. */
async function lastDecision(tx: Transaction, approvals: readonly Approval[]): Promise<DecisionRow | null> {
  const [last] = approvals
    .filter(({ decisionId }) => decisionId !== null)
    .toSorted((a, b) => (b.decidedAt?.getTime() ?? 0) - (a.decidedAt?.getTime() ?? 0));
  return last?.decisionId === undefined || last.decisionId === null
    ? null
    : await getDecision(tx, last.decisionId);
}

/** An administrator decides without having been asked, so the mail address is not with the request. */
async function mailOf(
  tx: Transaction,
  { deciderStoreId, deciderId }: Pick<DecisionRow, 'deciderStoreId' | 'deciderId'>,
): Promise<string | null> {
  const [store, person] = await Promise.all([
    getStore(tx, deciderStoreId),
    getIndexed(tx, deciderStoreId, deciderId),
  ]);
  const attribute = store === null ? undefined : vocabularyOf(store.kind).mail;
  return attribute === undefined ? null : (person?.attributes[attribute]?.[0] ?? null);
}

/**
 * To the approvers, or to the administrators of a request that is held.
 * @param mark tells this time they are asked from the times before
 */
export async function queueApprovalMails(
  tx: Transaction,
  request: Request,
  approval: Approval,
  approvers: readonly Approver[],
  mark = '',
): Promise<number> {
  const template = approval.held ? 'approvalHeld' : 'approvalRequested';
  return queue(
    tx,
    request,
    template,
    approvers.map((approver) => approver.approverMail),
    { rule: approval.rule },
    mark,
  );
}

/** To those who are asked and have not decided. */
export async function queueReminderMails(
  tx: Transaction,
  request: Request,
  { rule, step }: Approval,
  approvers: readonly Approver[],
  round: number,
): Promise<number> {
  const recipients = approvers.map((approver) => approver.approverMail);
  return queue(tx, request, 'approvalReminder', recipients, { rule }, `${step}-${round}`);
}

async function queue(
  tx: Transaction,
  request: Request,
  template: string,
  recipients: readonly (string | null)[],
  data: Record<string, string>,
  mark = '',
): Promise<number> {
  const addresses = new Set(
    recipients.flatMap((address) => (address === null ? [] : [address.toLowerCase()])),
  );
  const rows = [...addresses].map((recipient) => ({
    storeId: request.storeId,
    requestId: request.id,
    key: [requestWorkflowId(request.id), template, recipient, ...(mark === '' ? [] : [mark])].join('/'),
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
