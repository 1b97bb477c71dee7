/** History tells who took which data out of the portal (users-and-search S5.3). */
import { exportWorkflowId } from '../../workflows/contracts/ids.ts';
import { areAllKinds } from '../../workflows/contracts/search.ts';
import type { Transaction } from '../database/client.ts';
import type { Export } from '../database/repositories/exports.ts';
import { recordAct } from '../database/repositories/portal-acts.ts';

/** Once for each export, however often it is tried. */
export async function recordExport(tx: Transaction, done: Export, rows: number): Promise<void> {
  const { text, filter, kinds, within } = done.search;
  const told: readonly (readonly [attribute: string, value: string])[] = [
    ['exportedRows', String(rows)],
    ...(areAllKinds(kinds) ? [] : [['exportedKinds', kinds.join(', ')] as const]),
    ...(text === undefined ? [] : [['exportedText', text] as const]),
    ...(within === undefined
      ? []
      : [['exportedPlaces', within.map(({ placeId }) => placeId).join(', ')] as const]),
    ...(filter === undefined ? [] : [['exportedFilter', JSON.stringify(filter)] as const]),
  ];
  await recordAct(
    tx,
    {
      storeId: done.storeId,
      actId: done.id,
      workflowId: exportWorkflowId(done.id),
      action: 'exportSearch',
      actor: { storeId: done.storeId, userId: done.ownerId, name: done.ownerName },
      object: { kind: 'export', id: done.id, name: `${done.name}.${done.format}` },
      operation: 'create',
    },
    told.map(([attribute, newValue]) => ({ attribute, oldValue: null, newValue })),
  );
}
