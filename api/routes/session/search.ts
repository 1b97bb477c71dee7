/** Searching the index: whatever is found, whatever kind it is, in one or several stores. */
import { listPlaces } from '../../../activities/directory-index/places.ts';
import { seenPlaces } from '../../../activities/directory-index/scope.ts';
import { requireAdvanced } from '../../advanced-search.ts';
import { readableStore, readableStores } from '../../directory-list.ts';
import { readerOf } from '../../group-view.ts';
import type { App, RouteDeps } from '../../route.ts';
import { StoreParams } from '../../schemas/common.ts';
import { listProblems } from '../../schemas/lists.ts';
import { readProblems } from '../../schemas/problem.ts';
import {
  AdvancedSearchQuery,
  PlaceList,
  SearchAnswer,
  SearchQuery,
  Suggestions,
  SuggestQuery,
} from '../../schemas/search.ts';
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
        response: { 200: SearchAnswer, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { stores, ...query } = request.query;
      return search(deps, actor, await readableStores(deps.database.db, actor, stores), query);
    },
  );

  app.get(
    '/search/advanced',
    {
      schema: {
        ...base,
        operationId: 'searchAdvanced',
        summary:
          'What matches every field that is filled in, in the chosen places; at least one field or kind',
        querystring: AdvancedSearchQuery,
        response: { 200: SearchAnswer, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { stores, ...query } = request.query;
      requireAdvanced(query);
      return search(deps, actor, await readableStores(deps.database.db, actor, stores), query);
    },
  );

  app.get(
    '/stores/:storeId/places',
    {
      schema: {
        ...base,
        operationId: 'listPlaces',
        summary: 'Domains and containers of a store, to search in; none where its directory has none',
        params: StoreParams,
        response: { 200: PlaceList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const { db } = deps.database;
      const actor = actorOf(request);
      const store = await readableStore(db, actor, request.params.storeId);
      return { items: [...seenPlaces(readerOf(actor, store.id), await listPlaces(db, store))] };
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
