/** Who is in a group, and in which groups somebody is. */
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { MemberRef } from '../contract.ts';
import type { Resource } from './attributes.ts';
import type { DirectoryApi } from './connection.ts';
import { isNotFound } from './errors.ts';
import { type Acquaintances, find, mapFew, toObject } from './objects.ts';

const maxPage = 200;

export async function* listMembers(
  api: DirectoryApi,
  known: Acquaintances,
  group: ObjectRef,
  pageSize: number,
): AsyncGenerator<readonly MemberRef[]> {
  let pageToken: string | undefined;
  do {
    const { data } = await api.members.list({
      groupKey: group.id,
      maxResults: Math.min(pageSize, maxPage),
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const members = data.members ?? [];
    if (members.length > 0) yield await mapFew(members, (member) => describe(api, known, member));
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
}

/** One of another organisation, or of none any more, is a stand-in that stays read-only. */
async function describe(
  api: DirectoryApi,
  known: Acquaintances,
  member: { id?: string | null; email?: string | null; type?: string | null },
): Promise<MemberRef> {
  const id = member.id ?? member.email ?? '';
  const address = member.email ?? id;
  if (member.type === 'USER' || member.type === 'GROUP') {
    const kind = member.type === 'USER' ? 'user' : 'group';
    const met = known.of(id) ?? (await meet(api, known, id, kind));
    if (met !== undefined) return { ...met, readOnly: false };
  }
  return { kind: 'contact', id, name: address, path: address, readOnly: true };
}

async function meet(api: DirectoryApi, known: Acquaintances, key: string, kind: 'user' | 'group') {
  const found = await find(api, key, kind);
  return found === null ? undefined : known.meet(found.kind, found.resource);
}

/** One small question for each id. */
export async function membersAmong(
  api: DirectoryApi,
  group: ObjectRef,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const present = await mapFew([...new Set(ids)], async (id) =>
    (await isMember(api, group.id, id)) ? id : null,
  );
  return new Set(present.filter((id) => id !== null));
}

async function isMember(api: DirectoryApi, groupId: string, id: string): Promise<boolean> {
  try {
    await api.members.get({ groupKey: groupId, memberKey: id });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** The groups that hold the object directly, page by page. */
async function* holders(api: DirectoryApi, id: string): AsyncGenerator<readonly Resource[]> {
  let pageToken: string | undefined;
  do {
    const { data } = await api.groups.list({
      userKey: id,
      maxResults: maxPage,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    yield data.groups ?? [];
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
}

export async function listParents(
  api: DirectoryApi,
  known: Acquaintances,
  ref: ObjectRef,
): Promise<DirectoryObject[]> {
  const objects: DirectoryObject[] = [];
  for await (const page of holders(api, ref.id))
    objects.push(...(await mapFew(page, (group) => toObject(api, known, 'group', group))));
  return objects;
}

/** Level by level; each group is asked once, so cycles end. */
export async function effectiveGroups(api: DirectoryApi, ref: ObjectRef): Promise<ReadonlySet<string>> {
  const all = new Set<string>();
  let level: readonly string[] = [ref.id];
  while (level.length > 0) {
    const above = await mapFew(level, async (id) => {
      const ids: string[] = [];
      for await (const page of holders(api, id)) ids.push(...page.map((group) => group.id ?? ''));
      return ids;
    });
    level = [...new Set(above.flat())].filter((id) => !all.has(id));
    for (const id of level) all.add(id);
  }
  return all;
}
