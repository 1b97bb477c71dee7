/** Reading groups, their members, and users: from the index, never from the directory. */
import {
  countMembers,
  getIndexed,
  listMembers,
  searchObjects,
} from '../../../activities/database/repositories/directory-index.ts';
import { relatedGroups, visibleGroups } from '../../../activities/database/repositories/directory-reads.ts';
import { decodeCursor, pageOf } from '../../cursor.ts';
import { groupViews, objectView, readerOf, textOf } from '../../group-view.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit, StoreParams } from '../../schemas/common.ts';
import {
  GroupList,
  GroupParams,
  GroupView,
  ListGroupsQuery,
  ListOwnGroupsQuery,
  MemberList,
  PageQuery,
  UserList,
  UserParams,
  UserView,
} from '../../schemas/groups.ts';
import { readProblems } from '../../schemas/problem.ts';
import { actorOf, factsOf, may, type SessionActor } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';
import type { IdentityStore } from '../../../activities/database/repositories/stores.ts';
import { authorize } from '../../../activities/platform/authorize.ts';
import { storeVocabulary } from '../../../activities/platform/live-directory.ts';

export function groupRoutes(app: App, { database: { db } }: RouteDeps): void {
  /** People read the store they signed in to; administrators of stores read all of them. */
  const readable = async (actor: SessionActor, storeId: string): Promise<IdentityStore> => {
    if (storeId !== actor.storeId && !may(actor, 'Manage Identity Store')) {
      throw ApiProblem.notFound('identity store');
    }
    return requireStore(db, storeId);
  };

  const visibleTo = (actor: SessionActor, store: IdentityStore) =>
    may(actor, 'Manage Any Group')
      ? undefined
      : visibleGroups(db, readerOf(actor, store.id), storeVocabulary(store.kind).owner);

  const requireGroup = async (actor: SessionActor, store: IdentityStore, groupId: string) => {
    const object = await getIndexed(db, store.id, groupId);
    const [view] =
      object?.kind === 'group' ? await groupViews(db, store, readerOf(actor, store.id), [object]) : [];
    if (view === undefined) throw ApiProblem.notFound('group');
    const seen = authorize({
      actor: factsOf(actor),
      action: 'view',
      group: {
        securityType: view.securityType,
        ownerIds: view.isOwner ? [actor.userId] : [],
        isMember: view.isMember,
      },
    });
    if (!seen.allow) throw ApiProblem.notFound('group');
    return view;
  };

  app.get(
    '/stores/:storeId/groups',
    {
      schema: {
        operationId: 'listGroups',
        tags: ['Groups'],
        summary: 'Groups by display name; private ones for their members and owners only',
        params: StoreParams,
        querystring: ListOwnGroupsQuery,
        response: { 200: GroupList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const store = await readable(actor, request.params.storeId);
      const { limit = defaultLimit, search, relation, cursor } = request.query;
      const visible =
        relation === undefined
          ? visibleTo(actor, store)
          : relatedGroups(db, readerOf(actor, store.id), storeVocabulary(store.kind).owner, relation);
      const rows = await searchObjects(db, {
        storeId: store.id,
        kind: 'group',
        limit: limit + 1,
        ...(search === undefined ? {} : { search }),
        ...(visible === undefined ? {} : { visible }),
        ...afterOf(cursor),
      });
      const page = pageOf(rows, limit, (row) => [row.sortKey, row.objectId]);
      return {
        items: await groupViews(db, store, readerOf(actor, store.id), page.rows),
        nextCursor: page.nextCursor,
      };
    },
  );

  app.get(
    '/stores/:storeId/groups/:groupId',
    {
      schema: {
        operationId: 'getGroup',
        tags: ['Groups'],
        summary: 'One group',
        params: GroupParams,
        response: { 200: GroupView, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { storeId, groupId } = request.params;
      const store = await readable(actor, storeId);
      const view = await requireGroup(actor, store, groupId);
      return { ...view, memberCount: await countMembers(db, store.id, groupId) };
    },
  );

  app.get(
    '/stores/:storeId/groups/:groupId/members',
    {
      schema: {
        operationId: 'listMembers',
        tags: ['Groups'],
        summary: 'Direct members by display name; private groups among them as in the list of groups',
        params: GroupParams,
        querystring: PageQuery,
        response: { 200: MemberList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { storeId, groupId } = request.params;
      const store = await readable(actor, storeId);
      await requireGroup(actor, store, groupId);
      const { limit = defaultLimit, cursor } = request.query;
      const visible = visibleTo(actor, store);
      const rows = await listMembers(db, store.id, groupId, {
        limit: limit + 1,
        ...(visible === undefined ? {} : { visible }),
        ...afterOf(cursor),
      });
      const page = pageOf(rows, limit, (row) => [row.sortKey, row.objectId]);
      return {
        items: page.rows.map((row) => ({ ...objectView(store, row), readOnly: row.readOnly })),
        nextCursor: page.nextCursor,
      };
    },
  );

  app.get(
    '/stores/:storeId/users',
    {
      schema: {
        operationId: 'listUsers',
        tags: ['Users'],
        summary: 'People by display name',
        params: StoreParams,
        querystring: ListGroupsQuery,
        response: { 200: UserList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const store = await readable(actorOf(request), request.params.storeId);
      const { limit = defaultLimit, search, cursor } = request.query;
      const rows = await searchObjects(db, {
        storeId: store.id,
        kind: 'user',
        limit: limit + 1,
        ...(search === undefined ? {} : { search }),
        ...afterOf(cursor),
      });
      const page = pageOf(rows, limit, (row) => [row.sortKey, row.objectId]);
      return {
        items: page.rows.map((row) => ({
          ...objectView(store, row),
          loginName: textOf(row, storeVocabulary(store.kind).loginName),
        })),
        nextCursor: page.nextCursor,
      };
    },
  );

  app.get(
    '/stores/:storeId/users/:userId',
    {
      schema: {
        operationId: 'getUser',
        tags: ['Users'],
        summary: 'One person',
        params: UserParams,
        response: { 200: UserView, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const { storeId, userId } = request.params;
      const store = await readable(actorOf(request), storeId);
      const object = await getIndexed(db, store.id, userId);
      if (object?.kind !== 'user') throw ApiProblem.notFound('person');
      const { loginName } = storeVocabulary(store.kind);
      return { ...objectView(store, object), loginName: textOf(object, loginName) };
    },
  );
}

function afterOf(cursor: string | undefined) {
  const parts = decodeCursor(cursor, 2);
  return parts === null ? {} : { after: { sortKey: parts[0] ?? '', objectId: parts[1] ?? '' } };
}
