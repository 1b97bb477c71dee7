/** Looking for objects to choose. */
import { find } from '../../find.ts';
import { readableStore } from '../../directory-list.ts';
import type { App, RouteDeps } from '../../route.ts';
import { StoreParams } from '../../schemas/common.ts';
import { FindAnswer, FindQuery } from '../../schemas/find.ts';
import { listProblems } from '../../schemas/lists.ts';
import { actorOf } from '../../session-actor.ts';

const base = { tags: ['Search'] };

export function findRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/stores/:storeId/find',
    {
      schema: {
        ...base,
        operationId: 'find',
        summary: 'Objects a field takes, each with what speaks against choosing it',
        params: StoreParams,
        querystring: FindQuery,
        response: { 200: FindAnswer, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return find(deps, actor, await readableStore(db, actor, request.params.storeId), request.query);
    },
  );
}
