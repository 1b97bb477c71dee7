/** Reading one object by its id, also where the store's settings keep it out of the index (stores-and-links S9). */
import type { Db } from '../activities/database/client.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import { asIfIndexed } from '../activities/directory-index/as-if-indexed.ts';
import { getIndexed } from '../activities/directory-index/objects.ts';
import { createPostgresIndex } from '../activities/directory-index/postgres/engine.ts';
import type { SeenIndex } from '../activities/directory-index/scope.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';

const setting = 'excludedContainers';

export function excludedIn({ [setting]: value }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/**
 * @param read what is told of the object: by the same rules, whether it is indexed or was read from the directory just now
 * @throws `provider.*` where only the directory could tell and does not answer
 */
export async function readingObject<T>(
  { database: { db }, index, live }: RouteDeps,
  actor: SessionActor,
  store: IdentityStore,
  objectId: string,
  read: (db: Db, index: SeenIndex) => Promise<T>,
): Promise<T> {
  const isIndexed = async () => (await getIndexed(db, store.id, objectId)) !== null;
  if (!store.enabled || excludedIn(store.settings).length === 0 || (await isIndexed()))
    return read(db, index);
  // A search policy may be of a container that is excluded itself.
  const places = actor.search?.flatMap(({ containerId }) => containerId ?? []) ?? [];
  const found = await live.readExcluded(store.id, [objectId, ...places]);
  return found.objects.some(({ id }) => id === objectId)
    ? asIfIndexed(db, store.id, found, (tx) => read(tx, createPostgresIndex(tx)))
    : read(db, index);
}
