/** Why a decision or a withdrawal came too late, told from what is written down. */
import { listApprovals, listDecisions } from '../activities/database/repositories/approvals.ts';
import { getRequest } from '../activities/database/repositories/requests.ts';
import type { Db } from '../activities/database/client.ts';
import { isFinal } from '../workflows/contracts/requests.ts';
import { ApiProblem } from './problem.ts';

/** An engine's `request.decided` with what happened; any other error as it is. */
export async function inWords(db: Db, requestId: string, error: unknown): Promise<unknown> {
  const isLate = error instanceof ApiProblem && error.code === 'request.decided';
  return isLate ? await settledProblem(db, requestId, error) : error;
}

/** `request.decided`, naming who decided what, or how the request ended. */
export async function settledProblem(db: Db, requestId: string, cause?: unknown): Promise<ApiProblem> {
  const [request, approvals, decisions] = await Promise.all([
    getRequest(db, requestId),
    listApprovals(db, [requestId]),
    listDecisions(db, requestId),
  ]);
  const last = approvals.findLast(({ state }) => state !== 'planned' && state !== 'open');
  const by = decisions.find(({ id }) => id === last?.decisionId)?.deciderName;
  const isWithdrawn = request?.state === 'cancelled' || last?.state === 'cancelled';
  const isExpired = request?.state === 'expired' || last?.state === 'expired';
  const isEnded = request === null || isFinal(request.state);
  const message = isWithdrawn
    ? 'This request was withdrawn already.'
    : isExpired
      ? 'This request has expired: nobody decided in time.'
      : last !== undefined && by !== undefined
        ? `This request has been ${last.state} by ${by} already.`
        : isEnded
          ? 'This request has ended already.'
          : 'This request waits for nobody to decide.';
  return new ApiProblem('request.decided', message, {
    requestId,
    ...(cause === undefined ? {} : { cause }),
  });
}
