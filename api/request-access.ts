/** Which requests a person may see and decide. What one may not see does not exist (404). */
import {
  type Approval,
  hasDecided,
  listApprovals,
  listApprovers,
} from '../activities/database/repositories/approvals.ts';
import { listStandingIn } from '../activities/database/repositories/delegations.ts';
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
  /** They asked for it themselves, or it was asked by a token they made or for one that speaks now. */
  readonly isOwn: boolean;
  /** In which right the person may decide the open step. */
  readonly decidesAs: 'approver' | 'delegate' | 'administrator' | null;
  /** The approver for whom the person stands in, where they decide as a delegate. */
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
  const administers = request.storeId === actor.storeId && may(actor, 'Manage All Requests');
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
  const open = isFinal(request.state) ? [] : approvals.filter(({ state }) => state === 'open');
  const openStep =
    open.find(({ step }) => isAsked(step)) ?? open.find((step) => awayAt(step) !== null) ?? open[0] ?? null;
  const onBehalfOf = openStep === null || isAsked(openStep.step) ? null : awayAt(openStep);
  // Nobody approves their own request in another capacity than the one the rule named, and a token is no other person.
  const decidesAs =
    openStep === null || (isOwn && !isRequester)
      ? null
      : isAsked(openStep.step)
        ? 'approver'
        : onBehalfOf !== null
          ? 'delegate'
          : administers && !isRequester
            ? 'administrator'
            : null;
  return { request, isRequester, administers, approvals, approvers, openStep, isOwn, decidesAs, onBehalfOf };
}

/** Who made a token for a program speaks by it: they neither decide what it asked for, nor let it decide what they asked. */
function isByOwnToken({ actorId, actorStoreId, token }: Request, actor: SessionActor): boolean {
  return (
    actorStoreId === actor.storeId && (token?.madeById === actor.userId || actor.token?.madeById === actorId)
  );
}

/** @throws ApiProblem `permission.denied` */
export function requireDecider(
  { decidesAs, isOwn, onBehalfOf }: RequestAccess,
  { step }: Approval,
): { step: number; decidedAs: NonNullable<RequestAccess['decidesAs']>; onBehalfOf: NamedId | null } {
  if (decidesAs === null && isOwn) {
    throw new ApiProblem(
      'permission.denied',
      'You asked for this yourself, also where a token did it for you: somebody else decides it.',
    );
  }
  if (decidesAs === null) throw denied('Manage All Requests');
  return { step, decidedAs: decidesAs, onBehalfOf: decidesAs === 'delegate' ? onBehalfOf : null };
}

const notFound = (): ApiProblem =>
  new ApiProblem('request.notFound', 'There is no such request, or you may not see it.');
