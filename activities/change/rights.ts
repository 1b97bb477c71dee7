/** An approved change is checked once more when it is written: may the actor still do this? */
import type { Action, CreateGroupInput } from '../../workflows/contracts/actions.ts';
import type { PlanItem } from '../../workflows/contracts/plan.ts';
import type { GroupAction } from '../platform/authorize.ts';
import type { PlanContext } from './context.ts';
import { loadGroup, requireGroupRight } from './group.ts';
import { chosenContainer, requirePrefix } from './planners/group-policies.ts';

const rightOf: Readonly<Record<Exclude<Action, 'undoChange'>, GroupAction>> = {
  createGroup: 'create',
  updateGroup: 'manage',
  deleteGroup: 'manage',
  addMembers: 'manage',
  removeMembers: 'manage',
  joinGroup: 'join',
  leaveGroup: 'leave',
};

/**
 * @param items the plan, which tells what an undo amounts to
 * @throws `permission.denied`, `group.private`, `object.protected`, `object.notFound`, `policy.*`
 */
export async function requireRightsAgain(context: PlanContext, items: readonly PlanItem[]): Promise<void> {
  const { action, targetId } = context.request;
  const right = action === 'undoChange' ? undoRight(context, items) : rightOf[action];
  requireGroupRight(context, right, targetId === null ? null : await loadGroup(context, targetId));
  if (action !== 'createGroup') return;
  const { name, container } = context.request.input as unknown as CreateGroupInput;
  requirePrefix(context, name);
  await chosenContainer(context, container);
}

/** As the undo was planned: one's own joining or leaving, or a change of the group. */
function undoRight({ actor, provider }: PlanContext, items: readonly PlanItem[]): GroupAction {
  const only = items.length === 1 ? items[0] : undefined;
  if (only?.attribute !== provider.vocabulary.member) return 'manage';
  if (only?.operation === 'removeValue' && only.old === actor.id) return 'leave';
  return only?.operation === 'addValue' && only.new === actor.id ? 'join' : 'manage';
}
