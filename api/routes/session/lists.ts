/** What lists can be filtered and sorted by, for those who build filters. */
import { fieldsOfAny, usableFields } from '../../../activities/directory-index/usable-fields.ts';
import { type DirectoryList, directoryLists } from '../../../activities/platform/directory-fields.ts';
import {
  type RecordField,
  recordFields,
  type RecordList,
  recordLists,
} from '../../../activities/platform/record-fields.ts';
import { readableStores } from '../../directory-list.ts';
import { readerOf } from '../../group-view.ts';
import type { App, RouteDeps } from '../../route.ts';
import { AttributeList, AttributesQuery } from '../../schemas/lists.ts';
import { readProblems } from '../../schemas/problem.ts';
import { actorOf } from '../../session-actor.ts';

export function listRoutes(app: App, { database: { db } }: RouteDeps): void {
  app.get(
    '/filter-attributes',
    {
      schema: {
        operationId: 'listFilterAttributes',
        tags: ['Lists'],
        summary: 'What a list can be filtered and sorted by',
        querystring: AttributesQuery,
        response: { 200: AttributeList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const reader = readerOf(actor, actor.storeId);
      const stores = await readableStores(db, actor, request.query.stores);
      const { list } = request.query;
      const fieldsIn = async (one: DirectoryList | RecordList): Promise<Iterable<RecordField>> =>
        one === 'requests' || one === 'history'
          ? recordFields[one].values()
          : fieldsOfAny(await usableFields(db, one, stores, reader)).values();
      const lists = list === undefined ? [...directoryLists, ...recordLists] : [list];
      const found = await Promise.all(lists.map(async (one) => [one, await fieldsIn(one)] as const));
      const items = found.flatMap(([one, fields]) =>
        [...fields].map(({ name, label, type, operators, choices, references, sortable }) => ({
          list: one,
          name,
          label,
          type,
          operators: [...operators],
          choices: [...choices],
          references,
          sortable,
        })),
      );
      return { items };
    },
  );
}
