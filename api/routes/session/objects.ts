/** One object of the directory, whatever it is, and the groups that hold it: from the index. */
import { groupsOf, listIndexed } from '../../../activities/directory-index/objects.ts';
import { prepareList, readableStore, readPage, viewsOf } from '../../directory-list.ts';
import { readingObject } from '../../excluded-object.ts';
import { groupViews, readerOf } from '../../group-view.ts';
import { detailsOf, referencesIn } from '../../object-view.ts';
import type { App, RouteDeps } from '../../route.ts';
import { MemberOfList, MemberOfQuery, ObjectParams, ObjectView } from '../../schemas/objects.ts';
import { listProblems } from '../../schemas/lists.ts';
import { readProblems } from '../../schemas/problem.ts';
import { actorOf } from '../../session-actor.ts';
import { groupsVisibleTo, maySee, requireObject } from '../../visible-object.ts';

const base = { tags: ['Objects'] };

/** Excluded objects are read from the directory. */
const problems = readProblems('notFound', 'provider.timeout', 'provider.tls');

export function objectRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/stores/:storeId/objects/:objectId',
    {
      schema: {
        ...base,
        operationId: 'getObject',
        summary: 'One person, group, contact, computer or container',
        params: ObjectParams,
        response: { 200: ObjectView, ...problems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { storeId, objectId } = request.params;
      const store = await readableStore(deps.database.db, actor, storeId);
      return readingObject(deps, actor, store, objectId, async (db) => {
        const object = await requireObject(db, actor, store, objectId);
        const named = await listIndexed(db, store.id, referencesIn(store, object));
        for (const [id, one] of named) if (!(await maySee(db, actor, store, one))) named.delete(id);
        return detailsOf(store, object, named);
      });
    },
  );

  app.get(
    '/stores/:storeId/objects/:objectId/groups',
    {
      schema: {
        ...base,
        operationId: 'listGroupsOf',
        summary: 'The groups that hold an object; private ones for their members and owners only',
        params: ObjectParams,
        querystring: MemberOfQuery,
        response: { 200: MemberOfList, ...listProblems },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { storeId, objectId } = request.params;
      const store = await readableStore(deps.database.db, actor, storeId);
      return readingObject(deps, actor, store, objectId, async (db, index) => {
        await requireObject(db, actor, store, objectId);
        const { nested = false, ...query } = request.query;
        const list = await prepareList(db, actor, 'groups', [store], query, async () => ({
          kind: 'group',
          isOwn: store.id === actor.storeId && objectId === actor.userId,
          groupsOf: { memberId: objectId, nested },
          visible: await groupsVisibleTo(db, actor, store),
        }));
        const { rows, ...rest } = await readPage(index, list, query);
        const direct = new Set(nested ? await groupsOf(db, store.id, objectId) : []);
        const items = await viewsOf([store], rows, (_store, own) =>
          groupViews(db, store, readerOf(actor, store.id), own),
        );
        return {
          items: items.map((group) => ({ ...group, direct: !nested || direct.has(group.id) })),
          ...rest,
        };
      });
    },
  );
}
