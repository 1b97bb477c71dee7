/** What roles come to: permissions and clients there are, what one person may do and why, what one's own roles say of groups. */
import type { Static } from 'typebox';
import { placesForNew } from '../../../activities/directory-index/new-object-places.ts';
import { getIndexed } from '../../../activities/directory-index/objects.ts';
import { listRoles } from '../../../activities/database/repositories/roles.ts';
import { rightsOf } from '../../../activities/platform/role-rights.ts';
import {
  areaOf,
  broaderThan,
  isBuilt,
  permissions,
  prerequisiteOf,
} from '../../../workflows/contracts/permissions.ts';
import { readerOf } from '../../group-view.ts';
import { lockedIn } from '../../locked-fields.ts';
import { denied } from '../../problem.ts';
import { checkRoles, clientsOf } from '../../role-check.ts';
import type { App, RouteDeps } from '../../route.ts';
import { StoreParams } from '../../schemas/common.ts';
import { QueryRules } from '../../schemas/policies.ts';
import { readProblems } from '../../schemas/problem.ts';
import { CheckRolesQuery, ClientList, GroupRules, PermissionList, RoleCheck } from '../../schemas/roles.ts';
import { actorOf } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';

const base = { tags: ['Roles'], 'x-permission': 'Manage Security Roles' as const };

export function roleCheckRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/permissions',
    {
      schema: {
        ...base,
        'x-own-store': true,
        operationId: 'listPermissions',
        summary: 'Every permission a role may hold, by area; some wait for their area to be built',
        response: { 200: PermissionList, ...readProblems() },
      },
    },
    () => ({
      items: permissions.map((name) => ({
        name,
        area: areaOf(name),
        built: isBuilt(name),
        needs: prerequisiteOf(name),
        heldBy: broaderThan(name),
      })),
    }),
  );

  app.get(
    '/stores/:storeId/clients',
    {
      schema: {
        ...base,
        operationId: 'listClients',
        summary: 'What people of a store sign in by: its portals, and the clients there is one of',
        params: StoreParams,
        response: { 200: ClientList, ...readProblems('notFound') },
      },
    },
    async (request) => ({ items: await clientsOf(db, await requireStore(db, request.params.storeId)) }),
  );

  app.get(
    '/stores/:storeId/role-check',
    {
      schema: {
        ...base,
        operationId: 'checkRoles',
        summary: 'The role that is active for a person and a client, why others are not, and what follows',
        params: StoreParams,
        querystring: CheckRolesQuery,
        response: {
          200: RoleCheck,
          ...readProblems('notFound', 'store.disabled', 'provider.timeout', 'provider.credentials'),
        },
      },
    },
    async (request) =>
      checkRoles(deps, actorOf(request), await requireStore(db, request.params.storeId), request.query),
  );

  app.get(
    '/query-rules',
    {
      schema: {
        tags: ['Search'],
        operationId: 'getQueryRules',
        summary: 'What your role says about queries you put together',
        response: { 200: QueryRules, ...readProblems() },
      },
    },
    (request) => actorOf(request).queryDesigner as Static<typeof QueryRules>,
  );

  app.get(
    '/group-rules',
    {
      schema: {
        tags: ['Groups'],
        'x-permission': 'Create Static Group',
        operationId: 'getGroupRules',
        summary: 'What your roles say about the groups you create: prefixes, containers, owners',
        response: { 200: GroupRules, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const { storeId, userId, groups, containers, client } = actorOf(request);
      const store = await requireStore(db, storeId);
      const holder = { groups: new Set(groups), containers: new Set(containers) };
      const rights = rightsOf(await listRoles(db, storeId), holder, client, store);
      if (rights === null) throw denied('Create Static Group');
      const { groupNamePrefixes, newObject, groupOwners } = rights.policies;
      const self = await getIndexed(db, storeId, userId);
      return {
        prefixes: [...(groupNamePrefixes.enforced ?? groupNamePrefixes.offered)],
        prefixRequired: groupNamePrefixes.enforced !== null,
        containers: await placesForNew(db, store, self ?? { path: '', name: '' }, newObject, 'group'),
        owners: { ...groupOwners },
        lockedFields: lockedIn(store, readerOf(actorOf(request), storeId), true),
      };
    },
  );
}
