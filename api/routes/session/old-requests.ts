/** Deleting requests that ended long ago. */
import { randomUUID } from 'node:crypto';
import {
  countOldRequests,
  deleteOldRequests,
  type OldRequests,
} from '../../../activities/database/repositories/old-requests.ts';
import { recordAct } from '../../../activities/database/repositories/portal-acts.ts';
import { configure } from '../../configuration.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query, StoreParams } from '../../schemas/common.ts';
import { writeProblems } from '../../schemas/problem.ts';
import { OldRequestsBody, OldRequestsView } from '../../schemas/requests.ts';
import { actorOf } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';

export function oldRequestRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.post(
    '/stores/:storeId/requests/delete-old',
    {
      schema: {
        operationId: 'deleteOldRequests',
        tags: ['Requests'],
        summary: 'Delete ended requests of an age, by how they ended; a dry run counts them',
        'x-permission': 'Manage Workflows',
        params: StoreParams,
        querystring: Query(DryRun),
        body: OldRequestsBody,
        response: { 200: OldRequestsView, ...writeProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const old: OldRequests = { ...request.body, storeId: store.id };
      if (request.query.dryRun === true) return viewOf(await countOldRequests(db, old));
      return configure(deps, request, 'delete old requests', {}, async (tx) => {
        const view = viewOf(await countOldRequests(tx, old));
        await deleteOldRequests(tx, old);
        if (view.total === 0) return view;
        await recordAct(
          tx,
          {
            storeId: store.id,
            actId: randomUUID(),
            action: 'deleteRequests',
            actor: actorOf(request),
            object: { kind: 'store', id: store.id, name: store.name },
            operation: 'delete',
          },
          [
            { attribute: 'requests', oldValue: String(view.total), newValue: null },
            { attribute: 'olderThanDays', oldValue: null, newValue: String(old.days) },
            { attribute: 'states', oldValue: null, newValue: old.states.join(', ') },
          ],
        );
        return view;
      });
    },
  );
}

const viewOf = (states: Awaited<ReturnType<typeof countOldRequests>>) => ({
  total: states.reduce((sum, { count }) => sum + count, 0),
  states,
});
