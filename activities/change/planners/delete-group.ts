/** Deletes a group; the plan shows what it was. */
import type { DeleteGroupInput } from '../../../workflows/contracts/actions.ts';
import type { PlannedChange } from '../../../workflows/contracts/plan.ts';
import type { PlanContext } from '../context.ts';
import { type Draft, itemsOf } from '../draft.ts';
import { loadGroup, requireGroupRight } from '../group.ts';

export async function planDeleteGroup(context: PlanContext): Promise<Draft> {
  const { groupId } = context.request.input as unknown as DeleteGroupInput;
  const group = await loadGroup(context, groupId);
  requireGroupRight(context, 'manage', group);
  const change: PlannedChange = {
    storeId: context.store.id,
    kind: 'group',
    objectId: group.object.id,
    objectName: group.object.displayName,
    operation: 'delete',
    before: group.object.attributes,
  };
  return {
    target: { id: group.object.id, name: group.object.displayName },
    changes: [change],
    items: itemsOf(context.store.name, [change], new Map()),
    warnings: [],
    asking: { event: 'delete', group },
  };
}
