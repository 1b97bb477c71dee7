/** The paths of Graph v1.0 that a directory needs. */
import type { Answer, Call } from './call.ts';
import type { Application } from './application.ts';
import type { DeltaQueries } from './delta.ts';
import { badRequest, denied, GraphFailure, notFound } from './failure.ts';
import { createGroup, isUnified, updateGroup, upsertGroup } from './groups.ts';
import { collection, type Found, render } from './query.ts';
import {
  holders,
  idInReference,
  removeReference,
  bindReferences,
  setManager,
  transitiveMembers,
} from './references.ts';
import type { ObjectType, Properties, Tenant } from './tenant.ts';
import { createUser, updateUser } from './users.ts';

interface Scene {
  readonly tenant: Tenant;
  readonly application: Application;
  readonly delta: DeltaQueries;
}
type Handler = (scene: Scene, call: Call, parameters: readonly string[]) => Answer;

const none: Answer = { status: 204 };
const ok = (body: unknown): Answer => ({ status: 200, body });
const bodyOf = (call: Call): Properties => {
  if (typeof call.body !== 'object' || call.body === null) throw badRequest('A request body is required.');
  return call.body as Properties;
};
const eventual = (call: Call): boolean => call.headers['consistencylevel']?.toLowerCase() === 'eventual';

