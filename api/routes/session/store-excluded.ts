/** What stands in containers that a store's settings exclude: in the directory, not in the index (stores-and-links S9). */
import { storeKindInfos } from '../../../activities/platform/live-directory.ts';
import { excludedIn } from '../../excluded-object.ts';
import { replicatedKinds } from '../../../workflows/contracts/replication.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { StoreParams } from '../../schemas/common.ts';
import {
  Containers,
  ContainersQuery,
  ExcludedContainers,
  ExcludedObjects,
  ExcludedObjectsQuery,
} from '../../schemas/excluded.ts';
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
    '/stores/:storeId/containers',
    {
      schema: {
        ...base,
        operationId: 'listContainers',
        summary:
          'Containers to choose from in settings, read from the directory; without those that are excluded',
        querystring: ContainersQuery,
        response: {
          200: Containers,
          ...readProblems('notFound', 'store.disabled', 'provider.timeout', 'provider.tls'),
        },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const kinds = (['container'] as const).filter((kind) => replicatedKinds[store.kind].includes(kind));
      if (kinds.length === 0) return { items: [], more: false };
      const found = await deps.live.listWithin(store, null, request.query.name ?? '', mostShown, kinds);
      return {
        items: (found?.objects ?? []).map(({ name, path }) => ({ name, path })),
        more: found?.more ?? false,
      };
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
