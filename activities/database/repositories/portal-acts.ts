/** History of what changes no directory: exports, saved queries, a store's own settings. */
import { and, desc, eq } from 'drizzle-orm';
import type { HistoryAction } from '../../../workflows/contracts/actions.ts';
import type { Db, Transaction } from '../client.ts';
import { historyEntries } from '../schema/history.ts';
import { appendHistory, type HistoryEntry, type NewHistoryEntry } from './history.ts';

export interface PortalAct {
  readonly storeId: string;
  /** One act is recorded once, however often it is tried. */
  readonly actId: string;
  /** None where nothing but the database is written. */
  readonly workflowId?: string;
  readonly action: HistoryAction;
  readonly actor: { readonly storeId: string; readonly userId: string; readonly name: string };
  readonly object: { readonly kind: string; readonly id: string; readonly name: string };
  readonly operation: 'create' | 'update' | 'delete';
}

export type ActValue = Pick<HistoryEntry, 'attribute' | 'oldValue' | 'newValue'>;

export async function recordAct(
  tx: Transaction,
  { storeId, actId, workflowId = '', action, actor, object, operation }: PortalAct,
  values: readonly ActValue[],
): Promise<void> {
  const entries = values.map((value, position): NewHistoryEntry => ({
    storeId,
    requestId: actId,
    position,
    workflowId,
    action,
    actorStoreId: actor.storeId,
    actorId: actor.userId,
    actorName: actor.name,
    onBehalfOfId: null,
    source: 'portal',
    objectKind: object.kind,
    objectId: object.id,
    objectName: object.name,
    operation,
    ...value,
    valueName: null,
  }));
  await appendHistory(tx, storeId, actId, entries);
}

/** The latest act of this kind on an object of a store. */
export async function lastAct(
  db: Db,
  storeId: string,
  objectId: string,
  action: HistoryAction,
): Promise<HistoryEntry | null> {
  const [row] = await db
    .select()
    .from(historyEntries)
    .where(
      and(
        eq(historyEntries.storeId, storeId),
        eq(historyEntries.objectId, objectId),
        eq(historyEntries.action, action),
      ),
    )
    .orderBy(desc(historyEntries.sequence))
    .limit(1);
  return row ?? null;
}
