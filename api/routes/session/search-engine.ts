/** The search engine: how it is, how far it has been told, and its indices (stores-and-links R6, R9, R10). */
import { listStores } from '../../../activities/database/repositories/stores.ts';
import type { Elasticsearch } from '../../../activities/directory-index/elasticsearch/open.ts';
import { askForRebuild, readFeedState } from '../../../activities/directory-index/outbox.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  ClearedIndices,
  ClearIndicesBody,
  RebuildAnswer,
  RebuildBody,
  SearchEngine,
  UnusedIndices,
} from '../../schemas/search-engine.ts';
import { actorOf } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';

const base = { tags: ['Search engine'], 'x-permission': 'Manage Replication' as const };

export function searchEngineRoutes(app: App, { database: { db }, elasticsearch }: RouteDeps): void {
  const requireEngine = (): Elasticsearch => {
    if (elasticsearch !== null) return elasticsearch;
    throw new ApiProblem(
      'operation.unsupported',
      'PostgreSQL answers searches here, and its index needs no care. Set ELASTICSEARCH_URL to use Elasticsearch.',
    );
  };

  app.get(
    '/search-engine',
    {
      schema: {
        ...base,
        operationId: 'getSearchEngine',
        summary: 'What answers searches, its health, and how far behind it is',
        response: { 200: SearchEngine, ...readProblems('search.unavailable') },
      },
    },
    async () => {
      const [state, health] = await Promise.all([
        readFeedState(db),
        // An engine that is away is an answer here: the rest says since when.
        elasticsearch === null ? null : elasticsearch.readHealth().catch(() => null),
      ]);
      return {
        engine: elasticsearch === null ? ('postgresql' as const) : ('elasticsearch' as const),
        behind: {
          waiting: state.waiting,
          since: state.waitingSince?.toISOString() ?? null,
          refused: state.refused,
          failingSince: state.failingSince?.toISOString() ?? null,
          failure: state.failure,
        },
        rebuilding: state.rebuilding,
        health,
      };
    },
  );

  app.get(
    '/search-engine/unused-indices',
    {
      schema: {
        ...base,
        operationId: 'listUnusedIndices',
        summary: 'Indices of identity stores that were deleted',
        response: { 200: UnusedIndices, ...readProblems('search.unavailable', 'operation.unsupported') },
      },
    },
    async () => ({ items: await requireEngine().listUnusedIndices() }),
  );

  app.post(
    '/search-engine/unused-indices/clear',
    {
      schema: {
        ...base,
        operationId: 'clearUnusedIndices',
        summary: 'Delete unused indices by name; one that is in use is left alone',
        querystring: Query(DryRun),
        body: ClearIndicesBody,
        response: { 200: ClearedIndices, ...writeProblems('search.unavailable', 'operation.unsupported') },
      },
    },
    async (request) => {
      const engine = requireEngine();
      const { names } = request.body;
      if (request.query.dryRun === true) {
        const unused = await engine.listUnusedIndices();
        return { cleared: unused.map(({ name }) => name).filter((name) => names.includes(name)) };
      }
      const cleared = await engine.clearUnusedIndices(names);
      request.log.info(
        { audit: 'clear unused indices', actor: actorOf(request).userId, cleared },
        'indices cleared',
      );
      return { cleared };
    },
  );

  app.post(
    '/search-engine/rebuild',
    {
      schema: {
        ...base,
        operationId: 'rebuildIndices',
        summary:
          'Make the indices of one store, or of all, anew from PostgreSQL; the old ones are searched until then',
        querystring: Query(DryRun),
        body: RebuildBody,
        response: { 202: RebuildAnswer, ...writeProblems('notFound', 'operation.unsupported') },
      },
    },
    async (request, reply) => {
      requireEngine();
      const { storeId } = request.body;
      const stores = storeId === undefined ? await listStores(db) : [await requireStore(db, storeId)];
      if (request.query.dryRun !== true) {
        await askForRebuild(
          db,
          stores.map(({ id }) => id),
        );
      }
      return reply.code(202).send({ stores: stores.length });
    },
  );
}
