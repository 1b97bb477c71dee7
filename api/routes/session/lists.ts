/** What lists can be filtered and sorted by, for those who build filters. */
import { directoryLists } from '../../../activities/platform/directory-fields.ts';
import { fieldsOfStores, readableStores } from '../../directory-list.ts';
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
        summary: 'What a list of groups, users or members can be filtered and sorted by',
        querystring: AttributesQuery,
        response: { 200: AttributeList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const stores = await readableStores(db, actorOf(request), request.query.stores);
      const { list } = request.query;
      const items = (list === undefined ? directoryLists : [list]).flatMap((one) =>
        [...fieldsOfStores(one, stores).values()].map(
          ({ source: _source, operators, choices, ...field }) => ({
            list: one,
            ...field,
            operators: [...operators],
            choices: [...choices],
          }),
        ),
      );
      return { items };
    },
  );
}
