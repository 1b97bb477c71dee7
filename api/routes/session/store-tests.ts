/** Testing connections and starting replication. */
import { resumeStore } from '../../../activities/database/repositories/replication-health.ts';
import { setStoreHealth } from '../../../activities/database/repositories/stores.ts';
import { readSecrets } from '../../../activities/platform/secrets.ts';
import { replicateWorkflowId } from '../../../workflows/contracts/ids.ts';
import { mergeConnection } from '../../connection-settings.ts';
import { isDryRun } from '../../dry-run.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { NoBody } from '../../schemas/requests.ts';
import { Operation } from '../../schemas/operations.ts';
import { TestResult, TestStoreBody } from '../../schemas/stores.ts';
import { requirePermission } from '../../reach.ts';
import { actorOf } from '../../session-actor.ts';
import { requireStore, testView } from '../../store-view.ts';
import { ChainView } from '../../schemas/history.ts';
import { isDeletedStore } from '../../../activities/database/repositories/deleted-stores.ts';
import { verifyHistory } from '../../../activities/database/repositories/history.ts';

const tags = ['Identity stores'];

export function storeTestRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.post(
    '/stores/test',
    {
      schema: {
        operationId: 'testStoreSettings',
        tags,
        summary: 'Test settings that are not saved',
        'x-permission': 'Manage Identity Store',
        body: TestStoreBody,
        response: { 200: TestResult, ...writeProblems('notFound') },
      },
    },
    async (request) => {
      const { kind, settings, storeId } = request.body;
      // Its stored secrets are used, beside settings that only editors may choose.
      if (storeId !== undefined) requirePermission(request, 'Manage Identity Store General Info');
      const store = storeId === undefined ? null : await requireStore(db, storeId);
      if (store !== null && store.kind !== kind) {
        throw ApiProblem.field('kind', 'is not the kind of the store with this id');
      }
      const known =
        store === null
          ? null
          : { settings: store.settings, secrets: await readSecrets(db, deps.keyRing, store.id) };
      return testView(await deps.live.test(mergeConnection(kind, settings, known), storeId ?? 'new'));
    },
  );

  app.post(
    '/stores/:storeId/test',
    {
      schema: {
        operationId: 'testStore',
        tags,
        summary: 'Test the connection of an identity store; its health follows, unless it is a dry run',
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        querystring: Query(DryRun),
        body: NoBody,
        response: { 200: TestResult, ...writeProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const secrets = await readSecrets(db, deps.keyRing, store.id);
      const test = await deps.live.test({ kind: store.kind, settings: store.settings, secrets }, store.id);
      if (isDryRun(request)) return testView(test);
      if (test.report.ok) await resumeStore(db, store.id);
      else await setStoreHealth(db, store.id, 'errors', test.report.message);
      return testView(test);
    },
  );

  app.post(
    '/stores/:storeId/replicate',
    {
      schema: {
        operationId: 'replicateStore',
        tags,
        summary: 'Read what changed into the index; everything at the first time',
        'x-permission': 'Manage Replication',
        params: StoreParams,
        querystring: Query(DryRun),
        body: NoBody,
        response: { 202: Operation, ...writeProblems('notFound', 'store.disabled') },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      if (!store.enabled) {
        throw new ApiProblem('store.disabled', 'Enable this identity store first.');
      }
      if (request.query.dryRun !== true)
        await deps.engine.startReplication('objects', {
          storeId: store.id,
          actorId: actorOf(request).userId,
        });
      return reply.code(202).send({ operationId: replicateWorkflowId(store.id) });
    },
  );

  app.get(
    '/stores/:storeId/history/verification',
    {
      schema: {
        operationId: 'verifyHistory',
        tags: ['History'],
        summary: "Check the hash chain of a store's history",
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        response: { 200: ChainView, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const { storeId } = request.params;
      // The journal of a deleted store is proved like any other.
      if (!(await isDeletedStore(db, storeId))) await requireStore(db, storeId);
      return { ...(await verifyHistory(db, storeId)) };
    },
  );
}