const routes: readonly (readonly [string, RegExp, Handler])[] = [
  ['GET', /^\/users$/, list('user')],
  ['GET', /^\/groups$/, list('group')],
  [
    'POST',
    /^\/users$/,
    (scene, call) => {
      requireWrite(scene, 'user');
      return created(scene, call, createUser(scene.tenant, bodyOf(call)));
    },
  ],
  [
    'POST',
    /^\/groups$/,
    (scene, call) => {
      requireWrite(scene, 'group');
      return created(scene, call, createGroup(scene.tenant, bodyOf(call)));
    },
  ],
  [
    'GET',
    /^\/(user|group)s\/(?:microsoft\.graph\.)?delta(?:\(\))?$/,
    (scene, call, [type]) => ok(scene.delta.answer(call, type as ObjectType)),
  ],
  [
    'GET',
    /^\/groups\(uniqueName='((?:[^']|'')+)'\)$/,
    (scene, call, [name = '']) => {
      for (const found of scene.tenant.living('group')) {
        if (found.version.properties['uniqueName'] === name) return entity(scene, call, found, 'groups');
      }
      throw notFound(name);
    },
  ],
  [
    'PATCH',
    /^\/groups\(uniqueName='((?:[^']|'')+)'\)$/,
    (scene, call, [name = '']) => {
      requireWrite(scene, 'group');
      const wanted = call.headers['prefer']?.includes('create-if-missing') === true;
      const result = upsertGroup(scene.tenant, name, (call.body ?? {}) as Properties, wanted);
      return result.created ? created(scene, call, result.id) : none;
    },
  ],
  [
    'GET',
    /^\/users\/([^/]+)$/,
    (scene, call, [id = '']) => entity(scene, call, requireUser(scene.tenant, id, call), 'users'),
  ],
  [
    'GET',
    /^\/groups\/([^/]+)$/,
    (scene, call, [id = '']) =>
      entity(scene, call, scene.tenant.require(id, 'group', eventual(call)), 'groups'),
  ],
  [
    'GET',
    /^\/directoryObjects\/([^/]+)$/,
    (scene, call, [id = '']) =>
      ok({
        '@odata.context': `${call.base}/$metadata#directoryObjects/$entity`,
        ...render(scene.tenant, scene.tenant.require(id), call, true),
      }),
  ],
  [
    'PATCH',
    /^\/users\/([^/]+)$/,
    (scene, call, [id = '']) => {
      requireWrite(scene, 'user');
      updateUser(scene.tenant, requireUser(scene.tenant, id, call).entry.id, bodyOf(call));
      return none;
    },
  ],
  [
    'PATCH',
    /^\/groups\/([^/]+)$/,
    (scene, call, [id = '']) => {
      requireWrite(scene, 'group');
      updateGroup(scene.tenant, scene.tenant.require(id, 'group').entry.id, bodyOf(call));
      return none;
    },
  ],
  [
    'DELETE',
    /^\/(user|group)s\/([^/]+)$/,
    (scene, _call, [type, id = '']) => {
      requireWrite(scene, type as ObjectType);
      const { entry, version } = scene.tenant.require(id, type as ObjectType);
      if (version.properties['onPremisesSyncEnabled'] === true)
        throw badRequest('Deletion is not allowed for on-premises mastered objects.');
      scene.tenant.remove(entry.id, type === 'user' || isUnified(version.properties));
      return none;
    },
  ],
  [
    'GET',
    /^\/users\/([^/]+)\/manager$/,
    (scene, call, [id = '']) => {
      const { version } = requireUser(scene.tenant, id, call);
      if (version.manager === null) throw notFound('manager');
      return ok({
        '@odata.context': `${call.base}/$metadata#directoryObjects/$entity`,
        ...render(scene.tenant, scene.tenant.require(version.manager), call, true),
      });
    },
  ],
  [
    'PUT',
    /^\/users\/([^/]+)\/manager\/\$ref$/,
    (scene, call, [id = '']) => {
      requireWrite(scene, 'user');
      setManager(scene.tenant, id, idInReference(bodyOf(call)['@odata.id']));
      return none;
    },
  ],
  [
    'DELETE',
    /^\/users\/([^/]+)\/manager\/\$ref$/,
    (scene, _call, [id = '']) => {
      requireWrite(scene, 'user');
      setManager(scene.tenant, id, null);
      return none;
    },
  ],
  [
    'GET',
    /^\/users\/([^/]+)\/directReports$/,
    (scene, call, [id = '']) => {
      const all = [...scene.tenant.living('user')].filter(({ version }) => version.manager === id);
      return ok(collection(scene.tenant, call, all, { context: 'directoryObjects', typed: true }));
    },
  ],
  [
    'POST',
    /^\/users\/([^/]+)\/revokeSignInSessions$/,
    (scene, call, [id = '']) => {
      requireUser(scene.tenant, id, call);
      return ok({ '@odata.context': `${call.base}/$metadata#Edm.Boolean`, value: true });
    },
  ],
  [
    'GET',
    /^\/(?:user|group|device|contact)s\/([^/]+)\/(memberOf|transitiveMemberOf)(?:\/microsoft\.graph\.group)?$/,
    (scene, call, [id = '', which]) => {
      scene.tenant.require(id);
      const ids = holders(scene.tenant, id, which === 'transitiveMemberOf');
      return ok(
        collection(scene.tenant, call, foundOf(scene.tenant, ids, call), {
          context: 'directoryObjects',
          typed: true,
        }),
      );
    },
  ],
  [
    'POST',
    /^\/(?:users|groups|directoryObjects)\/([^/]+)\/getMemberGroups$/,
    (scene, _call, [id = '']) => {
      scene.tenant.require(id);
      return ok({ value: holders(scene.tenant, id, true) });
    },
  ],
  [
    'POST',
    /^\/(?:users|groups|directoryObjects)\/([^/]+)\/checkMemberGroups$/,
    (scene, call, [id = '']) => {
      scene.tenant.require(id);
      const { groupIds } = bodyOf(call) as { groupIds?: string[] };
      if (!Array.isArray(groupIds) || groupIds.length > 20) throw badRequest('Invalid groupIds.');
      const held = new Set(holders(scene.tenant, id, true));
      return ok({ value: groupIds.filter((group) => held.has(group)) });
    },
  ],
  [
    'GET',
    /^\/groups\/([^/]+)\/(members|owners|transitiveMembers)$/,
    (scene, call, [id = '', which = '']) => {
      const { version } = scene.tenant.require(id, 'group', eventual(call));
      const ids =
        which === 'transitiveMembers'
          ? transitiveMembers(scene.tenant, id)
          : version[which as 'members' | 'owners'];
      return ok(
        collection(scene.tenant, call, foundOf(scene.tenant, ids, call), {
          context: 'directoryObjects',
          typed: true,
        }),
      );
    },
  ],
  [
    'GET',
    /^\/groups\/([^/]+)\/(members|owners)\/\$count$/,
    (scene, call, [id = '', which = '']) => {
      if (!eventual(call)) throw badRequest('$count is not currently supported.');
      const { version } = scene.tenant.require(id, 'group', true);
      return { status: 200, body: String(version[which as 'members' | 'owners'].size) };
    },
  ],
  [
    'POST',
    /^\/groups\/([^/]+)\/(members|owners)\/\$ref$/,
    (scene, call, [id = '', list]) => {
      requireWrite(scene, 'group');
      const group = scene.tenant.require(id, 'group').entry.id;
      bindReferences(scene.tenant, group, [
        { list: list as 'members' | 'owners', id: idInReference(bodyOf(call)['@odata.id']) },
      ]);
      return none;
    },
  ],
  [
    'DELETE',
    /^\/groups\/([^/]+)\/(members|owners)\/([^/]+)\/\$ref$/,
    (scene, _call, [id = '', list, member = '']) => {
      requireWrite(scene, 'group');
      removeReference(scene.tenant, id, { list: list as 'members' | 'owners', id: member });
      return none;
    },
  ],
  [
    'POST',
    /^\/directoryObjects\/getByIds$/,
    (scene, call) => {
      const { ids, types } = bodyOf(call) as { ids?: string[]; types?: string[] };
      if (!Array.isArray(ids) || ids.length > 1000) throw badRequest('Invalid ids: at most 1000.');
      const found = foundOf(
        scene.tenant,
        ids.map((id) => id.toLowerCase()),
        call,
      ).filter(
        ({ entry }) => types === undefined || types.includes(entry.type) || types.includes('directoryObject'),
      );
      return ok({
        '@odata.context': `${call.base}/$metadata#directoryObjects`,
        value: found.map((each) => render(scene.tenant, each, call, true)),
      });
    },
  ],
  [
    'POST',
    /^\/directoryObjects\/getAvailableExtensionProperties$/,
    ({ tenant, application }, call) => {
      if (!application.may('Directory.Read.All')) throw denied();
      const { isSyncedFromOnPremises: synced } = bodyOf(call);
      const found = tenant.extensions.filter(
        (one) => synced === undefined || one.isSyncedFromOnPremises === synced,
      );
      return ok({
        '@odata.context': `${call.base}/$metadata#Collection(extensionProperty)`,
        value: found.map((one) => ({
          '@odata.type': '#microsoft.graph.extensionProperty',
          id: tenant.id,
          deletedDateTime: null,
          appDisplayName: 'HR',
          ...one,
        })),
      });
    },
  ],
  [
    'GET',
    /^\/directory\/deletedItems\/microsoft\.graph\.(user|group)$/,
    (scene, call, [type]) => {
      const found = [...deletedOf(scene.tenant)].filter(({ entry }) => entry.type === type);
      return ok(
        collection(scene.tenant, call, found, { type: type as ObjectType, context: `${String(type)}s` }),
      );
    },
  ],
  [
    'GET',
    /^\/directory\/deletedItems\/([^/]+)$/,
    (scene, call, [id = '']) =>
      ok({
        '@odata.context': `${call.base}/$metadata#directoryObjects/$entity`,
        ...render(scene.tenant, requireDeleted(scene.tenant, id), call, true),
      }),
  ],
  [
    'POST',
    /^\/directory\/deletedItems\/([^/]+)\/restore$/,
    (scene, call, [id = '']) => {
      const { entry } = requireDeleted(scene.tenant, id);
      requireWrite(scene, entry.type);
      scene.tenant.restore(entry.id);
      return ok({
        '@odata.context': `${call.base}/$metadata#directoryObjects/$entity`,
        ...render(scene.tenant, scene.tenant.require(entry.id), call, true),
      });
    },
  ],
  [
    'DELETE',
    /^\/directory\/deletedItems\/([^/]+)$/,
    (scene, _call, [id = '']) => {
      scene.tenant.remove(requireDeleted(scene.tenant, id).entry.id, false);
      return none;
    },
  ],
  [
    'GET',
    /^\/organization$/,
    ({ tenant, application }, call) => {
      if (!application.may('Organization.Read.All', 'Directory.Read.All')) throw denied();
      return ok({
        '@odata.context': `${call.base}/$metadata#organization`,
        value: [
          {
            id: tenant.id,
            displayName: 'Contoso',
            countryLetterCode: 'US',
            city: 'Redmond',
            businessPhones: [],
            assignedPlans: [],
            verifiedDomains: [
              {
                name: tenant.domain,
                isDefault: true,
                isInitial: true,
                type: 'Managed',
                capabilities: 'Email',
              },
              ...(tenant.customDomain === null
                ? []
                : [
                    {
                      name: tenant.customDomain,
                      isDefault: false,
                      isInitial: false,
                      type: 'Managed',
                      capabilities: 'Email',
                    },
                  ]),
            ],
          },
        ],
      });
    },
  ],
];

