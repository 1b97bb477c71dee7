/** {@link Membership}: who is in a group, and in which groups an object is. */
import type { DirectoryObject, ObjectKind, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { MemberRef } from '../contract.ts';
import { eventual, type GraphConnection, type Json } from './connection.ts';
import { isDynamic, isSynced, kindOf, nameOf, pathOf, selectOf, textOf, toObject } from './objects.ts';
import { filterText } from './odata.ts';
import { isId } from './read.ts';
import type { Recent } from './recent.ts';
import { GraphRefusal } from './refusal.ts';
import { pageSizeOf } from './search.ts';

const memberSelect = 'id,displayName,userPrincipalName,onPremisesDistinguishedName';
/** Values of one `in` or `or`. */
const idsPerFilter = 15;

const collections: Readonly<Record<ObjectKind, string>> = {
  user: 'users',
  group: 'groups',
  contact: 'contacts',
  computer: 'devices',
  container: 'users',
};

export async function* listMembers(
  connection: GraphConnection,
  recent: Recent,
  group: ObjectRef,
  pageSize: number,
): AsyncGenerator<readonly MemberRef[]> {
  const head = await readGroup(connection, recent, group.id);
  const readOnly = isDynamic(head) || isSynced(head);
  const path = `/groups/${group.id}/members?$select=${memberSelect}&$top=${pageSizeOf(pageSize)}`;
  for await (const page of connection.pages(path)) {
    const members = page.flatMap((json): MemberRef[] => {
      const kind = kindOf(json);
      const id = textOf(json, 'id');
      if (kind === null || id === null) return [];
      return [{ kind, id, name: nameOf(json), path: pathOf(json, connection.settings.domain), readOnly }];
    });
    if (members.length > 0) yield members;
  }
}

/** @throws GraphRefusal 404, `provider.unavailable` for one just made */
export async function readGroup(connection: GraphConnection, recent: Recent, id: string): Promise<Json> {
  try {
    const path = `/groups/${encodeURIComponent(id)}?$select=${selectOf(connection, 'group', ['displayName', 'mailNickname'])}`;
    return (await connection.send({ method: 'GET', path })) ?? {};
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) recent.refuseAbsence(id);
    throw error;
  }
}

/**
 * Which of the ids are direct members. The index is asked for these ids only, so that the cost
 * follows them and not the size of the group; a group it does not know yet is read itself.
 */
export async function membersAmong(
  connection: GraphConnection,
  recent: Recent,
  groupId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const asked = [...new Set(ids.map((id) => id.toLowerCase()).filter(isId))];
  try {
    return await membersInIndex(connection, groupId, asked);
  } catch (error) {
    if (!(error instanceof GraphRefusal) || error.status !== 404) throw error;
    await readGroup(connection, recent, groupId);
    return membersForSure(connection, groupId, 'members', asked);
  }
}

async function membersInIndex(
  connection: GraphConnection,
  groupId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let start = 0; start < ids.length; start += idsPerFilter) {
    const portion = ids.slice(start, start + idsPerFilter);
    const filter = filterText({
      op: 'or',
      parts: portion.map((id) => ({
        op: 'compare',
        test: 'eq',
        property: 'id',
        value: { type: 'text', value: id },
        indexed: true,
      })),
    });
    const path = `/groups/${encodeURIComponent(groupId)}/members?$select=id&$count=true&$filter=${encodeURIComponent(filter)}`;
    for await (const page of connection.pages(path, eventual)) {
      for (const json of page) found.add(textOf(json, 'id') ?? '');
    }
  }
  return found;
}

/** The same without the index, which may lag behind: reads the list until all are found or it ends. */
export async function membersForSure(
  connection: GraphConnection,
  groupId: string,
  list: 'members' | 'owners',
  ids: readonly string[],
): Promise<Set<string>> {
  const wanted = new Set(ids);
  const found = new Set<string>();
  for await (const page of connection.pages(`/groups/${groupId}/${list}?$select=id&$top=999`)) {
    for (const json of page) {
      const id = textOf(json, 'id');
      if (id !== null && wanted.has(id)) found.add(id);
    }
    if (found.size === wanted.size) break;
  }
  return found;
}

export async function listParents(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
): Promise<DirectoryObject[]> {
  const wanted = ['displayName', 'mailNickname', 'description', 'mail', 'groupCategory', 'distinguishedName'];
  const path = `/${collections[ref.kind]}/${encodeURIComponent(ref.id)}/memberOf?$select=${selectOf(connection, 'group', wanted)}&$top=999`;
  const parents: DirectoryObject[] = [];
  for await (const page of holdersOf(connection, recent, ref.id, path)) {
    parents.push(...page.map((json) => toObject('group', json, connection, wanted)));
  }
  return parents;
}

/** Graph walks the nesting itself and ends on cycles. */
export async function effectiveGroups(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
): Promise<Set<string>> {
  const path = `/${collections[ref.kind]}/${encodeURIComponent(ref.id)}/transitiveMemberOf?$select=id&$top=999`;
  const ids = new Set<string>();
  for await (const page of holdersOf(connection, recent, ref.id, path)) {
    for (const json of page) ids.add(textOf(json, 'id') ?? '');
  }
  return ids;
}

/** Without directory roles and administrative units, which hold people too. */
async function* holdersOf(
  connection: GraphConnection,
  recent: Recent,
  id: string,
  path: string,
): AsyncGenerator<readonly Json[]> {
  try {
    for await (const page of connection.pages(path)) yield page.filter((json) => kindOf(json) === 'group');
  } catch (error) {
    if (!(error instanceof GraphRefusal) || error.status !== 404) throw error;
    // Nobody holds what is not there, unless it was made a moment ago.
    recent.refuseAbsence(id);
  }
}
