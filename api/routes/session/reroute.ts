/** Asking other people to decide a request that waits. */
import { keyOf } from '../../actions.ts';
import { accessRequest } from '../../request-access.ts';
import { findReroute, rerouteRequest } from '../../reroute.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query } from '../../schemas/common.ts';
import { writeProblems } from '../../schemas/problem.ts';
import { DecisionHeaders, RequestParams, RerouteBody, RerouteView } from '../../schemas/requests.ts';
import { actorOf } from '../../session-actor.ts';

export function rerouteRoutes(app: App, deps: RouteDeps): void {
  app.post(
    '/requests/:requestId/reroute',
    {
      schema: {
        operationId: 'rerouteRequest',
        tags: ['Requests'],
        summary: 'Ask other people instead of the present approvers; a dry run tells whom',
        'x-permission': 'Manage All Requests',
        params: RequestParams,
        headers: DecisionHeaders,
        querystring: Query(DryRun),
        body: RerouteBody,
        response: {
          200: RerouteView,
          ...writeProblems(
            'request.notFound',
            'request.decided',
            'request.key_reused',
            'store.disabled',
            'provider.timeout',
          ),
        },
      },
    },
    async (httpRequest) => {
      const actor = actorOf(httpRequest);
      const key = keyOf(httpRequest);
      const access = await accessRequest(deps.database.db, actor, httpRequest.params.requestId);
      const { dryRun = false } = httpRequest.query;
      const { step, approvers } = dryRun
        ? await findReroute(deps, actor, access, httpRequest.body)
        : await rerouteRequest(deps, actor, key, access, httpRequest.body);
      return {
        requestId: access.request.id,
        step,
        approvers: approvers.map(({ storeId, id, name }) => ({ storeId, id, name })),
      };
    },
  );
}