/** @throws GraphFailure */
export function route(scene: Scene, call: Call): Answer {
  for (const [method, pattern, handle] of routes) {
    const found = method === call.method ? pattern.exec(call.path) : null;
    if (found === null) continue;
    requireRead(scene, call.path);
    return handle(scene, call, found.slice(1));
  }
  throw new GraphFailure(404, 'BadRequest', `Resource not found for the segment '${call.path}'.`);
}

function list(type: ObjectType): Handler {
  return ({ tenant }, call) =>
    ok(collection(tenant, call, tenant.living(type, eventual(call)), { type, context: `${type}s` }));
}

function requireRead({ application }: Scene, path: string): void {
  const users = path.startsWith('/users');
  const needed = users
    ? ['User.Read.All', 'User.ReadWrite.All']
    : ['Group.Read.All', 'Group.ReadWrite.All', 'GroupMember.Read.All'];
  if (path.startsWith('/organization')) return;
  if (!application.may(...needed, 'Directory.Read.All')) throw denied();
}

function requireWrite({ application }: Scene, type: ObjectType): void {
  if (!application.may(type === 'user' ? 'User.ReadWrite.All' : 'Group.ReadWrite.All')) throw denied();
}

function created({ tenant }: Scene, call: Call, id: string): Answer {
  const entry = tenant.entries.get(id);
  const version = tenant.latest(id);
  if (entry === undefined || version === null) throw notFound(id);
  return {
    status: 201,
    body: {
      '@odata.context': `${call.base}/$metadata#${entry.type}s/$entity`,
      ...render(tenant, { entry, version }, { query: new URLSearchParams() }),
    },
  };
}

