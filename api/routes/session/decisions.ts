/** Deciding and withdrawing requests, by Temporal Update. */
import type { FastifyRequest } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import {
  type DecisionRow,
  getDecision,
  saveDecision,
} from '../../../activities/database/repositories/approvals.ts';
import { getRequest } from '../../../activities/database/repositories/requests.ts';
import type { Decision } from '../../../workflows/contracts/requests.ts';
import { isFinal } from '../../../workflows/contracts/requests.ts';
import { accepted } from '../../action-answer.ts';
import { handOver, keyOf, keyReused } from '../../actions.ts';
import { ApiProblem } from '../../problem.ts';
import { accessRequest, requireDecider } from '../../request-access.ts';
import { requireStanding } from '../../delegations/standing.ts';
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
import { actorOf, requirePermission, type SessionActor } from '../../session-actor.ts';

/** Constant for ever: it decides which repeats are the same decision. */
const decisionNamespace = '3d2c1f7a-8a4e-4b0c-9a55-0f6a7be2c9d4';

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
    const actor = actorOf(httpRequest);
    // A program decides only where its token says so (W11).
    if (actor.token !== undefined) requirePermission(httpRequest, 'Manage All Requests');
    const id = decisionIdOf(actor, requestId, keyOf(httpRequest));
    const access = await accessRequest(db, actor, requestId);
    const known = await getDecision(db, id);
    if (known !== null) requireSame(known, { decision, comment });
    // The answer to the first try was lost or late: it counts, and this is what came of it.
    if (access.approvals.some(({ decisionId }) => decisionId === id)) return accepted(access.request);
    if (access.openStep === null) throw await settledProblem(db, requestId);
    const { step, decidedAs, onBehalfOf } = requireDecider(access, access.openStep);
    if (onBehalfOf !== null) await requireStanding(deps, actor.storeId, onBehalfOf);
    const saved = await saveDecision(db, {
      id,
      requestId,
      step,
      decision,
      deciderStoreId: actor.storeId,
      deciderId: actor.userId,
      deciderName: actor.name,
      decidedAs,
      onBehalfOfId: onBehalfOf?.id ?? null,
      onBehalfOfName: onBehalfOf?.name ?? null,
      comment,
    });
    requireSame(saved, { decision, comment });
    try {
      await deps.engine.decide(requestId, saved.step, { decisionId: id, decision });
    } catch (error) {
      throw await inWords(db, requestId, error);
    }
    return accepted((await getRequest(db, requestId)) ?? access.request);
  };

  app.post(
    '/requests/:requestId/approve',
    {
      schema: {
        ...common,
        headers: DecisionHeaders,
        operationId: 'approveRequest',
        'x-rights-now': true,
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
        'x-rights-now': true,
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

const decisionIdOf = (actor: SessionActor, requestId: string, key: string): string =>
  uuidv5(`${requestId}/${actor.storeId}/${actor.userId}/${key}`, decisionNamespace);

/** @throws ApiProblem `request.key_reused` */
function requireSame(known: DecisionRow, sent: Pick<DecisionRow, 'decision' | 'comment'>): void {
  if (known.decision !== sent.decision || known.comment !== sent.comment) throw keyReused();
}
