/** Which requests a person may see and decide. What one may not see does not exist (404). */
import {
  type Approval,
  listApprovals,
  listApprovers,
} from '../activities/database/repositories/approvals.ts';
import { getRequest, type Request } from '../activities/database/repositories/requests.ts';
import type { Db } from '../activities/database/client.ts';
import { isFinal } from '../workflows/contracts/requests.ts';
import { ApiProblem, denied } from './problem.ts';
import { may, type SessionActor } from './session-actor.ts';

export interface RequestAccess {
  readonly request: Request;
  readonly isRequester: boolean;
  /** May decide anything in the request's store. */
  readonly administers: boolean;
  readonly approvals: readonly Approval[];
  readonly approvers: Awaited<ReturnType<typeof listApprovers>>;
  /** The step that waits for a decision: the person's own, where several wait. */
  readonly openStep: Approval | null;
  /** In which right the person may decide the open step. */
  readonly decidesAs: 'approver' | 'administrator' | null;
}

/** @throws ApiProblem `request.notFound` */
export async function accessRequest(db: Db, actor: SessionActor, requestId: string): Promise<RequestAccess> {
  const [request, approvals, approvers] = await Promise.all([
    getRequest(db, requestId),
    listApprovals(db, [requestId]),
    listApprovers(db, [requestId]),
  ]);
  if (request === null) throw notFound();
  const isRequester = request.actorStoreId === actor.storeId && request.actorId === actor.userId;
  const administers = request.storeId === actor.storeId && may(actor, 'Manage All Requests');
  const isAsked = (step: number) =>
    approvers.some(
      (approver) =>
        approver.step === step && approver.storeId === actor.storeId && approver.approverId === actor.userId,
    );
  const wasAsked = approvals.some(({ step, state }) => state !== 'planned' && isAsked(step));
  if (!isRequester && !administers && !wasAsked) throw notFound();
  const open = isFinal(request.state) ? [] : approvals.filter(({ state }) => state === 'open');
  const openStep = open.find(({ step }) => isAsked(step)) ?? open[0] ?? null;
  // Nobody approves their own request in another capacity than the one the rule named.
  const decidesAs =
    openStep === null
      ? null
      : isAsked(openStep.step)
        ? 'approver'
        : administers && !isRequester
          ? 'administrator'
          : null;
  return { request, isRequester, administers, approvals, approvers, openStep, decidesAs };
}

/** @throws ApiProblem `permission.denied` */
export function requireDecider(
  { decidesAs }: RequestAccess,
  { step }: Approval,
): { step: number; decidedAs: 'approver' | 'administrator' } {
  if (decidesAs === null) throw denied('Manage All Requests');
  return { step, decidedAs: decidesAs };
}

const notFound = (): ApiProblem =>
  new ApiProblem('request.notFound', 'There is no such request, or you may not see it.');
