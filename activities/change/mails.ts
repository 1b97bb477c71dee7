/** Who is told what (access-and-approvals Q6); nobody is mailed twice about one event. */
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
import { mailsOfStep, portalsOfSteps } from '../database/repositories/approval-links.ts';
import { listDelegates } from '../database/repositories/delegations.ts';
import type { Request } from '../database/repositories/requests.ts';
import { getStore } from '../database/repositories/stores.ts';
import { getIndexed } from '../directory-index/objects.ts';
import { type MailRecipient, queueEvent } from '../platform/mail-queue.ts';
import { approvalEvent, leadingTo, requestEvent } from '../platform/request-mails.ts';
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
  const portals = await portalsOfSteps(tx, request.id);
  const told = people
    .filter((person) => !isLeftOut(person))
    .map((person) => ({ ...recipientOf(person), ...leadingTo(portals.get(person.step)) }));
  if (decision?.decidedAs === 'administrator' && !knownToDecider.includes(state)) {
    told.push(await deciderOf(tx, decision));
  }
  const requester: MailRecipient = {
    address: request.actorMail,
    person: { storeId: request.actorStoreId, id: request.actorId },
    name: request.actorName,
    ...leadingTo([...portals.values()][0]),
  };
  const denial = state === 'denied' ? decision : null;
  return queueEvent(
    tx,
    requestEvent(request, outcomeTemplates[state], '', {
      reason: request.problem?.message ?? denial?.comment ?? request.breakGlassReason ?? '',
      author: denial?.deciderName ?? '',
    }),
    oncePerPerson([requester, ...told]),
  );
}

/** Somebody may be asked in several steps, and only what goes to one recipient has data of its own. */
const oncePerPerson = (people: readonly MailRecipient[]): readonly MailRecipient[] => {
  const byPerson = Map.groupBy(people, ({ person }) => `${String(person?.storeId)}/${String(person?.id)}`);
  return [...byPerson.values()].flatMap(
    (same) => same.find(({ data }) => data !== undefined) ?? same[0] ?? [],
  );
};

/** The decision that counted last. */
async function lastDecision(tx: Transaction, approvals: readonly Approval[]): Promise<DecisionRow | null> {
  const [last] = approvals
    .filter(({ decisionId }) => decisionId !== null)
    .toSorted((a, b) => (b.decidedAt?.getTime() ?? 0) - (a.decidedAt?.getTime() ?? 0));
  const decisionId = last?.decisionId ?? null;
  return decisionId === null ? null : getDecision(tx, decisionId);
}

/** An administrator decides without having been asked, so the mail address is not with the request. */
async function deciderOf(
  tx: Transaction,
  { deciderStoreId: storeId, deciderId: id, deciderName: name }: DecisionRow,
): Promise<MailRecipient> {
  const [store, person] = await Promise.all([getStore(tx, storeId), getIndexed(tx, storeId, id)]);
  const attribute = store === null ? undefined : vocabularyOf(store.kind).mail;
  const address = attribute === undefined ? null : (person?.attributes[attribute]?.[0] ?? null);
  return { address, person: { storeId, id }, name };
}

/**
 * To the approvers, or to the administrators of a request that is held, and to who stands in for them (B1).
 * @param mark tells this time they are asked from the times before
 */
export async function queueApprovalMails(
  tx: Transaction,
  request: Request,
  approval: Approval,
  approvers: readonly Approver[],
  mark = '',
): Promise<number> {
  const told = [...approvers, ...(await standIns(tx, request, approval, approvers))];
  const workflow = await mailsOfStep(tx, request.id, approval.step);
  const byMail = !approval.held && workflow.byMail;
  return queueEvent(
    tx,
    approvalEvent(request, approval, mark),
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
        ...leadingTo(workflow.portal).data,
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

/** To those who are asked and have not decided, and to who stands in for them. */
export async function queueReminderMails(
  tx: Transaction,
  request: Request,
  approval: Approval,
  approvers: readonly Approver[],
  round: number,
): Promise<number> {
  const told = [...approvers, ...(await standIns(tx, request, approval, approvers))];
  const { portal } = await mailsOfStep(tx, request.id, approval.step);
  return queueEvent(
    tx,
    requestEvent(request, 'approvalReminder', `/${approval.step}/${round}`, { rule: approval.rule }),
    told.map((approver) => ({ ...recipientOf(approver), ...leadingTo(portal) })),
  );
}

const recipientOf = ({ storeId, approverId, approverName, approverMail }: Approver): MailRecipient => ({
  address: approverMail,
  person: { storeId, id: approverId },
  name: approverName,
});
