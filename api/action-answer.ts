/** How the answer to a portal action is given: at once, after a wait, or as a plan. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { listApprovals, listApprovers } from '../activities/database/repositories/approvals.ts';
import { getChangeSet } from '../activities/database/repositories/change-sets.ts';
import { getRequest, type Request } from '../activities/database/repositories/requests.ts';
import type { PlanItem, PlanWarning } from '../workflows/contracts/plan.ts';
import { isFinal } from '../workflows/contracts/requests.ts';
import { hrefOf } from './href.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';

interface Plan {
  items: PlanItem[];
  warnings: PlanWarning[];
  asks: { rule: string; held: boolean; approvers: string[] }[];
}

const longestWaitSeconds = 60;
const planTimeoutMs = 30_000;

/**
 * - `dryRun`: waits for the plan and answers it with 200.
 * - `Prefer: wait=N`: 200 once the request has ended, 202 when it is still open or waits for approval.
 * - otherwise 202.
 * A request that ended in failure answers the problem it ended with.
 */
export async function answerAction(
  deps: RouteDeps,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
  request: Request,
): Promise<ReturnType<typeof accepted> | Plan> {
  reply.header('location', hrefOf(request.id));
  if (request.dryRun) {
    reply.code(200);
    return planOf(deps, request);
  }
  const seconds = waitOf(httpRequest.headers.prefer);
  if (seconds === null) {
    reply.code(202);
    return accepted(request);
  }
  reply.header('preference-applied', `wait=${seconds}`);
  const settled = await deps.listener.waitFor(
    request.id,
    seconds * 1000,
    async () => {
      const row = await getRequest(deps.database.db, request.id);
      return row !== null && (isFinal(row.state) || row.state === 'pending') ? row : null;
    },
    httpRequest.signal,
  );
  const latest = settled ?? (await getRequest(deps.database.db, request.id)) ?? request;
  refuseIfFailed(latest);
  reply.code(isFinal(latest.state) ? 200 : 202);
  return accepted(latest);
}

async function planOf(deps: RouteDeps, request: Request): Promise<Plan> {
  const { db } = deps.database;
  const ended = await deps.listener.waitFor(request.id, planTimeoutMs, async () => {
    const row = await getRequest(db, request.id);
    return row !== null && isFinal(row.state) ? row : null;
  });
  if (ended === null) {
    throw new ApiProblem(
      'engine.unavailable',
      'The plan could not be made in time. Nothing was changed; try again in a minute.',
      { retryAfterSeconds: 30, requestId: request.id },
    );
  }
  refuseIfFailed(ended);
  const [plan, approvals, approvers] = await Promise.all([
    getChangeSet(db, request.id),
    listApprovals(db, [request.id]),
    listApprovers(db, [request.id]),
  ]);
  return {
    items: [...(plan?.items ?? [])],
    warnings: [...(plan?.warnings ?? [])],
    asks: approvals.map(({ step, rule, held }) => ({
      rule,
      held,
      approvers: approvers.filter((person) => person.step === step).map((person) => person.approverName),
    })),
  };
}

function refuseIfFailed(request: Request): void {
  if ((request.state === 'failed' || request.state === 'stale') && request.problem !== null) {
    throw ApiProblem.ofRequest(request.id, request.problem);
  }
}

export const accepted = ({ id, state, action }: Request) => ({
  requestId: id,
  action,
  state,
  href: hrefOf(id),
});

/** RFC 7240: a preference that makes no sense is ignored. */
function waitOf(prefer: string | string[] | undefined): number | null {
  const match = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?(?:$|[,;\s])/i.exec([prefer ?? ''].flat().join(','));
  const seconds = Number(match?.[1] ?? 0);
  return seconds >= 1 ? Math.min(seconds, longestWaitSeconds) : null;
}
