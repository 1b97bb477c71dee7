/** Replication of all stores: where it stands, starting it, its settings, removals that wait. */
import {
  decideHeld,
  getHeld,
  listReplicationRuns,
  settleStatus,
} from '../../../activities/database/repositories/replication.ts';
import { refreshHealth } from '../../../activities/database/repositories/replication-health.ts';
import {
  getReplicationSettings,
  putReplicationSettings,
} from '../../../activities/database/repositories/replication-settings.ts';
import { type IdentityStore, listStores } from '../../../activities/database/repositories/stores.ts';
import type { Db } from '../../../activities/database/client.ts';
import { type ReplicationRun, replicateWorkflowId } from '../../../workflows/contracts/ids.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { decodeCursor, instantAndId, pageOf } from '../../cursor.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import { heldViews, replicationOverview } from '../../replication/overview.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit, DryRun, IfMatch, Query } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  HeldParams,
  HeldRemovalView,
  ReplicationOverview,
  ReplicationRunList,
  ReplicationRunQuery,
  ReplicationSettingsBody,
  ReplicationSettingsView,
  RestoreBody,
  StartedReplications,
  StartQuery,
  StartReplicationBody,
} from '../../schemas/replication.ts';
import { NoBody } from '../../schemas/requests.ts';
import { actorOf } from '../../session-actor.ts';

const base = { tags: ['Replication'], 'x-permission': 'Manage Replication' as const };

