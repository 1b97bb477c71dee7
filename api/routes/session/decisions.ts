/** Deciding and withdrawing requests, by Temporal Update. */
import type { FastifyRequest } from 'fastify';
import { saveDecision } from '../../../activities/database/repositories/approvals.ts';
import { getRequest } from '../../../activities/database/repositories/requests.ts';
import type { Decision } from '../../../workflows/contracts/requests.ts';
import { isFinal } from '../../../workflows/contracts/requests.ts';
import { accepted } from '../../action-answer.ts';
import { handOver } from '../../actions.ts';
import { ApiProblem } from '../../problem.ts';
import { accessRequest, requireDecider } from '../../request-access.ts';
import type { App, RouteDeps } from '../../route.ts';
import { writeProblems } from '../../schemas/problem.ts';
import { Accepted, ApproveBody, DenyBody, NoBody, RequestParams } from '../../schemas/requests.ts';
import { actorOf } from '../../session-actor.ts';

const common = {
  tags: ['Requests'],
  params: RequestParams,
  response: {
    200: Accepted,
    ...writeProblems('request.notFound', 'request.decided', 'request.tooLate'),
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
    const actor = actorOf(httpRequest);
    const access = await accessRequest(db, actor, requestId);
    const { step, decidedAs } = requireDecider(access);
    const decisionId = await saveDecision(db, {
      requestId,
      step,
      decision,
      deciderStoreId: actor.storeId,
      deciderId: actor.userId,
      deciderName: actor.name,
      decidedAs,
      comment,
    });
    await deps.engine.decide(requestId, step, { decisionId, decision });
    return accepted((await getRequest(db, requestId)) ?? access.request);
  };

  app.post(
    '/requests/:requestId/approve',
    {
      schema: {
        ...common,
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
        throw new ApiProblem('request.decided', 'This request has ended already.');
      }
      // A request the engine has not seen yet cannot be told to stop: it is handed over first.
      if (request.startedAt === null) await handOver(deps, request);
      await deps.engine.withdraw(request.id, { actorId: actor.userId });
      return accepted((await getRequest(db, request.id)) ?? request);
    },
  );
}
