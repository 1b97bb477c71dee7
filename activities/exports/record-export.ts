/** History tells who took which data out of the portal (users-and-search S5.3). */
import { exportWorkflowId } from '../../workflows/contracts/ids.ts';
import { searchedKinds } from '../../workflows/contracts/search.ts';
import type { Transaction } from '../database/client.ts';
import type { Export } from '../database/repositories/exports.ts';
import { appendHistory, type NewHistoryEntry } from '../database/repositories/history.ts';

/** Once for each export, however often it is tried. */
export async function recordExport(tx: Transaction, done: Export, rows: number): Promise<void> {
  const { text, filter, kinds, within } = done.search;
  const told: readonly (readonly [attribute: string, value: string])[] = [
    ['exportedRows', String(rows)],
    ...(kinds.length === searchedKinds.length ? [] : [['exportedKinds', kinds.join(', ')] as const]),
    ...(text === undefined ? [] : [['exportedText', text] as const]),
    ...(within === undefined
      ? []
      : [['exportedPlaces', within.map(({ placeId }) => placeId).join(', ')] as const]),
    ...(filter === undefined ? [] : [['exportedFilter', JSON.stringify(filter)] as const]),
  ];
  const entries = told.map(([attribute, value], position): NewHistoryEntry => ({
    storeId: done.storeId,
    requestId: done.id,
    position,
    workflowId: exportWorkflowId(done.id),
    action: 'exportSearch',
    actorStoreId: done.storeId,
    actorId: done.ownerId,
    actorName: done.ownerName,
    onBehalfOfId: null,
    source: 'portal',
    objectKind: 'export',
    objectId: done.id,
    objectName: `${done.name}.${done.format}`,
    operation: 'create',
    attribute,
    oldValue: null,
    newValue: value,
    valueName: null,
  }));
  await appendHistory(tx, done.storeId, done.id, entries);
}
