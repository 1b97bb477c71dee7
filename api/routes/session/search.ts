/** Searching the index: whatever is found, whatever kind it is, in one or several stores. */
import { readableStores } from '../../directory-list.ts';
import type { App, RouteDeps } from '../../route.ts';
import { readProblems } from '../../schemas/problem.ts';
import { SearchAnswer, SearchQuery, Suggestions, SuggestQuery } from '../../schemas/search.ts';
import { search, suggest } from '../../search.ts';
import { actorOf } from '../../session-actor.ts';

const base = { tags: ['Search'] };

export function searchRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/search',
    {
      schema: {
        ...base,
        operationId: 'search',
        summary: 'People, groups, contacts and computers; private groups for their members and owners only',
        querystring: SearchQuery,
        response: { 200: SearchAnswer, ...readProblems('notFound', 'filter.invalid', 'search.unavailable') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return search(
        deps,
        actor,
        await readableStores(deps.database.db, actor, request.query.stores),
        request.query,
      );
    },
  );

  app.get(
    '/search/suggestions',
    {
      schema: {
        ...base,
        operationId: 'suggest',
        summary: 'The ten that fit best, from two characters on',
        querystring: SuggestQuery,
        response: { 200: Suggestions, ...readProblems('notFound', 'search.unavailable') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return suggest(
        deps,
        actor,
        await readableStores(deps.database.db, actor, request.query.stores),
        request.query,
      );
    },
  );
}
