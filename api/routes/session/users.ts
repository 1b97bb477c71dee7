/** Reading people: from the index, never from the directory. */
import type { IdentityStore } from '../../../activities/database/repositories/stores.ts';
import {
  type ListQuery,
  prepareList,
  readableStore,
  readableStores,
  readPage,
  viewsOf,
} from '../../directory-list.ts';
import { readingObject } from '../../excluded-object.ts';
import { userView } from '../../group-view.ts';
import { sendListCsv } from '../../list-export.ts';
import type { App, RouteDeps } from '../../route.ts';
import { StoreParams } from '../../schemas/common.ts';
import {
  ExportUsersQuery,
  ListUsersQuery,
  SearchUsersQuery,
  UserList,
  UserParams,
  UserView,
} from '../../schemas/groups.ts';
import { Csv, listProblems } from '../../schemas/lists.ts';
import { readProblems } from '../../schemas/problem.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';
import { requirePerson } from '../../visible-object.ts';

const base = { tags: ['Users'] };

export function userRoutes(app: App, deps: RouteDeps): void {
  const {
    database: { db },
    index,
  } = deps;
  const userPage = async (actor: SessionActor, stores: readonly IdentityStore[], query: ListQuery) => {
    const list = await prepareList(db, actor, 'users', stores, query, () =>
      Promise.resolve({ kind: 'user' }),
    );
    const { rows, ...rest } = await readPage(index, list, query);
    const items = await viewsOf(stores, rows, (store, own) => own.map((row) => userView(store, row)));
    return { items, ...rest };
  };

  app.get(
    '/lists/users',
    {
      schema: {
        ...base,
        operationId: 'searchUsers',
        summary: 'People of one or several stores',
        querystring: SearchUsersQuery,
        response: { 200: UserList, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return userPage(actor, await readableStores(db, actor, request.query.stores), request.query);
    },
  );

  app.get(
    '/lists/users/export',
    {
      schema: {
        ...base,
        operationId: 'exportUsers',
        summary: 'Every person of such a list as CSV',
        querystring: ExportUsersQuery,
        response: { 200: Csv, ...listProblems },
      },
    },
    (request, reply) =>
      sendListCsv<ReturnType<typeof userView>, typeof request.query>(db, request, reply, {
        what: 'people',
        query: request.query,
        columns: {
          Name: ({ displayName }) => displayName,
          'Login name': ({ loginName }) => loginName,
          Mail: ({ mail }) => mail,
          Title: ({ title }) => title,
          Department: ({ department }) => department,
          'May sign in': ({ enabled }) => (enabled ? 'yes' : 'no'),
          Container: ({ path }) => path,
          Id: ({ id }) => id,
        },
        fields: { 'Login name': 'loginName', Mail: 'mail', Title: 'title', Department: 'department' },
        read: userPage,
      }),
  );

  app.get(
    '/stores/:storeId/users',
    {
      schema: {
        ...base,
        operationId: 'listUsers',
        summary: 'People of one store',
        params: StoreParams,
        querystring: ListUsersQuery,
        response: { 200: UserList, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return userPage(actor, [await readableStore(db, actor, request.params.storeId)], request.query);
    },
  );

  app.get(
    '/stores/:storeId/users/:userId',
    {
      schema: {
        ...base,
        operationId: 'getUser',
        summary: 'One person',
        params: UserParams,
        response: { 200: UserView, ...readProblems('notFound', 'provider.timeout', 'provider.tls') },
      },
    },
    async (request) => {
      const { storeId, userId } = request.params;
      const actor = actorOf(request);
      const store = await readableStore(db, actor, storeId);
      return readingObject(deps, actor, store, userId, async (from) =>
        userView(store, await requirePerson(from, actor, store, userId)),
      );
    },
  );
}
