/** Views of lists, each person's own: nobody else reads or changes them. */
import {
  countSavedViews,
  deleteSavedView,
  insertSavedView,
  listSavedViews,
  type SavedView,
  updateSavedView,
} from '../../../activities/database/repositories/saved-views.ts';
import { configure } from '../../configuration.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, Query } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  CreateViewBody,
  ListViewsQuery,
  SavedView as View,
  SavedViewList,
  UpdateViewBody,
  ViewParams,
} from '../../schemas/saved-views.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';

const base = { tags: ['Lists'] };
const maxViews = 200;
const takenNames = { saved_views_name_key: 'name' };

export function savedViewRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/saved-views',
    {
      schema: {
        ...base,
        operationId: 'listSavedViews',
        summary: "One's own views of a list",
        querystring: ListViewsQuery,
        response: { 200: SavedViewList, ...readProblems() },
      },
    },
    async (request) => {
      const rows = await listSavedViews(db, personOf(actorOf(request)), request.query.list);
      return { items: rows.map(viewOf) };
    },
  );

  app.post(
    '/saved-views',
    {
      schema: {
        ...base,
        operationId: 'createSavedView',
        summary: 'Keep a view of a list',
        querystring: Query(DryRun),
        body: CreateViewBody,
        response: { 200: View, 201: View, ...writeProblems('name.taken') },
      },
    },
    async (request, reply) => {
      const person = personOf(actorOf(request));
      const view = await configure(deps, request, 'save view', takenNames, async (tx) => {
        if ((await countSavedViews(tx, person)) >= maxViews) {
          throw ApiProblem.field('name', `is one too many; you have ${maxViews} views, delete one first`);
        }
        return viewOf(await insertSavedView(tx, person, request.body));
      });
      if (request.query.dryRun === true) return reply.code(200).send(view);
      return reply.code(201).header('location', `/api/v1/saved-views/${view.id}`).send(view);
    },
  );

  app.patch(
    '/saved-views/:viewId',
    {
      schema: {
        ...base,
        operationId: 'updateSavedView',
        summary: 'Rename a view, or keep another state of the list under its name',
        params: ViewParams,
        querystring: Query(DryRun),
        body: UpdateViewBody,
        response: { 200: View, ...writeProblems('notFound', 'name.taken') },
      },
    },
    async (request) => {
      const { name, query } = request.body;
      return configure(deps, request, 'change view', takenNames, async (tx) => {
        const row = await updateSavedView(tx, personOf(actorOf(request)), request.params.viewId, {
          ...(name === undefined ? {} : { name }),
          ...(query === undefined ? {} : { query }),
        });
        if (row === null) throw ApiProblem.notFound('view');
        return viewOf(row);
      });
    },
  );

  app.delete(
    '/saved-views/:viewId',
    {
      schema: {
        ...base,
        operationId: 'deleteSavedView',
        summary: 'Forget a view',
        params: ViewParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      await configure(deps, request, 'delete view', {}, async (tx) => {
        const deleted = await deleteSavedView(tx, personOf(actorOf(request)), request.params.viewId);
        if (!deleted) throw ApiProblem.notFound('view');
      });
      return reply.code(204).send(null);
    },
  );
}

const personOf = (actor: SessionActor) => ({ storeId: actor.storeId, id: actor.userId });

const viewOf = (view: SavedView) => ({
  id: view.id,
  list: view.list,
  name: view.name,
  query: view.query,
  createdAt: view.createdAt.toISOString(),
  updatedAt: view.updatedAt.toISOString(),
});
