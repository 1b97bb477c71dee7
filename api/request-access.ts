/** Which requests a person may see and decide. What one may not see does not exist (404). */
import {
  type Approval,
  type DecisionRow,
  hasDecided,
  listApprovals,
  listApprovers,
} from '../activities/database/repositories/approvals.ts';
import { isDeletedStore } from '../activities/database/repositories/deleted-stores.ts';
import { listStandingIn } from '../activities/database/repositories/delegations.ts';
import { getRequest, type Request } from '../activities/database/repositories/requests.ts';
import type { Db } from '../activities/database/client.ts';
import { isFinal } from '../workflows/contracts/requests.ts';
import { ApiProblem, denied } from './problem.ts';
import { seesAllStores } from './reach.ts';
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
  /** They asked for it themselves, or it was asked by a token they made or for one that speaks now. */
  readonly isOwn: boolean;
  /** In which right the person may decide the open step; null where they may not. */
  readonly right: Right | null;
  readonly rightAt: (approval: Approval) => Right | null;
}

interface Right {
  readonly decidedAs: DecisionRow['decidedAs'];
  /** The approver for whom a delegate stands in. */
  readonly onBehalfOf: NamedId | null;
}

interface NamedId {
  readonly id: string;
  readonly name: string;
}

/** @throws ApiProblem `request.notFound` */
export async function accessRequest(db: Db, actor: SessionActor, requestId: string): Promise<RequestAccess> {
  const [request, approvals, approvers] = await Promise.all([
    getRequest(db, requestId),
    listApprovals(db, [requestId]),
    listApprovers(db, [requestId]),
  ]);
  if (request === null) throw notFound();
  const person = { storeId: actor.storeId, id: actor.userId };
  const isRequester = request.actorStoreId === actor.storeId && request.actorId === actor.userId;
  const isOwn = isRequester || isByOwnToken(request, actor);
  const administers =
    may(actor, 'Manage All Requests') &&
    (request.storeId === actor.storeId || (await mayLookBack(db, actor, request.storeId)));
  const isAsked = (step: number) =>
    approvers.some(
      (approver) =>
        approver.step === step && approver.storeId === actor.storeId && approver.approverId === actor.userId,
    );
  const standsIn = isOwn || actor.token !== undefined ? [] : await listStandingIn(db, person);
  /** Whoever is away and would be asked at that step. */
  const awayAt = ({ step, definitionId }: Approval): NamedId | null => {
    const away = standsIn.find(
      ({ delegatorId, workflows }) =>
        (workflows === null || (definitionId !== null && workflows.includes(definitionId))) &&
        approvers.some(
          (approver) =>
            approver.step === step &&
            approver.storeId === actor.storeId &&
            approver.approverId === delegatorId,
        ),
    );
    return away === undefined ? null : { id: away.delegatorId, name: away.delegatorName };
  };
  const wasAsked = approvals.some(
    (approval) => approval.state !== 'planned' && (isAsked(approval.step) || awayAt(approval) !== null),
  );
  if (!isRequester && !administers && !wasAsked && !(await hasDecided(db, requestId, person))) {
    throw notFound();
  }
  /** Nobody approves their own request in another capacity than the one the rule named, and a token is no other person. */
  const rightAt = (approval: Approval): Right | null => {
    if (isOwn && !isRequester) return null;
    if (isAsked(approval.step)) return { decidedAs: 'approver', onBehalfOf: null };
    const onBehalfOf = awayAt(approval);
    if (onBehalfOf !== null) return { decidedAs: 'delegate', onBehalfOf };
    return administers && !isRequester ? { decidedAs: 'administrator', onBehalfOf: null } : null;
  };
  const open = isFinal(request.state) ? [] : approvals.filter(({ state }) => state === 'open');
  const openStep =
    open.find(({ step }) => isAsked(step)) ?? open.find((step) => awayAt(step) !== null) ?? open[0] ?? null;
  const right = openStep === null ? null : rightAt(openStep);
  return { request, isRequester, administers, approvals, approvers, openStep, isOwn, right, rightAt };
}

/** Who made a token for a program speaks by it: they neither decide what it asked for, nor let it decide what they asked. */
function isByOwnToken({ actorId, actorStoreId, token }: Request, actor: SessionActor): boolean {
  return (
    actorStoreId === actor.storeId && (token?.madeById === actor.userId || actor.token?.madeById === actorId)
  );
}

/** @throws ApiProblem `permission.denied` */
export function requireDecider(
  { rightAt, isOwn }: RequestAccess,
  approval: Approval,
): Right & { readonly step: number } {
  const right = rightAt(approval);
  if (right !== null) return { step: approval.step, ...right };
  throw isOwn
    ? new ApiProblem(
        'permission.denied',
        'You asked for this yourself, also where a token did it for you: somebody else decides it.',
      )
    : denied('Manage All Requests');
}

/** A deleted store has nobody of its own left: who manages identity stores reads what was asked in it [stores-and-links S8]. */
export const mayLookBack = async (db: Db, actor: SessionActor, storeId: string): Promise<boolean> =>
  seesAllStores(actor) && (await isDeletedStore(db, storeId));

const notFound = (): ApiProblem =>
  new ApiProblem('request.notFound', 'There is no such request, or you may not see it.');
