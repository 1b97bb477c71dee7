/** Reading groups and their members: from the index, never from the directory. */
import type { Db } from '../../../activities/database/client.ts';
import { endIn, listEnds } from '../../../activities/database/repositories/membership-ends.ts';
import type { IdentityStore } from '../../../activities/database/repositories/stores.ts';
import type { SeenIndex } from '../../../activities/directory-index/scope.ts';
import { countMembers } from '../../../activities/directory-index/objects.ts';
import { relatedGroups } from '../../../activities/directory-index/visibility.ts';
import { storeVocabulary } from '../../../activities/platform/live-directory.ts';
import {
  type ListQuery,
  prepareList,
  readableStore,
  readableStores,
  readPage,
  viewsOf,
} from '../../directory-list.ts';
import { readingObject } from '../../excluded-object.ts';
import { groupViews, objectView, readerOf } from '../../group-view.ts';
import { sendListCsv } from '../../list-export.ts';
import type { App, RouteDeps } from '../../route.ts';
import { StoreParams } from '../../schemas/common.ts';
import {
  ExportGroupsQuery,
  GroupList,
  GroupParams,
  GroupView,
  ListGroupsQuery,
  ListMembersQuery,
  MemberList,
  SearchGroupsQuery,
} from '../../schemas/groups.ts';
import { Csv, listProblems } from '../../schemas/lists.ts';
import { readProblems } from '../../schemas/problem.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';
import { lockedIn } from '../../locked-fields.ts';
import { groupsVisibleTo, requireGroup } from '../../visible-object.ts';

type GroupRow = Awaited<ReturnType<typeof groupViews>>[number];

const base = { tags: ['Groups'] };
/** Larger groups are no larger for people. */
const mostCounted = 1_000_000;

export function groupRoutes(app: App, deps: RouteDeps): void {
  const {
    database: { db },
    index,
  } = deps;
  const groupPage = async (
    actor: SessionActor,
    stores: readonly IdentityStore[],
    query: ListQuery & { readonly relation?: 'owner' | 'member' },
  ) => {
    const list = await prepareList(db, actor, 'groups', stores, query, async (store) => ({
      kind: 'group',
      // One's own groups are one's own, wherever they stand (users-and-search S1.2).
      isOwn: query.relation !== undefined && store.id === actor.storeId,
      visible:
        query.relation === undefined
          ? await groupsVisibleTo(db, actor, store)
          : await relatedGroups(
              db,
              readerOf(actor, store.id),
              storeVocabulary(store.kind).owner,
              query.relation,
            ),
    }));
    const { rows, ...rest } = await readPage(index, list, query);
    const items = await viewsOf(stores, rows, (store, own) =>
      groupViews(db, store, readerOf(actor, store.id), own),
    );
    return { items, ...rest };
  };

  const memberList = (db: Db, actor: SessionActor, store: IdentityStore, groupId: string, query: ListQuery) =>
    prepareList(db, actor, 'members', [store], query, async () => ({
      membersOf: { groupId, nested: false },
      visible: await groupsVisibleTo(db, actor, store),
    }));

  /** Under a search policy as many as the list of members shows: a count tells of what one may not see, too. */
  const countSeenMembers = async (
    db: Db,
    index: SeenIndex,
    actor: SessionActor,
    store: IdentityStore,
    groupId: string,
  ): Promise<number> => {
    if (actor.search === null) return countMembers(db, store.id, groupId);
    const { parts } = await memberList(db, actor, store, groupId, {});
    return (await index.count(parts, mostCounted)).count;
  };

  app.get(
    '/lists/groups',
    {
      schema: {
        ...base,
        operationId: 'searchGroups',
        summary: 'Groups of one or several stores; private ones for their members and owners only',
        querystring: SearchGroupsQuery,
        response: { 200: GroupList, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return groupPage(actor, await readableStores(db, actor, request.query.stores), request.query);
    },
  );

  app.get(
    '/lists/groups/export',
    {
      schema: {
        ...base,
        operationId: 'exportGroups',
        summary: 'Every group of such a list as CSV',
        querystring: ExportGroupsQuery,
        response: { 200: Csv, ...listProblems },
      },
    },
    (request, reply) =>
      sendListCsv<GroupRow, typeof request.query>(db, request, reply, {
        what: 'groups',
        query: request.query,
        columns: {
          Name: ({ displayName }) => displayName,
          'Account name': ({ accountName }) => accountName,
          Description: ({ description }) => description,
          Mail: ({ mail }) => mail,
          Joining: ({ securityType }) => securityType,
          Owner: ({ owner }) => owner?.name ?? null,
          Container: ({ path }) => path,
          Id: ({ id }) => id,
        },
        fields: { 'Account name': 'accountName', Description: 'description', Mail: 'mail' },
        read: groupPage,
      }),
  );

  app.get(
    '/stores/:storeId/groups',
    {
      schema: {
        ...base,
        operationId: 'listGroups',
        summary: 'Groups of one store; private ones for their members and owners only',
        params: StoreParams,
        querystring: ListGroupsQuery,
        response: { 200: GroupList, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      return groupPage(actor, [await readableStore(db, actor, request.params.storeId)], request.query);
    },
  );

  app.get(
    '/stores/:storeId/groups/:groupId',
    {
      schema: {
        ...base,
        operationId: 'getGroup',
        summary: 'One group',
        params: GroupParams,
        response: { 200: GroupView, ...readProblems('notFound', 'provider.timeout', 'provider.tls') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { storeId, groupId } = request.params;
      const store = await readableStore(db, actor, storeId);
      return readingObject(deps, actor, store, groupId, async (from, seen) => {
        const view = await requireGroup(from, actor, store, groupId);
        const lockedFields = lockedIn(store, readerOf(actor, store.id), view.isOwner);
        return {
          ...view,
          lockedFields,
          memberCount: await countSeenMembers(from, seen, actor, store, groupId),
        };
      });
    },
  );

  app.get(
    '/stores/:storeId/groups/:groupId/members',
    {
      schema: {
        ...base,
        operationId: 'listMembers',
        summary: 'Direct members; private groups among them as in the list of groups',
        params: GroupParams,
        querystring: ListMembersQuery,
        response: { 200: MemberList, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { storeId, groupId } = request.params;
      const store = await readableStore(db, actor, storeId);
      const { rows, ...rest } = await readingObject(deps, actor, store, groupId, async (from, seen) => {
        await requireGroup(from, actor, store, groupId);
        return readPage(seen, await memberList(from, actor, store, groupId, request.query), request.query);
      });
      const ends = await listEnds(
        db,
        { storeId, groupId },
        rows.map(({ objectId }) => objectId),
      );
      return {
        items: rows.map((row) => ({
          ...objectView(store, row),
          readOnly: row.readOnly,
          until: endIn(ends.get(row.objectId)),
        })),
        ...rest,
      };
    },
  );
}
