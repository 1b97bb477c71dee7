/** Deciding and withdrawing requests, by Temporal Update. */
import type { FastifyRequest } from 'fastify';
import { getRequest } from '../../../activities/database/repositories/requests.ts';
import type { Decision } from '../../../workflows/contracts/requests.ts';
import { isFinal } from '../../../workflows/contracts/requests.ts';
import { accepted } from '../../action-answer.ts';
import { handOver, keyOf } from '../../actions.ts';
import { decideRequest } from '../../decide.ts';
import { ApiProblem } from '../../problem.ts';
import { accessRequest } from '../../request-access.ts';
import { inWords, settledProblem } from '../../settled-problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { writeProblems } from '../../schemas/problem.ts';
import {
  Accepted,
  ApproveBody,
  DecisionHeaders,
  DenyBody,
  NoBody,
  RequestParams,
} from '../../schemas/requests.ts';
import { actorOf } from '../../session-actor.ts';

const common = {
  tags: ['Requests'],
  params: RequestParams,
  response: {
    200: Accepted,
    ...writeProblems('request.notFound', 'request.decided', 'request.tooLate', 'request.key_reused'),
  },
};

export function decisionRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  const decide = async (
    httpRequest: FastifyRequest,
    requestId: string,
    decision: Decision,
    comment: string | null,
  ) => {
    const key = keyOf(httpRequest);
    return accepted(await decideRequest(deps, actorOf(httpRequest), key, requestId, { decision, comment }));
  };

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
    (request) => decide(request, request.params.requestId, 'approve', request.body?.comment ?? null),
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
    (request) => decide(request, request.params.requestId, 'deny', request.body.reason),
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
      const { request, isRequester } = await accessRequest(db, actor, httpRequest.params.requestId);
      if (!isRequester) {
        throw new ApiProblem('permission.denied', 'Only the person who asked may withdraw a request.');
      }
      if (isFinal(request.state)) {
        throw await settledProblem(db, request.id);
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
