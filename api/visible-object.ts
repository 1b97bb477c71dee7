/** One object of the index for a reader: what they may not see does not exist (404), and what they do not read of it is not there. */
import type { Db } from '../activities/database/client.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import type { IndexedObject } from '../activities/directory-index/contract.ts';
import { getIndexed } from '../activities/directory-index/objects.ts';
import { hiddenIn, readable } from '../activities/directory-index/readable.ts';
import { relationOf } from '../activities/directory-index/relation.ts';
import { openable } from '../activities/directory-index/scope.ts';
import { visibleGroups } from '../activities/directory-index/visibility.ts';
import { authorize } from '../activities/platform/authorize.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import { groupViews, readerOf } from './group-view.ts';
import { ApiProblem } from './problem.ts';
import { factsOf, may, type SessionActor } from './session-actor.ts';

/** Which rows of a store's groups the person may see; undefined for all of them. */
export const groupsVisibleTo = (db: Db, actor: SessionActor, store: IdentityStore) =>
  may(actor, 'Manage Any Group')
    ? undefined
    : visibleGroups(db, readerOf(actor, store.id), storeVocabulary(store.kind).owner);

/** @throws ApiProblem `notFound` */
export async function requireGroup(db: Db, actor: SessionActor, store: IdentityStore, groupId: string) {
  const object = await getIndexed(db, store.id, groupId);
  const view = object?.kind === 'group' ? await seenGroup(db, actor, store, object) : null;
  if (view === null) throw ApiProblem.notFound('group');
  return view;
}

/** @throws ApiProblem `notFound` */
export async function requirePerson(db: Db, actor: SessionActor, store: IdentityStore, userId: string) {
  const object = await getIndexed(db, store.id, userId);
  if (object?.kind !== 'user' || !(await maySee(db, actor, store, object))) {
    throw ApiProblem.notFound('person');
  }
  return asRead(db, actor, store, object);
}

/** An object of any kind. @throws ApiProblem `notFound` */
export async function requireObject(
  db: Db,
  actor: SessionActor,
  store: IdentityStore,
  objectId: string,
): Promise<IndexedObject> {
  const object = await getIndexed(db, store.id, objectId);
  if (object === null || !(await maySee(db, actor, store, object))) throw ApiProblem.notFound('object');
  return asRead(db, actor, store, object);
}

/** Alone, it is read with what its reader is to it. */
async function asRead(
  db: Db,
  actor: SessionActor,
  store: IdentityStore,
  object: IndexedObject,
): Promise<IndexedObject> {
  const reader = readerOf(actor, store.id);
  return readable(object, hiddenIn(reader, store, await relationOf(db, reader, store, object)));
}

export const maySee = async (
  db: Db,
  actor: SessionActor,
  store: IdentityStore,
  object: IndexedObject,
): Promise<boolean> =>
  object.kind === 'group'
    ? (await seenGroup(db, actor, store, object)) !== null
    : (await openable(db, readerOf(actor, store.id), store, [object])).has(object.objectId);

async function seenGroup(db: Db, actor: SessionActor, store: IdentityStore, object: IndexedObject) {
  const open = await openable(db, readerOf(actor, store.id), store, [object]);
  if (!open.has(object.objectId)) return null;
  const [view] = await groupViews(db, store, readerOf(actor, store.id), [object]);
  if (view === undefined) return null;
  const seen = authorize({
    actor: factsOf(actor),
    action: 'view',
    group: {
      securityType: view.securityType,
      ownerIds: view.isOwner ? [actor.userId] : [],
      isMember: view.isMember,
    },
  });
  return seen.allow ? view : null;
}
