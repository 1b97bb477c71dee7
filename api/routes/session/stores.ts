/** Identity stores: list, create, edit, enable, disable, delete. */
import type { FastifyRequest } from 'fastify';
import type { Transaction } from '../../../activities/database/client.ts';
import {
  countOpenRequests,
  deleteStore,
  lockStore,
} from '../../../activities/database/repositories/deleted-stores.ts';
import {
  listHealthFactors,
  refreshHealth,
} from '../../../activities/database/repositories/replication-health.ts';
import {
  insertRole,
  listAllRoles,
  listRoles,
  lockRoles,
} from '../../../activities/database/repositories/roles.ts';
import { deleteSessionsOfStore, limitSessions } from '../../../activities/database/repositories/sessions.ts';
import {
  deleteSecrets,
  insertStore,
  listSecretNames,
  listStores,
  updateStore,
} from '../../../activities/database/repositories/stores.ts';
import { defaultRoles } from '../../../activities/platform/default-roles.ts';
import { storeKindInfos } from '../../../activities/platform/live-directory.ts';
import { readSecrets, saveSecret } from '../../../activities/platform/secrets.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { mergeConnection } from '../../connection-settings.ts';
import { requireAdministrator } from '../../last-administrator.ts';
import { lastHistorySwitch, recordHistorySwitch } from '../../history-views.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { NoBody } from '../../schemas/requests.ts';
import {
  CreateStoreBody,
  ForceQuery,
  StoreKinds,
  StoreList,
  StoreView,
  UpdateStoreBody,
} from '../../schemas/stores.ts';
import { beyondReach, requirePermission } from '../../reach.ts';
import { actorOf } from '../../session-actor.ts';
import { requireSoundPrefixes } from '../../store-prefixes.ts';
import { requireSoundLevels } from '../../field-levels.ts';
import { LevelledFields } from '../../schemas/field-levels.ts';
import { levelledFields } from '../../../activities/directory-index/usable-fields.ts';
import {
  healthOf,
  requireConnected,
  requireStore,
  storeKindView,
  storeView,
  viewOfStore,
} from '../../store-view.ts';

const tags = ['Identity stores'];
const takenNames = { identity_stores_name_key: 'name' };

