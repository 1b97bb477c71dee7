/** Query search: filter trees that are kept, run, shared. */
import {
  countQueries,
  deleteQuery,
  insertQuery,
  listQueries,
  updateQuery,
} from '../../../activities/database/repositories/queries.ts';
import type { SearchedFor } from '../../../workflows/contracts/search.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { readableStores } from '../../directory-list.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import {
  parametersOf,
  personOf,
  queryView,
  recordQuery,
  requireAllowed,
  requireOwnQuery,
  requireQuery,
  requireSharing,
  storesToRun,
} from '../../queries.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, IfMatch, Query } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  CreateQueryBody,
  QueryList,
  QueryParams,
  QueryResultsQuery,
  QueryView,
  UpdateQueryBody,
} from '../../schemas/queries.ts';
import { SearchAnswer } from '../../schemas/search.ts';
import { readTerms, requirePlaces, search, type SearchParameters } from '../../search.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';

const base = { tags: ['Search'] };
const mostListed = 500;
const maxQueries = 200;
const takenNames = { search_queries_name_key: 'name' };

export function queryRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  /** Checked as a search would be, in the stores its author may read. */
  async function readSearch(
    actor: SessionActor,
    given: SearchParameters & { readonly stores?: string },
  ): Promise<SearchedFor> {
    const stores = await readableStores(db, actor, given.stores);
    const terms = await readTerms(db, actor, stores, given);
    await requirePlaces(deps, stores, terms);
    const wanted = {
      storeIds: stores.map(({ id }) => id),
      kinds: terms.kinds,
      ...(terms.within === undefined ? {} : { within: terms.within }),
      ...(terms.filter === undefined ? {} : { filter: terms.filter }),
    };
    await requireAllowed(db, actor, wanted);
    return wanted;
  }

  app.get(
    '/queries',
    {
      schema: {
        ...base,
        operationId: 'listQueries',
        summary: "One's own saved queries and those shared with the store",
        response: { 200: QueryList, ...readProblems() },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const rows = await listQueries(db, personOf(actor), mostListed);
      return { items: await Promise.all(rows.map((row) => queryView(db, actor, row))) };
    },
  );

  app.post(
    '/queries',
    {
      schema: {
        ...base,
        operationId: 'createQuery',
        summary: 'Keep a query; sharing it needs the permission Share Queries',
        querystring: Query(DryRun),
        body: CreateQueryBody,
        response: {
          200: QueryView,
          201: QueryView,
          ...writeProblems('notFound', 'permission.denied', 'filter.invalid', 'name.taken'),
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { name, isGlobal } = request.body;
      requireSharing(actor, isGlobal);
      const wanted = await readSearch(actor, request.body.search);
      const row = await configure(deps, request, 'save query', takenNames, async (tx) => {
        if ((await countQueries(tx, personOf(actor))) >= maxQueries) {
          throw ApiProblem.field('name', `is one too many; you have ${maxQueries} queries, delete one first`);
        }
        const made = await insertQuery(tx, {
          storeId: actor.storeId,
          authorId: actor.userId,
          authorName: actor.name,
          name: name.trim(),
          isGlobal,
          search: wanted,
        });
        await recordQuery(tx, actor, null, made);
        return made;
      });
      const view = await queryView(db, actor, row);
      if (request.query.dryRun === true) return reply.code(200).send(view);
      return reply.code(201).header('location', `/api/v1/queries/${row.id}`).send(view);
    },
  );

  app.get(
    '/queries/:queryId',
    {
      schema: {
        ...base,
        operationId: 'getQuery',
        summary: 'A saved query',
        params: QueryParams,
        response: { 200: QueryView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const row = await requireQuery(db, actor, request.params.queryId);
      setVersion(reply, row.version);
      return queryView(db, actor, row);
    },
  );

  app.get(
    '/queries/:queryId/results',
    {
      schema: {
        ...base,
        operationId: 'runQuery',
        summary: 'What a saved query finds, under the rights of who runs it',
        params: QueryParams,
        querystring: QueryResultsQuery,
        response: {
          200: SearchAnswer,
          ...readProblems('notFound', 'permission.denied', 'filter.invalid', 'search.unavailable'),
        },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const row = await requireQuery(db, actor, request.params.queryId);
      const stores = await storesToRun(db, actor, row);
      const { kinds, ...page } = request.query;
      const asked = kinds?.split(',');
      const own = row.search.kinds.filter((kind) => asked?.includes(kind) ?? true);
      return search(deps, actor, stores, {
        ...parametersOf({ ...row.search, kinds: own }),
        ...page,
      });
    },
  );

  app.patch(
    '/queries/:queryId',
    {
      schema: {
        ...base,
        operationId: 'updateQuery',
        summary: 'Change a query: its author and administrators',
        params: QueryParams,
        querystring: Query(DryRun),
        headers: IfMatch,
        body: UpdateQueryBody,
        response: {
          200: QueryView,
          ...writeProblems('notFound', 'permission.denied', 'filter.invalid', 'name.taken', 'version.stale'),
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { name, isGlobal, search: given } = request.body;
      const before = await requireOwnQuery(db, actor, request.params.queryId);
      if (isGlobal === true && !before.isGlobal) requireSharing(actor, isGlobal);
      const wanted = given === undefined ? undefined : await readSearch(actor, given);
      const row = await configure(deps, request, 'change query', takenNames, async (tx) => {
        const version = versionOf(request) ?? before.version;
        const after = await updateQuery(
          tx,
          { id: before.id, version },
          {
            ...(name === undefined ? {} : { name: name.trim() }),
            ...(isGlobal === undefined ? {} : { isGlobal }),
            ...(wanted === undefined ? {} : { search: wanted }),
          },
        );
        if (after === null) throw staleVersion();
        await recordQuery(tx, actor, before, after);
        return after;
      });
      setVersion(reply, row.version);
      return queryView(db, actor, row);
    },
  );

  app.delete(
    '/queries/:queryId',
    {
      schema: {
        ...base,
        operationId: 'deleteQuery',
        summary: 'Delete a query: its author and administrators',
        params: QueryParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound', 'permission.denied') },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const row = await requireOwnQuery(db, actor, request.params.queryId);
      await configure(deps, request, 'delete query', {}, async (tx) => {
        await deleteQuery(tx, row.id);
        await recordQuery(tx, actor, row, null);
      });
      return reply.code(204).send(null);
    },
  );
}
