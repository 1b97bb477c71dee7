/** Roles of a store: who may do what. */
import { listMembers } from '../../../activities/directory-index/objects.ts';
import {
  deleteRole,
  getRole,
  insertRole,
  listRoles,
  lockRoles,
  type Role,
  updateRole,
} from '../../../activities/database/repositories/roles.ts';
import type { IdentityStore } from '../../../activities/database/repositories/stores.ts';
import { mayBeForEverybody } from '../../../activities/platform/authorize.ts';
import type { Permission } from '../../../workflows/contracts/permissions.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { decodeCursor, pageOf } from '../../cursor.ts';
import { requireAdministrator } from '../../last-administrator.ts';
import { definedOf } from '../../defined-of.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import { checkedPolicies } from '../../role-policies.ts';
import { roleView } from '../../role-view.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit, DryRun, Empty, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { PageQuery } from '../../schemas/groups.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  CreateRoleBody,
  RoleList,
  RoleMembers,
  RoleParams,
  RoleView,
  UpdateRoleBody,
} from '../../schemas/roles.ts';
import { requireStore } from '../../store-view.ts';

const base = { tags: ['Roles'], 'x-permission': 'Manage Security Roles' as const };
const takenNames = { roles_store_name_key: 'name', roles_store_priority_key: 'priority' };

export function roleRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  const requireRole = async (storeId: string, roleId: string): Promise<Role> => {
    const role = await getRole(db, storeId, roleId);
    if (role === null) throw ApiProblem.notFound('role');
    return role;
  };

  const requireGroup = async (store: IdentityStore, groupId: string | null | undefined): Promise<void> => {
    if (groupId === null || groupId === undefined) return;
    const [found] = await deps.live.read(store.id, [groupId]);
    if (found?.kind !== 'group') {
      throw ApiProblem.field('criteriaGroupId', `is not a group of ${store.name}`);
    }
  };

  app.get(
    '/stores/:storeId/roles',
    {
      schema: {
        ...base,
        operationId: 'listRoles',
        summary: 'Roles of a store by priority',
        params: StoreParams,
        response: { 200: RoleList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      return { items: (await listRoles(db, store.id)).map(roleView) };
    },
  );

  app.post(
    '/stores/:storeId/roles',
    {
      schema: {
        ...base,
        operationId: 'createRole',
        summary: 'Create a role; a new one holds no permission unless named',
        params: StoreParams,
        querystring: Query(DryRun),
        body: CreateRoleBody,
        response: {
          200: RoleView,
          201: RoleView,
          ...writeProblems('notFound', 'name.taken', 'store.disabled', 'provider.timeout'),
        },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      const {
        description = '',
        permissions = [],
        policies: given = {},
        enabled = true,
        ...rest
      } = request.body;
      const policies = await checkedPolicies(db, store, given);
      const role = { ...rest, description, permissions, policies, enabled, storeId: store.id };
      refuseTooMuchForEverybody(role);
      await requireGroup(store, role.criteriaGroupId);
      const made = await configure(deps, request, 'create role', takenNames, (tx) => insertRole(tx, role));
      setVersion(reply, made.version);
      return reply.code(request.query.dryRun === true ? 200 : 201).send(roleView(made));
    },
  );

  app.get(
    '/stores/:storeId/roles/:roleId',
    {
      schema: {
        ...base,
        operationId: 'getRole',
        summary: 'One role',
        params: RoleParams,
        response: { 200: RoleView, ...readProblems('notFound') },
      },
    },
    async (request, reply) => {
      const role = await requireRole(request.params.storeId, request.params.roleId);
      setVersion(reply, role.version);
      return roleView(role);
    },
  );

  app.patch(
    '/stores/:storeId/roles/:roleId',
    {
      schema: {
        ...base,
        operationId: 'updateRole',
        summary: 'Change a role',
        params: RoleParams,
        headers: IfMatch,
        querystring: Query(DryRun),
        body: UpdateRoleBody,
        response: {
          200: RoleView,
          ...writeProblems(
            'notFound',
            'version.stale',
            'name.taken',
            'role.last_administrator',
            'store.disabled',
            'provider.timeout',
          ),
        },
      },
    },
    async (request, reply) => {
      const { storeId, roleId } = request.params;
      const role = await requireRole(storeId, roleId);
      const store = await requireStore(db, storeId);
      const { policies, ...fields } = definedOf(request.body);
      const change =
        policies === undefined
          ? fields
          : { ...fields, policies: { ...role.policies, ...(await checkedPolicies(db, store, policies)) } };
      if (change.criteriaGroupId !== undefined || change.permissions !== undefined) {
        refuseTooMuchForEverybody({ ...role, ...change });
      }
      await requireGroup(store, change.criteriaGroupId);
      const version = versionOf(request);
      const changed = await configure(deps, request, 'change role', takenNames, async (tx) => {
        await lockRoles(tx);
        const written = await updateRole(tx, roleId, version, change);
        if (written === null) throw staleVersion();
        await requireAdministrator(tx);
        return written;
      });
      setVersion(reply, changed.version);
      return roleView(changed);
    },
  );

  app.delete(
    '/stores/:storeId/roles/:roleId',
    {
      schema: {
        ...base,
        operationId: 'deleteRole',
        summary: 'Delete a role',
        params: RoleParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound', 'role.last_administrator') },
      },
    },
    async (request, reply) => {
      const role = await requireRole(request.params.storeId, request.params.roleId);
      await configure(deps, request, 'delete role', {}, async (tx) => {
        await lockRoles(tx);
        await deleteRole(tx, role.id);
        await requireAdministrator(tx);
      });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/stores/:storeId/roles/:roleId/members',
    {
      schema: {
        ...base,
        operationId: 'previewRole',
        summary: "Direct members of the role's group",
        params: RoleParams,
        querystring: PageQuery,
        response: { 200: RoleMembers, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const { storeId, roleId } = request.params;
      const { criteriaGroupId } = await requireRole(storeId, roleId);
      const { cursor, limit = defaultLimit } = request.query;
      const after = decodeCursor(cursor, 2);
      if (criteriaGroupId === null) return { items: [], nextCursor: null };
      const rows = await listMembers(db, storeId, criteriaGroupId, {
        limit: limit + 1,
        ...(after === null ? {} : { after: { sortKey: after[0] ?? '', objectId: after[1] ?? '' } }),
      });
      const page = pageOf(rows, limit, (row) => [row.sortKey, row.objectId]);
      return {
        items: page.rows.map((row) => ({ id: row.objectId, kind: row.kind, displayName: row.displayName })),
        nextCursor: page.nextCursor,
      };
    },
  );
}

function refuseTooMuchForEverybody(role: {
  criteriaGroupId: string | null;
  permissions: readonly Permission[];
}): void {
  if (role.criteriaGroupId === null && !mayBeForEverybody(role.permissions)) {
    throw ApiProblem.field('criteriaGroupId', 'must name a group for a role with these permissions');
  }
}
