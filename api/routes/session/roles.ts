/** Roles of a store: who may do what. */
import {
  deleteRole,
  getRole,
  insertRole,
  listRoles,
  lockRoles,
  type NewRole,
  type Role,
  updateRole,
} from '../../../activities/database/repositories/roles.ts';
import { hideableFields } from '../../../activities/directory-index/usable-fields.ts';
import { configure, setVersion, versionOf } from '../../configuration.ts';
import { requireAdministrator } from '../../last-administrator.ts';
import { definedOf } from '../../defined-of.ts';
import { ApiProblem, staleVersion } from '../../problem.ts';
import { requireNamedHolders, requireSoundRole } from '../../role-checks.ts';
import { membersOfRole } from '../../role-members.ts';
import { requireOfferedFactors } from '../../role-factors.ts';
import { checkedPolicies } from '../../role-policies.ts';
import { roleView, roleViews } from '../../role-view.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, IfMatch, Query, StoreParams } from '../../schemas/common.ts';
import { PageQuery } from '../../schemas/groups.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import {
  CopyRoleBody,
  CreateRoleBody,
  HideableFields,
  RoleList,
  RoleMembers,
  RoleParams,
  RoleView,
  UpdateRoleBody,
} from '../../schemas/roles.ts';
import { actorOf } from '../../session-actor.ts';
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
      return { items: await roleViews(deps, store, await listRoles(db, store.id)) };
    },
  );

  app.get(
    '/stores/:storeId/hideable-fields',
    {
      schema: {
        ...base,
        operationId: 'listHideableFields',
        summary: 'What a role may hide from its holders, for its policy hiddenFields',
        params: StoreParams,
        response: { 200: HideableFields, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const fields = await hideableFields(db, store);
      return { items: [...fields.values()].map(({ name, label }) => ({ name, label })) };
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
        criteriaContainerId = null,
        clients = null,
        permissions = [],
        policies: given = {},
        enabled = true,
        ...rest
      } = request.body;
      const fields = { ...rest, description, criteriaContainerId, clients, permissions, enabled };
      await requireSoundRole(deps, store, fields, { criteria: true, clients: true, permissions: true });
      const policies = await checkedPolicies(db, store, given);
      const role: NewRole = { ...fields, policies, storeId: store.id };
      const made = await configure(deps, request, 'create role', takenNames, async (tx) => {
        await lockRoles(tx);
        await requireOfferedFactors(tx, role);
        requireNamedHolders({ ...fields, policies });
        return insertRole(tx, role);
      });
      setVersion(reply, made.version);
      return reply.code(request.query.dryRun === true ? 200 : 201).send(await roleView(deps, store, made));
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
      const store = await requireStore(db, request.params.storeId);
      const role = await requireRole(store.id, request.params.roleId);
      setVersion(reply, role.version);
      return roleView(deps, store, role);
    },
  );

  app.patch(
    '/stores/:storeId/roles/:roleId',
    {
      schema: {
        ...base,
        operationId: 'updateRole',
        summary: 'Change a role; the policies that are named replace its own',
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
      const store = await requireStore(db, storeId);
      const role = await requireRole(storeId, roleId);
      const { policies, ...fields } = definedOf(request.body);
      await requireSoundRole(
        deps,
        store,
        { ...role, ...fields },
        {
          criteria: fields.criteriaGroupId !== undefined || fields.criteriaContainerId !== undefined,
          clients: fields.clients !== undefined,
          permissions: fields.permissions !== undefined,
        },
      );
      const change =
        policies === undefined
          ? fields
          : { ...fields, policies: { ...role.policies, ...(await checkedPolicies(db, store, policies)) } };
      const version = versionOf(request);
      const changed = await configure(deps, request, 'change role', takenNames, async (tx) => {
        await lockRoles(tx);
        const written = await updateRole(tx, roleId, version, change);
        if (written === null) throw staleVersion();
        await requireOfferedFactors(tx, written);
        requireNamedHolders(written);
        await requireAdministrator(tx);
        return written;
      });
      setVersion(reply, changed.version);
      return roleView(deps, store, changed);
    },
  );

  app.post(
    '/stores/:storeId/roles/:roleId/copy',
    {
      schema: {
        ...base,
        operationId: 'copyRole',
        summary: 'Create a role like another one, under its own name and number',
        params: RoleParams,
        querystring: Query(DryRun),
        body: CopyRoleBody,
        response: { 200: RoleView, 201: RoleView, ...writeProblems('notFound', 'name.taken') },
      },
    },
    async (request, reply) => {
      const store = await requireStore(db, request.params.storeId);
      const role = await requireRole(store.id, request.params.roleId);
      const { description, criteriaGroupId, criteriaContainerId, clients, permissions, policies, enabled } =
        role;
      const copy: NewRole = {
        ...{ description, criteriaGroupId, criteriaContainerId, clients, permissions, policies, enabled },
        ...request.body,
        storeId: store.id,
      };
      const made = await configure(deps, request, 'copy role', takenNames, (tx) => insertRole(tx, copy));
      setVersion(reply, made.version);
      return reply.code(request.query.dryRun === true ? 200 : 201).send(await roleView(deps, store, made));
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
        summary: 'People the criteria of a role hold: of its group, nested included, or in its container',
        params: RoleParams,
        querystring: PageQuery,
        response: { 200: RoleMembers, ...readProblems('notFound', 'search.unavailable') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const role = await requireRole(store.id, request.params.roleId);
      return membersOfRole(deps, actorOf(request), store, role, request.query);
    },
  );
}
