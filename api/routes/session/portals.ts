/** Portals: what people sign in to, bound to one or more stores. */
import type { Db } from '../../../activities/database/client.ts';
import {
  type BoundPortal,
  deletePortal,
  getPortal,
  insertPortal,
  listPortals,
  updatePortal,
} from '../../../activities/database/repositories/portals.ts';
import { listStores } from '../../../activities/database/repositories/stores.ts';
import { pageSizeRange } from '../../../workflows/contracts/personal-settings.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, IfMatch, Query } from '../../schemas/common.ts';
import {
  CreatePortalBody,
  PortalList,
  PortalParams,
  PortalView,
  UpdatePortalBody,
} from '../../schemas/portals.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { requireUnusedPortal } from '../../workflows/portal.ts';

const base = { tags: ['Portals'], 'x-permission': 'Manage Applications' as const };
const takenNames = { portals_name_key: 'name', portals_path_key: 'path' };

export function portalRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/portals',
    {
      schema: {
        ...base,
        operationId: 'listPortals',
        summary: 'All portals',
        response: { 200: PortalList, ...readProblems() },
      },
    },
    async () => ({ items: (await listPortals(db)).map(portalView) }),
  );

  app.post(
    '/portals',
    {
      schema: {
        ...base,
        'x-permission': 'Create Application',
        operationId: 'createPortal',
        summary: 'Create a portal',
        querystring: Query(DryRun),
        body: CreatePortalBody,
        response: { 200: PortalView, 201: PortalView, ...writeProblems('name.taken') },
      },
    },
    async (request, reply) => {
      const { stores, supportEmail = null, helpUrl = null, ...rest } = withPageSizes(request.body);
      const view = await configure(deps, request, 'create portal', takenNames, async (tx) => {
        await requireStores(tx, stores);
        const id = await insertPortal(tx, { ...rest, supportEmail, helpUrl }, stores);
        return viewOf(tx, id);
      });
      setVersion(reply, view.version);
      if (request.query.dryRun === true) return reply.code(200).send(view);
      return reply.code(201).header('location', `/api/v1/portals/${view.id}`).send(view);
    },
  );

  app.get(
    '/portals/:portalId',
    {
      schema: {
        ...base,
        operationId: 'getPortal',
        summary: 'One portal',
        params: PortalParams,
        response: { 200: PortalView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const view = await viewOf(db, request.params.portalId);
      setVersion(reply, view.version);
      return view;
    },
  );

  app.patch(
    '/portals/:portalId',
    {
      schema: {
        ...base,
        operationId: 'updatePortal',
        summary: 'Change a portal',
        params: PortalParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: UpdatePortalBody,
        response: {
          200: PortalView,
          ...writeProblems('notFound', 'version.stale', 'name.taken', 'portal.in_use'),
        },
      },
    },
    async (request, reply) => {
      const { portalId } = request.params;
      const { stores, ...change } = withPageSizes(request.body);
      const version = versionOf(request);
      await viewOf(db, portalId);
      const view = await configure(deps, request, 'change portal', takenNames, async (tx) => {
        if (stores !== undefined) {
          await requireStores(tx, stores);
          await requireUnusedPortal(tx, portalId, (storeId) => stores.includes(storeId));
        }
        if (!(await updatePortal(tx, portalId, version, change, stores))) throw staleVersion();
        return viewOf(tx, portalId);
      });
      setVersion(reply, view.version);
      return view;
    },
  );

  app.delete(
    '/portals/:portalId',
    {
      schema: {
        ...base,
        operationId: 'deletePortal',
        summary: 'Delete a portal; its stores stay',
        params: PortalParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound', 'portal.in_use') },
      },
    },
    async (request, reply) => {
      const { portalId } = request.params;
      await viewOf(db, portalId);
      await configure(deps, request, 'delete portal', {}, async (tx) => {
        await requireUnusedPortal(tx, portalId);
        await deletePortal(tx, portalId);
      });
      return reply.code(204).send(null);
    },
  );
}

/** @throws ApiProblem naming the field */
function withPageSizes<T extends { readonly requestPageSize?: number }>(body: T): T {
  const { requestPageSize: size } = body;
  if (size === undefined || size >= pageSizeRange.least) return body;
  if (size > 0)
    throw ApiProblem.field(
      'requestPageSize',
      `must be ${String(pageSizeRange.least)} to ${String(pageSizeRange.most)}, or 0 for all`,
    );
  return { ...body, requestPageSize: 0 };
}

async function requireStores(db: Db, ids: readonly string[]): Promise<void> {
  const known = new Set((await listStores(db)).map((store) => store.id));
  const unknown = ids.flatMap((id, position) => (known.has(id) ? [] : [position]));
  if (unknown.length > 0) {
    throw ApiProblem.invalid(
      unknown.map((position) => ({
        field: `stores/${position}`,
        code: 'value.invalid',
        message: 'is not an identity store',
      })),
    );
  }
}

async function viewOf(db: Db, id: string) {
  const portal = await getPortal(db, id);
  if (portal === null) throw ApiProblem.notFound('portal');
  return portalView(portal);
}

const portalView = (portal: BoundPortal) => ({
  id: portal.id,
  name: portal.name,
  path: portal.path,
  supportEmail: portal.supportEmail,
  helpUrl: portal.helpUrl,
  requestPageSize: portal.requestPageSize,
  listPageSize: portal.listPageSize,
  stores: portal.stores.map(({ id, name, enabled }) => ({ id, name, enabled })),
  version: portal.version,
  createdAt: portal.createdAt.toISOString(),
  updatedAt: portal.updatedAt.toISOString(),
});
