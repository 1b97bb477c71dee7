/** History under a search policy: what is hidden in the directory is hidden in what happened to it (users-and-search S1.2). */
import type { Db } from '../activities/database/client.ts';
import type { HistoryEntry } from '../activities/database/repositories/history.ts';
import { listIndexed } from '../activities/directory-index/objects.ts';
import { openable } from '../activities/directory-index/scope.ts';
import { readerOf } from './group-view.ts';
import type { SessionActor } from './session-actor.ts';

/**
 * @param seesAll the entries are not chosen as the reader's own: those about objects they may not see are left out
 * @returns the entries with the names of hidden members and owners taken out
 */
export async function seenHistory(
  db: Db,
  actor: SessionActor,
  entries: readonly HistoryEntry[],
  seesAll: boolean,
): Promise<readonly HistoryEntry[]> {
  if (actor.search === null) return entries;
  const store = { id: actor.storeId, kind: actor.storeKind };
  const own = entries.filter(({ storeId }) => storeId === actor.storeId);
  const valuesOf = ({ valueName, newValue, oldValue }: HistoryEntry) =>
    valueName === null ? [] : [newValue, oldValue].filter((id) => id !== null);
  const ids = own.flatMap((entry) => [entry.objectId, ...valuesOf(entry)]);
  const found = await listIndexed(db, store.id, ids);
  const open = await openable(db, readerOf(actor, store.id), store, [...found.values()]);
  const isOwnAct = (entry: HistoryEntry) =>
    entry.actorStoreId === actor.storeId && entry.actorId === actor.userId;
  return own
    .filter((entry) => !seesAll || isOwnAct(entry) || open.has(entry.objectId))
    .map((entry) =>
      valuesOf(entry).some((id) => found.has(id) && !open.has(id)) ? { ...entry, valueName: null } : entry,
    );
}
