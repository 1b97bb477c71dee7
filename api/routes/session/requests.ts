/** Requests: lists, the single view, live progress. */
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { listStoreNames } from '../../../activities/database/repositories/deleted-stores.ts';
import {
  listPeople,
  listRequests,
  type RequestOrder,
  requestOrders,
} from '../../../activities/database/repositories/request-lists.ts';
import { countRequests, type RequestScope } from '../../../activities/database/repositories/requests.ts';
import { recordFields } from '../../../activities/platform/record-fields.ts';
import { badCursor, decodeCursor, instantAndId, isUuid, pageOf } from '../../cursor.ts';
import { readFilter } from '../../list-filter.ts';
import { ApiProblem, denied } from '../../problem.ts';
import { accessRequest, mayLookBack } from '../../request-access.ts';
import { actorStillIn } from '../../still-in.ts';
import { heartbeatMs, requestEvents } from '../../request-events.ts';
import { toldReason, withheldFrom } from '../../hidden-values.ts';
import { listedView, requestView } from '../../request-view.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit } from '../../schemas/common.ts';
import { readProblems } from '../../schemas/problem.ts';
import {
  EventHeaders,
  ListRequestsQuery,
  RequestCounts,
  RequestList,
  RequestParams,
  RequestView,
} from '../../schemas/requests.ts';
import { actorOf, may, type SessionActor } from '../../session-actor.ts';

export function requestRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  /** All requests are those of one's own store, or of a deleted one that is asked for by its id. */
  const within = async (
    scope: RequestScope,
    storeId: string | undefined,
    actor: SessionActor,
  ): Promise<RequestScope> =>
    scope.of === 'all' && storeId !== undefined && (await mayLookBack(db, actor, storeId))
      ? { of: 'all', storeIds: [storeId] }
      : scope;

  app.get(
    '/requests',
    {
      schema: {
        operationId: 'listRequests',
        tags: ['Requests'],
        summary: "One's own requests, those one is asked to decide, or all",
        querystring: ListRequestsQuery,
        response: { 200: RequestList, ...readProblems('filter.invalid') },
      },
    },
    async (request) => {
      const {
        scope = 'mine',
        state,
        filter,
        createdFrom,
        createdBefore,
        sort,
        cursor,
        ...rest
      } = request.query;
      const { limit = defaultLimit, ...only } = rest;
      const order = orderOf(sort);
      const after = decodeCursor(cursor, 2);
      const rows = await listRequests(db, {
        ...only,
        scope: await within(scopeOf(actorOf(request), scope), only.storeId, actorOf(request)),
        order,
        limit: limit + 1,
        ...(state === undefined ? {} : { states: [state] }),
        ...(createdFrom === undefined ? {} : { createdFrom: new Date(createdFrom) }),
        ...(createdBefore === undefined ? {} : { createdBefore: new Date(createdBefore) }),
        ...(filter === undefined ? {} : { filter: readFilter(filter, recordFields.requests) }),
        ...(after === null ? {} : { after: placeOf(after, order) }),
      });
      const page = pageOf(rows, limit, (row) => [row.key, row.id]);
      const [people, stores, withheld] = await Promise.all([
        listPeople(
          db,
          page.rows.map(({ id }) => id),
        ),
        listStoreNames(db),
        withheldFrom(db, actorOf(request)),
      ]);
      return {
        items: page.rows.map((row) => listedView(withheld, row, stores, people.get(row.id))),
        nextCursor: page.nextCursor,
      };
    },
  );

  app.get(
    '/requests/counts',
    {
      schema: {
        operationId: 'countRequests',
        tags: ['Requests'],
        summary: "How many requests wait for one's decision, and how many of one's own are open",
        response: { 200: RequestCounts, ...readProblems() },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const [inbox, mine] = await Promise.all([
        countRequests(db, { scope: scopeOf(actor, 'inbox'), states: ['pending'] }),
        countRequests(db, { scope: scopeOf(actor, 'mine'), states: ['queued', 'pending', 'running'] }),
      ]);
      return { inbox, mine };
    },
  );

  app.get(
    '/requests/:requestId',
    {
      schema: {
        operationId: 'getRequest',
        tags: ['Requests'],
        summary: 'A request with its plan, approvals and timeline',
        params: RequestParams,
        response: { 200: RequestView, ...readProblems('request.notFound') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return requestView(db, actor, await accessRequest(db, actor, request.params.requestId));
    },
  );

  app.get(
    '/requests/:requestId/events',
    {
      schema: {
        operationId: 'watchRequest',
        tags: ['Requests'],
        summary: 'Live progress as server-sent events; ends when the request has ended',
        params: RequestParams,
        headers: EventHeaders,
        response: {
          200: {
            description: 'Events named as in the timeline, with their ids',
            content: { 'text/event-stream': { schema: Type.Unsafe<Readable>(Type.String()) } },
          },
          ...readProblems('request.notFound'),
        },
      },
    },
    async (request, reply) => {
      const { requestId } = request.params;
      const { request: watched } = await accessRequest(db, actorOf(request), requestId);
      const lastId = Number(request.headers['last-event-id'] ?? 0);
      const gone = new AbortController();
      request.raw.once('close', () => {
        if (!reply.raw.writableFinished) gone.abort();
      });
      reply.raw.once('close', () => {
        gone.abort();
      });
      let withheld = await withheldFrom(db, actorOf(request));
      const mayRead = async (): Promise<boolean> => {
        try {
          const actor = await actorStillIn(deps, request, heartbeatMs);
          if (actor === null) return false;
          await accessRequest(db, actor, requestId);
          withheld = await withheldFrom(db, actor);
          return true;
        } catch (error) {
          // What would refuse the call ends its answer.
          if (error instanceof ApiProblem) return false;
          throw error;
        }
      };
      const events = requestEvents(deps, mayRead, requestId, {
        afterId: Number.isSafeInteger(lastId) && lastId > 0 ? lastId : 0,
        signal: gone.signal,
        told: (data) => toldReason(watched.storeId, data, withheld),
      });
      return reply
        .header('content-type', 'text/event-stream')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(events, { objectMode: false }));
    },
  );
}

/** @param sort one of the orders, `-` before one that goes down; newest first without one */
function orderOf(sort = '-created'): RequestOrder {
  const descending = sort.startsWith('-');
  const by = requestOrders.find((one) => one === (descending ? sort.slice(1) : sort));
  if (by === undefined) {
    throw ApiProblem.field(
      'sort',
      `must be one of ${requestOrders.join(', ')}, with - before it to go down`,
      'filter.invalid',
    );
  }
  return { by, descending };
}

/** @throws ApiProblem for a cursor that is none of this order */
function placeOf([key = '', id = '']: readonly string[], { by }: RequestOrder): { key: string; id: string } {
  if (by === 'created') instantAndId(key, id);
  else if (!isUuid(id)) throw badCursor();
  return { key, id };
}

function scopeOf(actor: SessionActor, scope: 'mine' | 'inbox' | 'all'): RequestScope {
  const person = { storeId: actor.storeId, id: actor.userId };
  const administers = may(actor, 'Manage All Requests');
  switch (scope) {
    case 'mine':
      return { of: 'mine', person };
    case 'inbox':
      return { of: 'inbox', person, heldInStores: administers ? [actor.storeId] : [] };
    case 'all':
      if (!administers) throw denied('Manage All Requests');
      return { of: 'all', storeIds: [actor.storeId] };
  }
}
