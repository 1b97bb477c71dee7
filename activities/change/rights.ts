/** An approved change is checked once more when it is written: may the actor still do this? */
import type { Action, CreateGroupInput } from '../../workflows/contracts/actions.ts';
import type { PlanItem, PlannedChange } from '../../workflows/contracts/plan.ts';
import type { GroupAction } from '../platform/authorize.ts';
import { requireBreakGlass } from './break-glass.ts';
import type { PlanContext } from './context.ts';
import { type Group, loadGroup, requireGroupRight } from './group.ts';
import {
  chosenContainer,
  ownersOf,
  ownersWith,
  requireOwners,
  requirePrefix,
} from './planners/group-policies.ts';
import { untilOf } from './planners/until.ts';
import { RequestRefused } from './refused.ts';
import { seenAmong } from './seen.ts';

const rightOf: Readonly<Record<Exclude<Action, 'undoChange' | 'endMemberships'>, GroupAction>> = {
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
export async function requireRightsAgain(
  context: PlanContext,
  items: readonly PlanItem[],
  changes: readonly PlannedChange[],
): Promise<void> {
  requireBreakGlass(context);
  const { action, targetId } = context.request;
  if (action === 'endMemberships') return;
  const right = action === 'undoChange' ? undoRight(context, items) : rightOf[action];
  const group = targetId === null ? null : await loadGroup(context, targetId);
  requireGroupRight(context, right, group);
  for (const change of changes) requireOwnersAgain(context, action, group, change);
  if (action !== 'undoChange') await requireSeenAgain(context, changes);
  if (action === 'addMembers' || action === 'joinGroup') {
    const { until } = context.request.input as { readonly until?: string };
    // An end that has passed meanwhile is told as such, where it would be kept.
    if (until === undefined || new Date(until) > new Date()) untilOf(context, until);
  }
  if (action !== 'createGroup') return;
  const { name, container } = context.request.input as unknown as CreateGroupInput;
  requirePrefix(context, name);
  await chosenContainer(context, container);
}

/** As the planners ask for owners: of a group that is made or edited, and where an undo touches them (Y1). */
function requireOwnersAgain(
  context: PlanContext,
  action: Action,
  group: Group | null,
  { delta = [], settings, attributes = {} }: PlannedChange,
): void {
  const { owner = '' } = context.provider.vocabulary;
  if (action === 'createGroup') {
    const additional = settings?.additionalOwners?.add ?? [];
    requireOwners(context, null, { primary: attributes[owner]?.[0] ?? null, additional });
    return;
  }
  const touches =
    settings?.additionalOwners !== undefined || delta.some(({ attribute }) => attribute === owner);
  if (group === null || !(action === 'updateGroup' || (action === 'undoChange' && touches))) return;
  requireOwners(context, ownersOf(context, group), ownersWith(context, group, delta, settings ?? null));
}

/**
 * Whom a change adds must still be among what the actor finds (Y4).
 * @throws `object.notFound`
 */
async function requireSeenAgain(context: PlanContext, changes: readonly PlannedChange[]): Promise<void> {
  const added = changes.flatMap((change) => addedBy(context, change));
  const seen = await seenAmong(context, added);
  const hidden = added.filter((id) => !seen.has(id));
  if (hidden.length === 0) return;
  throw new RequestRefused(
    'object.notFound',
    `There is no such object in ${context.store.name} for you any more: ${hidden.join(', ')}.`,
  );
}

/** People and groups that become members or owners. */
function addedBy(
  { provider }: PlanContext,
  { delta = [], settings, attributes = {} }: PlannedChange,
): readonly string[] {
  const { owner = '', member = '' } = provider.vocabulary;
  return [
    ...(attributes[owner] ?? []),
    ...(attributes[member] ?? []),
    ...delta.flatMap((part) => {
      if (part.attribute !== owner && part.attribute !== member) return [];
      return part.op === 'values' ? part.add : part.new === null ? [] : [part.new];
    }),
    ...(settings?.additionalOwners?.add ?? []),
  ];
}

/** As the undo was planned: one's own joining or leaving, or a change of the group. */
function undoRight({ actor, provider }: PlanContext, items: readonly PlanItem[]): GroupAction {
  const only = items.length === 1 ? items[0] : undefined;
  if (only?.attribute !== provider.vocabulary.member) return 'manage';
  if (only?.operation === 'removeValue' && only.old === actor.id) return 'leave';
  return only?.operation === 'addValue' && only.new === actor.id ? 'join' : 'manage';
}
