/** What the actor's search policy hides does not exist for them, whatever they name it by (users-and-search S1.2). */
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { Db } from '../database/client.ts';
import { asIfIndexed } from '../directory-index/as-if-indexed.ts';
import { listIndexed } from '../directory-index/objects.ts';
import { openable } from '../directory-index/scope.ts';
import type { PlanContext } from './context.ts';
import { readAny } from './read-any.ts';

/**
 * Of these ids, those the actor may act on. What the index has not read yet is hidden with the rest; what the
 * store's settings keep out of it is judged as the directory has it (stores-and-links S9).
 */
export async function seenAmong(context: PlanContext, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { db, store, actor, provider } = context;
  const { search, hiddenFields } = actor.policies;
  if (search === null) return new Set(ids);
  const reader = {
    ...{ storeId: store.id, id: actor.id, groups: [...actor.groups] },
    ...{ search, hiddenFields, standing: actor.standing },
  };
  const seenIn = async (from: Db) =>
    openable(from, reader, store, [...(await listIndexed(from, store.id, ids)).values()]);
  const places = search.flatMap(({ containerId }) => containerId ?? []);
  const excluded = provider.isExcluded === undefined ? [] : await readExcluded(context, [...ids, ...places]);
  const seen =
    excluded.length === 0
      ? await seenIn(db)
      : await asIfIndexed(db, store.id, { objects: excluded, members: [] }, seenIn);
  return new Set([actor.id, ...seen]);
}

/** Those among these ids that are not indexed because the settings exclude where they stand. */
async function readExcluded(context: PlanContext, ids: readonly string[]): Promise<DirectoryObject[]> {
  const known = await listIndexed(context.db, context.store.id, ids);
  const objects = await readAny(
    context,
    ids.filter((id) => !known.has(id)),
  );
  return objects.filter(({ excluded }) => excluded === true);
}

/** The objects among these ids that the actor may see, as the directory has them now. */
export async function readSeen(context: PlanContext, ids: readonly string[]): Promise<DirectoryObject[]> {
  const [objects, seen] = await Promise.all([readAny(context, ids), seenAmong(context, ids)]);
  return objects.filter(({ id }) => seen.has(id));
}
