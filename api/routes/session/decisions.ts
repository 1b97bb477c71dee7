/** Deciding and withdrawing requests, by Temporal Update. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../../../activities/database/client.ts';
import { getRequest } from '../../../activities/database/repositories/requests.ts';
import { isFinal } from '../../../workflows/contracts/requests.ts';
import { accepted, decided } from '../../action-answer.ts';
import { handOver, keyOf } from '../../actions.ts';
import { decideRequest, type Wish } from '../../decide.ts';
import { isDryRun } from '../../dry-run.ts';
import { problemOf, writeDownDenied } from '../../plugins/errors.ts';
import { ApiProblem } from '../../problem.ts';
import { accessRequest, type RequestAccess } from '../../request-access.ts';
import { inWords, settledProblem } from '../../settled-problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query } from '../../schemas/common.ts';
import { writeProblems } from '../../schemas/problem.ts';
import {
  Accepted,
  ApproveBody,
  DecideManyBody,
  DecidedMany,
  DecisionHeaders,
  DenyBody,
  NoBody,
  RequestParams,
} from '../../schemas/requests.ts';
import { actorOf } from '../../session-actor.ts';

const common = {
  tags: ['Requests'],
  params: RequestParams,
  querystring: Query(DryRun),
  response: {
    200: Accepted,
    202: Accepted,
    ...writeProblems('request.notFound', 'request.decided', 'request.tooLate', 'request.key_reused'),
  },
};

/** As many Updates of one click run side by side: one person's hundred must not keep the others waiting. */
const decidedAtOnce = 8;

export function decisionRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  const decide = async (httpRequest: FastifyRequest, reply: FastifyReply, requestId: string, wish: Wish) =>
    decided(
      reply,
      await decideRequest(deps, actorOf(httpRequest), keyOf(httpRequest), requestId, wish, {
        dryRun: isDryRun(httpRequest),
      }),
    );

  app.post(
    '/requests/:requestId/approve',
    {
      schema: {
        ...common,
        headers: DecisionHeaders,
        operationId: 'approveRequest',
        summary: 'Approve what the plan says',
        body: ApproveBody,
      },
    },
    (request, reply) =>
      decide(request, reply, request.params.requestId, {
        decision: 'approve',
        comment: request.body?.comment ?? null,
      }),
  );

  app.post(
    '/requests/:requestId/deny',
    {
      schema: {
        ...common,
        headers: DecisionHeaders,
        operationId: 'denyRequest',
        summary: 'Deny, with the reason the requester reads',
        body: DenyBody,
      },
    },
    (request, reply) =>
      decide(request, reply, request.params.requestId, { decision: 'deny', comment: request.body.reason }),
  );

  app.post(
    '/requests/decisions',
    {
      schema: {
        tags: ['Requests'],
        operationId: 'decideRequests',
        summary: 'Decide several requests alike; each is decided on its own, and the answer tells of each',
        headers: DecisionHeaders,
        querystring: Query(DryRun),
        body: DecideManyBody,
        response: { 200: DecidedMany, ...writeProblems() },
      },
    },
    async (httpRequest) => {
      const { decision, requestIds, reason = null } = httpRequest.body;
      if (decision === 'deny' && reason === null) {
        throw ApiProblem.field('reason', 'is missing; say why, the requesters read it');
      }
      const actor = actorOf(httpRequest);
      const key = keyOf(httpRequest);
      const wish = { decision, comment: reason };
      const dryRun = isDryRun(httpRequest);
      const one = async (requestId: string) => {
        try {
          const { request, kept, ...rest } = await decideRequest(deps, actor, key, requestId, wish, {
            dryRun,
          });
          if (kept !== undefined) {
            const problem = { code: 'provider.unavailable', message: kept };
            return { requestId, decided: false, state: request.state, problem };
          }
          return { requestId, decided: true, state: request.state, ...rest, problem: null };
        } catch (error) {
          const problem = problemOf(error);
          writeDownDenied(deps, httpRequest, problem);
          if (problem.code === 'internal')
            httpRequest.log.error({ err: error, requestId }, 'a decision failed');
          const { code, message } = problem;
          return { requestId, decided: false, state: null, problem: { code, message } };
        }
      };
      const results: Awaited<ReturnType<typeof one>>[] = [];
      for (let next = 0; next < requestIds.length; next += decidedAtOnce) {
        results.push(...(await Promise.all(requestIds.slice(next, next + decidedAtOnce).map(one))));
      }
      return { results };
    },
  );

  app.post(
    '/requests/:requestId/withdraw',
    {
      schema: {
        ...common,
        operationId: 'withdrawRequest',
        summary: "Withdraw one's own request before anything is written",
        body: NoBody,
      },
    },
    async (httpRequest) => {
      const actor = actorOf(httpRequest);
      const access = await accessRequest(db, actor, httpRequest.params.requestId);
      const { request, isRequester } = access;
      if (!isRequester) {
        throw new ApiProblem('permission.denied', 'Only the person who asked may withdraw a request.');
      }
      if (isFinal(request.state)) {
        throw await settledProblem(db, request.id);
      }
      if (isDryRun(httpRequest)) {
        await requireWithdrawable(db, access);
        return accepted({ ...request, state: 'cancelled' });
      }
      // A request the engine has not seen yet cannot be told to stop: it is handed over first.
      if (request.startedAt === null) await handOver(deps, request);
      try {
        await deps.engine.withdraw(request.id, { actorId: actor.userId });
      } catch (error) {
        throw await inWords(db, request.id, error);
      }
      return accepted((await getRequest(db, request.id)) ?? request);
    },
  );
}

/**
 * As the workflow judges a withdrawal: people have agreed, or writing may have begun.
 * @throws ApiProblem `request.decided`, `request.tooLate`
 */
async function requireWithdrawable(db: Db, { request, approvals }: RequestAccess): Promise<void> {
  const isDenied = approvals.some(({ state }) => state === 'denied');
  const waits = approvals.some(({ state }) => state === 'open' || state === 'planned');
  const isApproved = approvals.some(({ decisionId }) => decisionId !== null) && !waits;
  if (isDenied || isApproved) throw await settledProblem(db, request.id);
  if (request.applyStartedAt === null) return;
  throw new ApiProblem(
    'request.tooLate',
    'It is too late to withdraw: the change is being written or is done.',
  );
}
