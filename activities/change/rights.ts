/** An approved change is checked once more when it is written: may the actor still do this? */
import type { Action, DeleteGroupInput } from '../../workflows/contracts/actions.ts';
import { getChangeSet } from '../database/repositories/change-sets.ts';
import type { GroupAction } from '../platform/authorize.ts';
import type { PlanContext } from './context.ts';
import { loadGroup, requireGroupRight } from './group.ts';

const rightOf: Readonly<Record<Action, GroupAction>> = {
  createGroup: 'create',
  updateGroup: 'manage',
  deleteGroup: 'manage',
  addMembers: 'manage',
  removeMembers: 'manage',
  joinGroup: 'join',
  leaveGroup: 'leave',
  undoChange: 'manage',
};

/** @throws `permission.denied`, `group.private`, `object.protected`, `object.notFound` */
export async function requireRightsAgain(context: PlanContext): Promise<void> {
  const { action, input } = context.request;
  if (action === 'createGroup') {
    requireGroupRight(context, 'create', null);
    return;
  }
  const groupId =
    action === 'undoChange' ? await undoneGroup(context) : (input as unknown as DeleteGroupInput).groupId;
  const group = await loadGroup(context, groupId);
  requireGroupRight(context, action === 'undoChange' ? await undoRight(context) : rightOf[action], group);
}

async function undoneGroup(context: PlanContext): Promise<string> {
  const set = await getChangeSet(context.db, context.request.id);
  return set?.changes[0]?.objectId ?? '';
}

/** Undo waits for approval only where it is one's own joining or leaving. */
async function undoRight(context: PlanContext): Promise<GroupAction> {
  const set = await getChangeSet(context.db, context.request.id);
  const removes = set?.items.some(
    (item) => item.operation === 'removeValue' && item.old === context.actor.id,
  );
  return removes === true ? 'leave' : 'join';
}
