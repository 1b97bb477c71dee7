/** Break-glass: what was looked at is done at once, without the approvals it would wait for (access-and-approvals B6). */
import { randomUUID } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import { listApprovals } from '../../../activities/database/repositories/approvals.ts';
import { getChangeSet } from '../../../activities/database/repositories/change-sets.ts';
import { getRequest, type Request } from '../../../activities/database/repositories/requests.ts';
import { breakGlassReason } from '../../../workflows/contracts/policies.ts';
import { answerAction } from '../../action-answer.ts';
import { beginRequest } from '../../actions.ts';
import { isDryRun } from '../../dry-run.ts';
import { requireFresh } from '../../factors/fresh.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query } from '../../schemas/common.ts';
import { writeProblems } from '../../schemas/problem.ts';
import { Accepted, ActionOutcome, BreakGlassBody, RequestParams } from '../../schemas/requests.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';

/** Constant for ever: what was looked at once is done once. */
const breakGlassNamespace = 'f2a8c6f0-5f5e-4f0e-9c39-3d2f4f0a6b1c';

export function breakGlassRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.post(
    '/requests/:requestId/break-glass',
    {
      schema: {
        operationId: 'breakGlass',
        tags: ['Requests'],
        summary: 'Do at once, without approval, what a dry run of one’s own has planned',
        description:
          'For people whose role has the break-glass policy, within ten minutes of signing in, and never for API tokens. The plan must still be the one that was looked at; rules that block, policies and permissions hold as ever. All other administrators are told by mail at once.',
        params: RequestParams,
        querystring: Query(DryRun),
        body: BreakGlassBody,
        response: {
          200: ActionOutcome,
          202: Accepted,
          ...writeProblems(
            'request.notFound',
            'session.not_fresh',
            'token.session',
            'request.key_reused',
            'version.stale',
            'store.disabled',
            'sod.conflict',
            'provider.timeout',
          ),
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      if (actor.token !== undefined) {
        throw new ApiProblem(
          'token.session',
          'An API token does nothing without approval. A person has to sign in for that.',
        );
      }
      const looked = await requireLookedAt(deps, actor, request.params.requestId);
      if (actor.breakGlass !== true) {
        throw new ApiProblem(
          'permission.denied',
          'Your role does not allow you to do this without approval. Ask for it, so that somebody decides.',
        );
      }
      const reason = request.body.reason.trim();
      if (Array.from(reason).length < breakGlassReason.shortest) {
        throw ApiProblem.field('reason', `must have ${breakGlassReason.shortest} characters or more`);
      }
      requireFresh(request, deps.now(), 'so that nobody else does this in your name');
      const plan = await getChangeSet(db, looked.id);
      if (plan === null) throw notFound();
      // A dry run is planned once more, as every dry run is: it tells whether the plan still is what was looked at.
      const dryRun = isDryRun(request);
      const begun = await beginRequest(deps, actor, {
        id: dryRun ? randomUUID() : uuidv5(looked.id, breakGlassNamespace),
        storeId: looked.storeId,
        action: looked.action,
        input: looked.input,
        dryRun,
        expectedPlan: plan.hash,
        targetId: looked.targetId,
        breakGlassReason: dryRun ? null : reason,
      });
      return answerAction(deps, request, reply, begun);
    },
  );

  /** @throws ApiProblem `request.notFound`; `value.invalid` where nobody has to approve */
  async function requireLookedAt(
    { database }: RouteDeps,
    { storeId, userId }: SessionActor,
    requestId: string,
  ): Promise<Request> {
    const looked = await getRequest(database.db, requestId);
    const isOwn = looked?.actorStoreId === storeId && looked.actorId === userId && looked.token === null;
    if (!isOwn || !looked.dryRun) throw notFound();
    const asks = (await listApprovals(database.db, [looked.id])).some(({ state }) => state === 'planned');
    if (looked.state !== 'succeeded' || !asks) {
      throw ApiProblem.field('requestId', 'names a plan that waits for nobody; do it as usual');
    }
    return looked;
  }
}

const notFound = (): ApiProblem =>
  new ApiProblem('request.notFound', 'You have looked at no such plan. Review the change once more.');