export function replicationRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  /** One run per store and kind at a time: a second request is told of the one under way. */
  const start = async (
    run: ReplicationRun,
    stores: readonly IdentityStore[],
    actorId: string,
    dry: boolean,
  ) => {
    for (const { id } of dry ? [] : stores) await deps.engine.startReplication(run, { storeId: id, actorId });
    return {
      operations: stores.map(({ id }) => ({ storeId: id, operationId: replicateWorkflowId(id, run) })),
    };
  };

  app.get(
    '/replication',
    {
      schema: {
        ...base,
        operationId: 'getReplication',
        summary: 'Where the replication of each store stands, by kind of object',
        response: { 200: ReplicationOverview, ...readProblems() },
      },
    },
    () => replicationOverview(db, deps.now()),
  );

  app.get(
    '/replication/runs',
    {
      schema: {
        ...base,
        operationId: 'listReplicationRuns',
        summary: 'What replication did, newest first',
        querystring: ReplicationRunQuery,
        response: { 200: ReplicationRunList, ...readProblems() },
      },
    },
    async (request) => {
      const { cursor, limit = defaultLimit, storeId, run } = request.query;
      const last = decodeCursor(cursor, 2);
      const [rows, stores] = await Promise.all([
        listReplicationRuns(db, {
          ...(storeId === undefined ? {} : { storeId }),
          ...(run === undefined ? {} : { run }),
          after: last === null ? null : instantAndId(last[0] ?? '', last[1] ?? ''),
          limit: limit + 1,
        }),
        listStores(db),
      ]);
      const names = new Map(stores.map(({ id, name }) => [id, name]));
      const page = pageOf(rows, limit, ({ startedAt, id }) => [startedAt.toISOString(), id]);
      return {
        items: page.rows.map(({ workflowId, problem, startedAt, endedAt, ...row }) => ({
          ...row,
          storeName: names.get(row.storeId) ?? '',
          operationId: workflowId,
          reason: problem === null ? null : { code: problem.code, message: problem.message },
          startedAt: startedAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
        })),
        nextCursor: page.nextCursor,
      };
    },
  );

  app.post(
    '/replication/run',
    {
      schema: {
        ...base,
        operationId: 'startReplication',
        summary: 'Replicate one, several or all stores now; the timetable stays as it is',
        querystring: StartQuery,
        body: StartReplicationBody,
        response: { 202: StartedReplications, ...writeProblems('notFound', 'store.disabled') },
      },
    },
    async (request, reply) => {
      const { run, storeIds } = request.body;
      const stores = await chosenStores(db, storeIds);
      return reply
        .code(202)
        .send(await start(run, stores, actorOf(request).userId, request.query.dryRun === true));
    },
  );

  app.post(
    '/replication/restore',
    {
      schema: {
        ...base,
        operationId: 'restoreIndex',
        summary:
          'Rebuild the index of one, several or all stores; searches see the old one until it is complete',
        querystring: StartQuery,
        body: RestoreBody,
        response: { 202: StartedReplications, ...writeProblems('notFound', 'store.disabled') },
      },
    },
    async (request, reply) => {
      const stores = await chosenStores(db, request.body.storeIds);
      return reply
        .code(202)
        .send(await start('restore', stores, actorOf(request).userId, request.query.dryRun === true));
    },
  );

  app.get(
    '/replication/settings',
    {
      schema: {
        ...base,
        operationId: 'getReplicationSettings',
        summary: 'How often stores are replicated, and when failures are told',
        response: { 200: ReplicationSettingsView, ...readProblems() },
      },
    },
    async (_request, reply) => {
      const settings = await getReplicationSettings(db);
      setVersion(reply, settings.version);
      return settings;
    },
  );

  app.put(
    '/replication/settings',
    {
      schema: {
        ...base,
        operationId: 'putReplicationSettings',
        summary: 'Change how often stores are replicated',
        headers: IfMatch,
        querystring: Query(DryRun),
        body: ReplicationSettingsBody,
        response: { 200: ReplicationSettingsView, ...writeProblems('version.stale') },
      },
    },
    async (request, reply) => {
      const version = versionOf(request);
      const settings = await configure(deps, request, 'change replication settings', {}, async (tx) => {
        const written = await putReplicationSettings(tx, request.body, version);
        if (written === null) throw staleVersion();
        return written;
      });
      setVersion(reply, settings.version);
      return settings;
    },
  );

  for (const [verb, state, summary] of [
    ['confirm', 'confirmed', 'Remove what is still gone of these objects, and nothing else'],
    ['dismiss', 'dismissed', 'Keep these objects; the next comparison judges anew'],
  ] as const) {
    app.post(
      `/replication/held/:heldId/${verb}`,
      {
        schema: {
          ...base,
          operationId: `${verb}HeldRemoval`,
          summary,
          params: HeldParams,
          querystring: Query(DryRun),
          body: NoBody,
          response: { 200: HeldRemovalView, ...writeProblems('notFound', 'object.state') },
        },
      },
      async (request) => {
        const { heldId } = request.params;
        const { userId } = actorOf(request);
        const view = await configure(deps, request, `${verb} held removal`, {}, async (tx) => {
          const decided = await decideHeld(tx, heldId, state, userId);
          const held = await getHeld(tx, heldId);
          if (held === null) throw ApiProblem.notFound('held removal');
          // Sent twice it is the same decision.
          if (decided === null && held.state !== state && !(verb === 'confirm' && held.state === 'done'))
            throw settled();
          await settleStatus(tx, held.storeId);
          await refreshHealth(tx, held.storeId);
          const [shown] = await heldViews(tx, [held]);
          if (shown === undefined) throw ApiProblem.notFound('held removal');
          return shown;
        });
        if (verb === 'confirm' && request.query.dryRun !== true)
          await deps.engine.startReplication('deleted', { storeId: view.storeId, actorId: userId });
        return view;
      },
    );
  }
}

/** @throws ApiProblem `notFound` for one that is not there, `store.disabled` for one that is named and disabled */
async function chosenStores(db: Db, storeIds: readonly string[] | undefined): Promise<IdentityStore[]> {
  const all = await listStores(db);
  if (storeIds === undefined) return all.filter(({ enabled }) => enabled);
  return storeIds.map((id) => {
    const store = all.find((one) => one.id === id);
    if (store === undefined) throw ApiProblem.notFound('identity store');
    if (!store.enabled)
      throw new ApiProblem('store.disabled', `Enable the identity store ${store.name} first.`);
    return store;
  });
}

const settled = (): ApiProblem =>
  new ApiProblem(
    'object.state',
    'This removal does not wait any more: it was decided, or the directory shows other objects now. Look at the replication again.',
  );
