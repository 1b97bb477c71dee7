/** What the actor's search policy hides does not exist for them, whatever they name it by (users-and-search S1.2). */
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { listIndexed } from '../directory-index/objects.ts';
import { openable } from '../directory-index/scope.ts';
import type { PlanContext } from './context.ts';
import { readAny } from './read-any.ts';

/** Of these ids, those the actor may act on. What the index has not read yet is hidden with the rest. */
export async function seenAmong(
  { db, store, actor }: PlanContext,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { search } = actor.policies;
  if (search === null) return new Set(ids);
  const found = await listIndexed(db, store.id, ids);
  const reader = { storeId: store.id, id: actor.id, groups: [...actor.groups], search };
  return new Set([actor.id, ...(await openable(db, reader, store, [...found.values()]))]);
}

/** The objects among these ids that the actor may see, as the directory has them now. */
export async function readSeen(context: PlanContext, ids: readonly string[]): Promise<DirectoryObject[]> {
  const [objects, seen] = await Promise.all([readAny(context, ids), seenAmong(context, ids)]);
  return objects.filter(({ id }) => seen.has(id));
}
