/** What stands in containers that a store's settings exclude: in the directory, not in the index (stores-and-links S9). */
import { storeKindInfos } from '../../../activities/platform/live-directory.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { StoreParams } from '../../schemas/common.ts';
import { ExcludedContainers, ExcludedObjects, ExcludedObjectsQuery } from '../../schemas/excluded.ts';
import { readProblems } from '../../schemas/problem.ts';
import { requireStore } from '../../store-view.ts';

const base = {
  tags: ['Identity stores'],
  'x-permission': 'Manage Identity Store' as const,
  params: StoreParams,
};
/** Nobody reads a directory from end to end here; a name narrows it. */
const mostShown = 50;

export function storeExcludedRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/stores/:storeId/excluded',
    {
      schema: {
        ...base,
        operationId: 'listExcludedContainers',
        summary: 'Containers that are neither replicated nor searchable',
        response: { 200: ExcludedContainers, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const { kind, settings } = await requireStore(db, request.params.storeId);
      return { canExclude: canExclude(kind), containers: excludedIn(settings) };
    },
  );

  app.get(
    '/stores/:storeId/excluded/objects',
    {
      schema: {
        ...base,
        operationId: 'listExcludedObjects',
        summary: 'What stands in an excluded container now, read from the directory',
        querystring: ExcludedObjectsQuery,
        response: {
          200: ExcludedObjects,
          ...readProblems('notFound', 'store.disabled', 'provider.timeout', 'provider.tls'),
        },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const { container, name = '' } = request.query;
      // Only what an administrator excluded: all else has lists with rights of their own.
      if (!excludedIn(store.settings).includes(container))
        throw ApiProblem.field('container', 'is not one that this store excludes');
      const found = await deps.live.listWithin(store, container, name, mostShown);
      return {
        found: found !== null,
        items: (found?.objects ?? []).map(({ id, kind, name, displayName, path, enabled }) => ({
          id,
          kind,
          name,
          displayName,
          path,
          enabled,
        })),
        more: found?.more ?? false,
      };
    },
  );
}

const setting = 'excludedContainers';

const canExclude = (kind: string): boolean =>
  storeKindInfos().some((one) => one.kind === kind && Object.hasOwn(one.settings.properties, setting));

function excludedIn({ [setting]: value }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
