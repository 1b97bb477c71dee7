/** How the answer to a portal action is given: at once, after a wait, or as a plan. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { listApprovals, listApprovers } from '../activities/database/repositories/approvals.ts';
import { type ChangeSet, getChangeSet } from '../activities/database/repositories/change-sets.ts';
import { getRequest, listParts, type Request } from '../activities/database/repositories/requests.ts';
import { isFinal } from '../workflows/contracts/requests.ts';
import type { Decided } from './decide.ts';
import { hrefOf } from './href.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import type { Plan } from './schemas/requests.ts';

const longestWaitSeconds = 60;
const planTimeoutMs = 30_000;
/** How long a caller who named a plan waits to hear whether it still is the plan. */
const compareTimeoutMs = 5_000;

/**
 * - `dryRun`: waits for the plan and answers it with 200.
 * - `Prefer: wait=N`: 200 once the request has ended, 202 when it is still open or waits for approval.
 * - `If-Match`: 202 once the plan is known to be the one that was looked at, 412 when it is another one.
 * - otherwise 202.
 * A request that ended in failure answers the problem it ended with.
 */
export async function answerAction(
  deps: RouteDeps,
  httpRequest: FastifyRequest,
  reply: FastifyReply,
  request: Request,
): Promise<(ReturnType<typeof accepted> & { parts?: string[] }) | Plan> {
  reply.header('location', hrefOf(request.id));
  if (request.dryRun) {
    const plan = await planOf(deps, request);
    reply.code(200).header('etag', `"${plan.hash ?? ''}"`);
    return plan;
  }
  const seconds = waitOf(httpRequest.headers.prefer);
  if (seconds === null) {
    if (request.expectedPlan !== null) await refuseIfOtherwise(deps, request, httpRequest.signal);
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
  await refuseIfFailed(deps, latest);
  const parts = await listParts(deps.database.db, latest.id);
  reply.code(isFinal(latest.state) ? 200 : 202);
  return { ...accepted(latest), ...(parts.length === 0 ? {} : { parts: parts.map(({ id }) => id) }) };
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
  await refuseIfFailed(deps, ended);
  const [plan, approvals, approvers] = await Promise.all([
    getChangeSet(db, request.id),
    listApprovals(db, [request.id]),
    listApprovers(db, [request.id]),
  ]);
  return {
    ...linesOf(plan),
    dryRunId: request.id,
    asks: approvals.map(({ step, rule, held, fields }) => ({
      rule,
      held,
      ...(fields === null ? {} : { fields: [...fields] }),
      approvers: approvers.filter((person) => person.step === step).map((person) => person.approverName),
    })),
  };
}

const linesOf = (plan: ChangeSet | null) => ({
  items: [...(plan?.items ?? [])],
  warnings: [...(plan?.warnings ?? [])],
  ...(plan === null ? {} : { hash: plan.hash }),
});

/** Waits for the plan only; where that takes long, the request's timeline tells how it was compared. */
async function refuseIfOtherwise(deps: RouteDeps, request: Request, signal: AbortSignal): Promise<void> {
  const { db } = deps.database;
  const planned = await deps.listener.waitFor(
    request.id,
    compareTimeoutMs,
    async () => {
      const row = await getRequest(db, request.id);
      return row !== null && (row.state !== 'queued' || row.targetName !== null) ? row : null;
    },
    signal,
  );
  if (planned !== null) await refuseIfFailed(deps, planned);
}

async function refuseIfFailed({ database }: RouteDeps, request: Request): Promise<void> {
  const { id, state, problem } = request;
  if ((state !== 'failed' && state !== 'stale') || problem === null) return;
  const plan = problem.code === 'version.stale' ? await getChangeSet(database.db, id) : null;
  throw ApiProblem.ofRequest(id, problem, plan === null ? undefined : linesOf(plan));
}

export const accepted = ({ id, state, action }: Request) => ({
  requestId: id,
  action,
  state,
  href: hrefOf(id),
});

/** Of a decision: in a dry run, what it would do as well; 202 where it is kept and does not count yet. */
export function decided(reply: FastifyReply, { request, foreseen, kept }: Decided) {
  if (kept !== undefined) void reply.code(202);
  return {
    ...accepted(request),
    ...(foreseen === undefined ? {} : { foreseen }),
    ...(kept === undefined ? {} : { kept }),
  };
}

/** RFC 7240: a preference that makes no sense is ignored. */
function waitOf(prefer: string | string[] | undefined): number | null {
  const match = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?(?:$|[,;\s])/i.exec([prefer ?? ''].flat().join(','));
  const seconds = Number(match?.[1] ?? 0);
  return seconds >= 1 ? Math.min(seconds, longestWaitSeconds) : null;
}