export function storeRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  const saveSecrets = async (
    tx: Transaction,
    storeId: string,
    changes: Readonly<Record<string, string | null>>,
  ): Promise<void> => {
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) await deleteSecrets(tx, storeId, name);
      else await saveSecret(tx, deps.keyRing, storeId, name, value);
    }
  };

  app.get(
    '/store-kinds',
    {
      schema: {
        operationId: 'listStoreKinds',
        tags,
        summary: 'Kinds of directory that can be connected, with their settings',
        'x-permission': 'Manage Identity Store',
        'x-own-store': true,
        response: { 200: StoreKinds, ...readProblems() },
      },
    },
    () => ({
      items: storeKindInfos().map(storeKindView),
    }),
  );

  app.get(
    '/stores',
    {
      schema: {
        operationId: 'listStores',
        tags,
        summary: 'All identity stores; the own one where its roles reach no further',
        'x-permission': 'Manage Identity Store',
        'x-own-store': true,
        response: { 200: StoreList, ...readProblems() },
      },
    },
    async (request) => {
      const { storeId, administersAll } = actorOf(request);
      const [all, secrets] = await Promise.all([listStores(db), listSecretNames(db)]);
      const stores = administersAll ? all : all.filter(({ id }) => id === storeId);
      const [factors, roles, switched] = await Promise.all([
        listHealthFactors(db, stores, deps.now()),
        listAllRoles(db),
        Promise.all(stores.map((store) => lastHistorySwitch(db, store.id))),
      ]);
      const namesOf = Map.groupBy(secrets, (secret) => secret.storeId);
      return {
        items: stores.map((store, index) =>
          storeView(
            store,
            (namesOf.get(store.id) ?? []).map((secret) => secret.name),
            factors.get(store.id) ?? [],
            switched[index] ?? null,
            roles.filter(({ storeId }) => storeId === store.id),
          ),
        ),
      };
    },
  );

  app.post(
    '/stores',
    {
      schema: {
        operationId: 'createStore',
        tags,
        summary: 'Connect a directory; the connection is tested first',
        'x-permission': 'Create Identity Store',
        querystring: ForceQuery,
        body: CreateStoreBody,
        response: {
          200: StoreView,
          201: StoreView,
          ...writeProblems('name.taken', 'store.connect_failed', 'object.notFound'),
        },
      },
    },
    async (request, reply) => {
      const { name, kind, description = '', enabled = true, settings, administratorGroupId } = request.body;
      const historyViews = request.body.historyViews === true;
      const administersAll = request.body.administersAll === true;
      if (administersAll) requireWidening(request);
      const connection = mergeConnection(kind, settings, null);
      const test = await deps.live.test(connection, 'new');
      if (request.query.force !== true) requireConnected(test);
      const view = await configure(deps, request, 'create identity store', takenNames, async (tx) => {
        const store = await insertStore(tx, {
          name,
          kind,
          description,
          enabled,
          historyViews,
          administersAll,
          settings: connection.settings,
          ...healthOf(test),
        });
        if (historyViews) await recordHistorySwitch(tx, actorOf(request), store);
        await saveSecrets(tx, store.id, connection.secretChanges);
        for (const role of defaultRoles(store, administratorGroupId ?? null)) await insertRole(tx, role);
        return viewOfStore(tx, store);
      });
      setVersion(reply, view.version);
      if (request.query.dryRun === true) return reply.code(200).send(view);
      return reply.code(201).header('location', `/api/v1/stores/${view.id}`).send(view);
    },
  );

  app.get(
    '/stores/:storeId',
    {
      schema: {
        operationId: 'getStore',
        tags,
        summary: 'One identity store',
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        response: { 200: StoreView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      setVersion(reply, store.version);
      return viewOfStore(db, store);
    },
  );

  app.get(
    '/stores/:storeId/levelled-fields',
    {
      schema: {
        operationId: 'listLevelledFields',
        tags,
        summary: 'Fields of the store that may have levels, and the roles levels are of; for its fieldLevels',
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        response: { 200: LevelledFields, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const roles = await listRoles(db, store.id);
      return {
        items: await levelledFields(db, store),
        roles: roles.map(({ id, name, priority }) => ({ id, name, priority })),
      };
    },
  );

  app.patch(
    '/stores/:storeId',
    {
      schema: {
        operationId: 'updateStore',
        tags,
        summary:
          'Change an identity store; changed settings are tested first. Its history views, prefixes, levels of fields and session limits need Manage Identity Store Configurations, its reach Manage Security Roles of a store that administers all, all else Manage Identity Store General Info',
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        headers: IfMatch,
        querystring: ForceQuery,
        body: UpdateStoreBody,
        response: {
          200: StoreView,
          ...writeProblems(
            'notFound',
            'version.stale',
            'name.taken',
            'store.connect_failed',
            'role.last_administrator',
          ),
        },
      },
    },
    async (request, reply) => {
      const { settings, ...plain } = request.body;
      requireAreas(request, request.body);
      requireSoundPrefixes(plain.groupNamePrefixes);
      const version = versionOf(request);
      const store = await requireStore(db, request.params.storeId);
      if (version !== null && version !== store.version) throw staleVersion();
      await requireSoundLevels(db, store, plain.fieldLevels);
      const connection =
        settings === undefined
          ? null
          : mergeConnection(store.kind, settings, {
              settings: store.settings,
              secrets: await readSecrets(db, deps.keyRing, store.id),
            });
      const test = connection === null ? null : await deps.live.test(connection, store.id);
      if (test !== null && request.query.force !== true) requireConnected(test);
      const view = await configure(deps, request, 'change identity store', takenNames, async (tx) => {
        if (plain.administersAll !== undefined) await lockRoles(tx);
        const changed = await updateStore(tx, store.id, store.version, {
          ...plain,
          ...(connection === null
            ? {}
            : { settings: connection.settings, pausedReason: null, pausedAt: null }),
          ...(test === null ? {} : healthOf(test)),
        });
        if (changed === null) throw staleVersion();
        if (plain.administersAll === false) await requireAdministrator(tx);
        const { sessionIdleMinutes, sessionHours } = changed;
        if (sessionIdleMinutes !== store.sessionIdleMinutes || sessionHours !== store.sessionHours)
          await limitSessions(tx, store.id, { sessionIdleMinutes, sessionHours });
        // A good test ends the pause and nothing else.
        if (test?.report.ok === true) await refreshHealth(tx, store.id);
        if (changed.historyViews !== store.historyViews)
          await recordHistorySwitch(tx, actorOf(request), changed);
        if (connection !== null) await saveSecrets(tx, store.id, connection.secretChanges);
        return viewOfStore(tx, await requireStore(tx, store.id));
      });
      setVersion(reply, view.version);
      return view;
    },
  );

  for (const [path, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    app.post(
      `/stores/:storeId/${path}`,
      {
        schema: {
          operationId: `${path}Store`,
          tags,
          summary: enabled ? 'Enable an identity store' : 'Disable an identity store and end its sessions',
          'x-permission': 'Manage Identity Store',
          params: StoreParams,
          querystring: Query(DryRun),
          body: NoBody,
          response: { 200: StoreView, ...writeProblems('notFound', 'role.last_administrator') },
        },
      },
      async (request) =>
        configure(deps, request, `${path} identity store`, {}, async (tx) => {
          await lockRoles(tx);
          const store = await updateStore(tx, request.params.storeId, null, { enabled });
          if (store === null) throw ApiProblem.notFound('identity store');
          if (!enabled) {
            await requireAdministrator(tx);
            await deleteSessionsOfStore(tx, store.id);
          }
          return viewOfStore(tx, store);
        }),
    );
  }

  app.delete(
    '/stores/:storeId',
    {
      schema: {
        operationId: 'deleteStore',
        tags,
        summary:
          'Forget an identity store that no open request is about; the directory is not touched, requests and history stay',
        'x-permission': 'Manage Identity Store',
        params: StoreParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound', 'store.in_use', 'role.last_administrator') },
      },
    },
    async (request, reply) => {
      await configure(deps, request, 'delete identity store', {}, async (tx) => {
        await lockRoles(tx);
        const store = await lockStore(tx, request.params.storeId);
        if (store === null) throw ApiProblem.notFound('identity store');
        const open = await countOpenRequests(tx, store.id);
        if (open > 0) throw inUse(open);
        await deleteStore(tx, store, actorOf(request).name);
        await requireAdministrator(tx);
      });
      return reply.code(204).send(null);
    },
  );
}

/** Each part of a store has a permission of its own [stores-and-links S1]. @throws ApiProblem `permission.denied` */
function requireAreas(
  request: FastifyRequest,
  {
    historyViews,
    groupNamePrefixes,
    fieldLevels,
    administersAll,
    sessionIdleMinutes,
    sessionHours,
    ...general
  }: object & {
    historyViews?: boolean;
    groupNamePrefixes?: readonly string[];
    fieldLevels?: readonly object[];
    administersAll?: boolean;
    sessionIdleMinutes?: number;
    sessionHours?: number;
  },
): void {
  if (Object.keys(general).length > 0) requirePermission(request, 'Manage Identity Store General Info');
  const configured = [historyViews, groupNamePrefixes, fieldLevels, sessionIdleMinutes, sessionHours];
  if (configured.some((one) => one !== undefined))
    requirePermission(request, 'Manage Identity Store Configurations');
  if (administersAll !== undefined) requireWidening(request);
}

/** Nobody gives their own roles a wider reach. @throws ApiProblem `permission.denied` */
function requireWidening(request: FastifyRequest): void {
  const { administersAll } = requirePermission(request, 'Manage Security Roles');
  if (!administersAll) throw beyondReach('Manage Security Roles');
}

const inUse = (open: number): ApiProblem =>
  new ApiProblem(
    'store.in_use',
    `${open === 1 ? 'One request' : `${open} requests`} of this identity store ${open === 1 ? 'is' : 'are'} still open. Disable the store so that no more come, have them decided, withdrawn or cancelled under Requests and Operations, then delete it.`,
  );
