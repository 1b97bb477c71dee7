/** Muster's own request: memberships whose day has come end (access-and-approvals B5). */
import type { EndMembershipsInput } from '../../../workflows/contracts/actions.ts';
import type { PlannedChange } from '../../../workflows/contracts/plan.ts';
import { listEnds } from '../../database/repositories/membership-ends.ts';
import type { PlanContext } from '../context.ts';
import { type Draft, itemsOf, skipped } from '../draft.ts';
import { dueFor } from '../membership-ends.ts';
import { readAny } from '../read-any.ts';
import { notMember } from './membership.ts';

/** Who has left already, and a group that is gone, are what was wanted; whose end was moved is left alone. */
export async function planEndMemberships(context: PlanContext): Promise<Draft> {
  const { db, provider, request, store } = context;
  const { groupId, memberIds } = request.input as unknown as EndMembershipsInput;
  const attribute = provider.vocabulary.member ?? 'member';
  const [[object], known, members] = await Promise.all([
    provider.read([{ kind: 'group', id: groupId }]),
    listEnds(db, { storeId: store.id, groupId }, memberIds),
    readAny(context, memberIds),
  ]);
  const due = dueFor(request, known);
  const present = object === undefined ? new Set<string>() : await provider.membersAmong(object, memberIds);
  const remove = memberIds.filter((id) => due.has(id) && present.has(id));
  const target = { id: groupId, name: object?.displayName ?? request.targetName ?? groupId };
  const names = new Map(members.map(({ id, displayName }) => [id, displayName]));
  const planned: PlannedChange = {
    storeId: store.id,
    kind: 'group',
    objectId: groupId,
    objectName: target.name,
    operation: 'update',
    delta: [{ attribute, op: 'values', add: [], remove }],
  };
  const changes = remove.length === 0 ? [] : [planned];
  const left = memberIds.filter((id) => !remove.includes(id));
  return {
    target,
    changes,
    items: [
      ...itemsOf(store.name, changes, names),
      ...left.map((id) => {
        const line = { operation: 'removeValue' as const, attribute, old: id, new: null };
        return skipped(store.name, planned, line, names, due.has(id) ? notMember : 'its end was changed');
      }),
    ],
    warnings: [],
    // Who agreed to the membership agreed to its end.
    asking: { event: 'edit', group: null, own: 'free' },
  };
}
