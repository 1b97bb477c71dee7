/** Groups and other objects of the index as people read them. */
import type { Db } from '../activities/database/client.ts';
import { defaultGroupSettings, listGroupSettings } from '../activities/database/repositories/groups.ts';
import { endsOfMember } from '../activities/database/repositories/membership-ends.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import type { IndexedObject } from '../activities/directory-index/contract.ts';
import { listIndexed } from '../activities/directory-index/objects.ts';
import { hiddenIn, readable } from '../activities/directory-index/readable.ts';
import { openable } from '../activities/directory-index/scope.ts';
import { readerIn } from '../activities/directory-index/search.ts';
import { type Reader, relationsTo } from '../activities/directory-index/visibility.ts';
import { nobody, unrelated } from '../activities/platform/levels.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import type { SessionActor } from './session-actor.ts';

/** The person as a reader of this store. */
export const readerOf = (
  { storeId: own, userId, groups, nested, search, hiddenFields = [], standing = nobody }: SessionActor,
  storeId: string,
): Reader => readerIn({ storeId: own, id: userId, groups, nested, search, hiddenFields, standing }, storeId);

const textOf = (object: IndexedObject, attribute: string | undefined): string | null =>
  attribute === undefined ? null : (object.attributes[attribute]?.[0] ?? null);

export const objectView = (store: IdentityStore, object: IndexedObject) => ({
  id: object.objectId,
  storeId: store.id,
  storeName: store.name,
  kind: object.kind,
  name: object.name,
  displayName: object.displayName,
  path: object.path,
  enabled: object.enabled,
  mail: textOf(object, storeVocabulary(store.kind).mail),
});

export function userView(store: IdentityStore, object: IndexedObject) {
  const words = storeVocabulary(store.kind);
  return {
    ...objectView(store, object),
    // Who has no login name signs in with the account name.
    loginName: textOf(object, words.loginName) ?? textOf(object, words.accountName),
    title: textOf(object, words.title),
    department: textOf(object, words.department),
  };
}

/** @param found of these what is hidden from the reader is not told */
export async function groupViews(
  db: Db,
  store: IdentityStore,
  reader: Reader,
  found: readonly IndexedObject[],
) {
  const words = storeVocabulary(store.kind);
  const ids = found.map((group) => group.objectId);
  const [settings, relations, ends] = await Promise.all([
    listGroupSettings(db, store.id, ids),
    relationsTo(db, reader, words.owner, ids),
    endsOfMember(db, store.id, reader.id, ids),
  ]);
  const [hiddenOfOthers, hiddenOfOwn] = [false, true].map((owns) =>
    hiddenIn(reader, store, { ...unrelated, owns }),
  );
  const groups = found.map((group) =>
    readable(group, relations.owner.has(group.objectId) ? hiddenOfOwn : hiddenOfOthers),
  );
  const owners = groups.flatMap((group) => [
    ...[textOf(group, words.owner)].filter((id) => id !== null),
    ...(settings.get(group.objectId)?.additionalOwners ?? []),
  ]);
  const people = await listIndexed(db, store.id, owners);
  const open = await openable(db, reader, store, [...people.values()]);
  const named = (id: string) => {
    // Of owners the reader may not see the id alone is told.
    const object = open.has(id) ? people.get(id) : undefined;
    return { id, kind: object?.kind ?? ('user' as const), name: object?.displayName ?? id };
  };
  return groups.map((group) => {
    const own = settings.get(group.objectId) ?? defaultGroupSettings;
    const owner = textOf(group, words.owner);
    return {
      id: group.objectId,
      storeId: store.id,
      storeName: store.name,
      name: group.name,
      displayName: group.displayName,
      path: group.path,
      accountName: textOf(group, words.accountName),
      description: textOf(group, words.description),
      mail: textOf(group, words.mail),
      category: textOf(group, words.groupCategory),
      scope: textOf(group, words.groupScope),
      securityType: own.securityType,
      status: own.status,
      owner: owner === null ? null : named(owner),
      additionalOwners: own.additionalOwners.map(named),
      isMember: relations.member.has(group.objectId),
      memberUntil: ends.get(group.objectId)?.toISOString() ?? null,
      isOwner: relations.owner.has(group.objectId),
    };
  });
}
