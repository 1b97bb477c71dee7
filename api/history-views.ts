/**
 * The switch of a store's history views (stores-and-links S4, reports-history-notifications I1): it
 * governs what views of history show. The journal behind undo, approvals and proof is written either
 * way, and the switch itself is a line of it.
 */
import { randomUUID } from 'node:crypto';
import type { Db, Transaction } from '../activities/database/client.ts';
import type { HistoryEntry } from '../activities/database/repositories/history.ts';
import { lastAct, recordAct } from '../activities/database/repositories/portal-acts.ts';
import { listDeletedStores } from '../activities/database/repositories/deleted-stores.ts';
import { type IdentityStore, listStores } from '../activities/database/repositories/stores.ts';
import type { SessionActor } from './session-actor.ts';

/** In the transaction that switched the store. */
export const recordHistorySwitch = (
  tx: Transaction,
  actor: SessionActor,
  { id, name, historyViews }: IdentityStore,
): Promise<void> =>
  recordAct(
    tx,
    {
      storeId: id,
      actId: randomUUID(),
      action: 'switchHistory',
      actor,
      object: { kind: 'store', id, name },
      operation: 'update',
    },
    [{ attribute: 'historyViews', oldValue: String(!historyViews), newValue: String(historyViews) }],
  );

export const lastHistorySwitch = (db: Db, storeId: string): Promise<HistoryEntry | null> =>
  lastAct(db, storeId, storeId, 'switchHistory');

interface HistoryStores {
  /** Whose entries a view shows. */
  readonly shown: readonly string[];
  /** Those whose views are switched off. */
  readonly off: Pick<IdentityStore, 'id' | 'name'>[];
  readonly deleted: readonly string[];
}

/**
 * A deleted store is shown or not as it was when it was deleted, and is not named among those that can be switched on.
 * @param storeId the one store that is looked at; all of them, deleted ones too, when undefined
 */
export async function historyStores(db: Db, storeId: string | undefined): Promise<HistoryStores> {
  const [stores, deleted] = await Promise.all([listStores(db), listDeletedStores(db)]);
  const wanted = ({ id }: { readonly id: string }) => storeId === undefined || id === storeId;
  return {
    shown: [...stores, ...deleted].filter((store) => wanted(store) && store.historyViews).map(({ id }) => id),
    off: stores.filter((store) => wanted(store) && !store.historyViews).map(({ id, name }) => ({ id, name })),
    deleted: deleted.filter(wanted).map(({ id }) => id),
  };
}
