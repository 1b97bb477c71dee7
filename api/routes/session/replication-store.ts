/** What one store's replication reads, and who is told when it fails. */
import {
  getStoreReplication,
  putStoreReplication,
} from '../../../activities/database/repositories/replication-settings.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { staleVersion } from '../../problem.ts';
import { refuseUsed } from '../../replication/attribute-uses.ts';
import { attributesView, chosenAttributes } from '../../replication/attributes.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { AlertsBody, AlertsView, AttributesBody, AttributesView } from '../../schemas/replication.ts';
import { requireStore } from '../../store-view.ts';

const base = { tags: ['Replication'], 'x-permission': 'Manage Replication' as const, params: StoreParams };
const attributesPath = '/stores/:storeId/replication/attributes';
const alertsPath = '/stores/:storeId/replication/alerts';
const directoryProblems = ['notFound', 'store.disabled', 'provider.timeout', 'provider.tls'] as const;

export function replicationStoreRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    attributesPath,
    {
      schema: {
        ...base,
        operationId: 'getReplicationAttributes',
        summary: 'The attributes the directory has, and those that are indexed',
        response: { 200: AttributesView, ...readProblems(...directoryProblems) },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      const [discovery, chosen] = await Promise.all([
        deps.live.discover(store.id),
        getStoreReplication(db, store.id),
      ]);
      setVersion(reply, chosen?.version ?? 0);
      return attributesView(store.kind, discovery, chosen);
    },
  );

  app.put(
    attributesPath,
    {
      schema: {
        ...base,
        operationId: 'putReplicationAttributes',
        summary:
          'Choose the attributes that are indexed; an added one is complete after a restore, one in use stays',
        headers: IfMatch,
        querystring: Query(DryRun),
        body: AttributesBody,
        response: {
          200: AttributesView,
          ...writeProblems('attribute.in_use', 'version.stale', ...directoryProblems),
        },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      const version = versionOf(request);
      const discovery = await deps.live.discover(store.id);
      const view = await configure(deps, request, 'change replication attributes', {}, async (tx) => {
        const before = await getStoreReplication(tx, store.id);
        const { attributes, added, removed } = chosenAttributes(
          store.kind,
          discovery,
          before?.attributes ?? null,
          request.body.kinds,
        );
        await refuseUsed(tx, store, removed);
        const restoreNeeded = added || (before?.restoreNeeded ?? false);
        const written = await putStoreReplication(tx, store.id, { attributes, restoreNeeded }, version);
        if (written === null) throw staleVersion();
        return attributesView(store.kind, discovery, written);
      });
      setVersion(reply, view.version);
      return view;
    },
  );

  app.get(
    alertsPath,
    {
      schema: {
        ...base,
        operationId: 'getReplicationAlerts',
        summary: 'Who is told when replication fails or waits',
        response: { 200: AlertsView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { id } = await requireStore(db, request.params.storeId);
      const chosen = await getStoreReplication(db, id);
      const version = chosen?.version ?? 0;
      setVersion(reply, version);
      return { to: [...(chosen?.alertTo ?? [])], cc: [...(chosen?.alertCc ?? [])], version };
    },
  );

  app.put(
    alertsPath,
    {
      schema: {
        ...base,
        operationId: 'putReplicationAlerts',
        summary: 'Name who is told when replication fails or waits',
        headers: IfMatch,
        querystring: Query(DryRun),
        body: AlertsBody,
        response: { 200: AlertsView, ...writeProblems('notFound', 'version.stale') },
      },
    },
    async (request, reply) => {
      const { id } = await requireStore(db, request.params.storeId);
      const { to, cc } = request.body;
      const version = versionOf(request);
      const written = await configure(deps, request, 'change replication alerts', {}, async (tx) => {
        const row = await putStoreReplication(tx, id, { alertTo: to, alertCc: cc }, version);
        if (row === null) throw staleVersion();
        return row;
      });
      setVersion(reply, written.version);
      return { to: [...written.alertTo], cc: [...written.alertCc], version: written.version };
    },
  );
}
