/** The people a role's criteria hold, whatever other roles they have (access-and-approvals O1). */
import type { Role } from '../activities/database/repositories/roles.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import { insideOf } from '../activities/directory-index/places.ts';
import { seenPart } from '../activities/directory-index/scope.ts';
import { fieldsOf } from '../activities/platform/directory-fields.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import { mayBeForEverybody } from '../workflows/contracts/permissions.ts';
import { readPage } from './directory-list.ts';
import { readerOf } from './group-view.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';

export async function membersOfRole(
  { database: { db }, index }: Pick<RouteDeps, 'database' | 'index'>,
  actor: SessionActor,
  store: IdentityStore,
  role: Pick<Role, 'criteriaGroupId' | 'criteriaContainerId' | 'permissions'>,
  page: { readonly cursor?: string; readonly limit?: number },
) {
  const { criteriaGroupId, criteriaContainerId, permissions } = role;
  const holdsNobody =
    criteriaGroupId === null && criteriaContainerId === null && !mayBeForEverybody(permissions);
  if (holdsNobody) return { items: [], nextCursor: null, total: 0, totalExact: true };
  const part = await seenPart(db, readerOf(actor, store.id), store, {
    kind: 'user',
    fields: fieldsOf('users', storeVocabulary(store.kind)),
    ...(criteriaGroupId === null ? {} : { membersOf: { groupId: criteriaGroupId, nested: true } }),
    ...(criteriaContainerId === null ? {} : { filter: await insideOf(db, store, [criteriaContainerId]) }),
  });
  const { rows, nextCursor, total } = await readPage(
    index,
    { parts: [part], sort: [], stores: [] },
    { ...page, total: true },
  );
  return {
    items: rows.map(({ objectId, kind, displayName, path, enabled }) => ({
      ...{ id: objectId, kind, displayName, path, enabled },
    })),
    nextCursor,
    total: total?.count ?? 0,
    totalExact: total?.exact ?? true,
  };
}