const entity = ({ tenant }: Scene, call: Call, found: Found, set: string): Answer =>
  ok({ '@odata.context': `${call.base}/$metadata#${set}/$entity`, ...render(tenant, found, call) });

function requireUser(tenant: Tenant, id: string, call: Call): Found {
  if (!id.includes('@')) return tenant.require(id, 'user', eventual(call));
  for (const found of tenant.living('user')) {
    if (String(found.version.properties['userPrincipalName']).toLowerCase() === id.toLowerCase())
      return found;
  }
  throw notFound(id);
}

function foundOf(tenant: Tenant, ids: Iterable<string>, call: Call): Found[] {
  return [...ids].flatMap((id) => {
    const entry = tenant.entries.get(id);
    const version = entry === undefined ? null : tenant.seen(entry, eventual(call));
    return entry === undefined || version === null || version.deleted ? [] : [{ entry, version }];
  });
}

function* deletedOf(tenant: Tenant): Generator<Found> {
  for (const entry of tenant.entries.values()) {
    const version = entry.versions.at(-1);
    if (version?.deleted) yield { entry, version };
  }
}

function requireDeleted(tenant: Tenant, id: string): Found {
  const entry = tenant.entries.get(id);
  const version = entry?.versions.at(-1);
  if (entry === undefined || version?.deleted !== true) throw notFound(id);
  return { entry, version };
}
