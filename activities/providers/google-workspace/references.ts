/** Members, owners and managers: written by id, one at a time, each harmless when repeated. */
import { ProviderError } from '../contract.ts';
import type { Resource } from './attributes.ts';
import type { DirectoryApi } from './connection.ts';
import { answerOf, isDuplicate, isNotFound } from './errors.ts';
import { find, mapFew } from './objects.ts';

/** @throws `object.notFound` naming the attribute, before anything is written */
export async function requireExisting(
  api: DirectoryApi,
  references: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  for (const [attribute, ids] of Object.entries(references)) {
    const found = await mapFew(ids, (id) => find(api, id, 'user'));
    const at = found.indexOf(null);
    if (at === -1) continue;
    throw new ProviderError(
      'object.notFound',
      'Somebody who was chosen does not exist in Google Workspace any more.',
      { attributes: [attribute], detail: `no object ${ids[at] ?? ''}` },
    );
  }
}

/** A present member stays as it is, with its role. */
export async function addMember(api: DirectoryApi, groupId: string, id: string): Promise<void> {
  try {
    await api.members.insert({ groupKey: groupId, requestBody: { id, role: 'MEMBER' } });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** An absent member is success; a group that is gone is not. */
export async function removeMember(api: DirectoryApi, groupId: string, id: string): Promise<void> {
  try {
    await api.members.delete({ groupKey: groupId, memberKey: id });
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await api.groups.get({ groupKey: groupId });
  }
}

/** The first owner; further ones are kept. An owner is a member here, and stays one afterwards. */
export async function setOwner(
  api: DirectoryApi,
  groupId: string,
  old: string | null,
  next: string | null,
): Promise<void> {
  if (next !== null) {
    try {
      await api.members.insert({ groupKey: groupId, requestBody: { id: next, role: 'OWNER' } });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      await api.members.patch({ groupKey: groupId, memberKey: next, requestBody: { role: 'OWNER' } });
    }
  }
  if (old !== null && old !== next) {
    try {
      await api.members.patch({ groupKey: groupId, memberKey: old, requestBody: { role: 'MEMBER' } });
    } catch (error) {
      if (answerOf(error)?.status !== 404) throw error;
    }
  }
}

export async function setManager(api: DirectoryApi, user: Resource, managerId: string | null): Promise<void> {
  const relations: unknown = user.relations;
  const others = (Array.isArray(relations) ? (relations as { type?: string }[]) : []).filter(
    ({ type }) => type !== 'manager',
  );
  const manager = managerId === null ? null : await find(api, managerId, 'user');
  const entry = manager === null ? [] : [{ type: 'manager', value: manager.resource.primaryEmail ?? '' }];
  await api.users.patch({ userKey: user.id ?? '', requestBody: { relations: [...others, ...entry] } });
}
