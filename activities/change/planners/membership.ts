/** Membership changes: join, leave, add, remove. One plan for all, by whom and how many differ. */
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { MemberEnd, PlannedChange } from '../../../workflows/contracts/plan.ts';
import type { ChangeMembersInput, JoinOrLeaveInput } from '../../../workflows/contracts/actions.ts';
import { listEnds, type MembershipEnd } from '../../database/repositories/membership-ends.ts';
import type { PlanContext } from '../context.ts';
import { type Draft, itemsOf, skipped } from '../draft.ts';
import { type Group, loadGroup, requireGroupRight } from '../group.ts';
import { readAny } from '../read-any.ts';
import { RequestRefused } from '../refused.ts';
import { readSeen, seenAmong } from '../seen.ts';
import { refuseCycles } from './circular.ts';
import { refuseNotTaken } from './taken.ts';
import { untilOf } from './until.ts';

export const planJoin = (context: PlanContext) => planOwn(context, 'join');
export const planLeave = (context: PlanContext) => planOwn(context, 'leave');

async function planOwn(context: PlanContext, action: 'join' | 'leave'): Promise<Draft> {
  const { groupId, until } = context.request.input as unknown as JoinOrLeaveInput;
  const group = await loadGroup(context, groupId);
  requireGroupRight(context, action, group);
  const draft = await planMembers(
    context,
    group,
    action === 'join' ? 'add' : 'remove',
    [context.actor.object],
    action === 'join' ? untilOf(context, until) : null,
  );
  const asks = group.settings.securityType === 'semi-private';
  const own = !asks ? 'free' : action === 'join' ? 'joinGroup' : 'leaveGroup';
  return { ...draft, asking: { event: 'edit', group, own } };
}

export const planAddMembers = (context: PlanContext) => planOthers(context, 'add');
export const planRemoveMembers = (context: PlanContext) => planOthers(context, 'remove');

async function planOthers(context: PlanContext, change: 'add' | 'remove'): Promise<Draft> {
  const { groupId, memberIds, until: end } = context.request.input as unknown as ChangeMembersInput;
  const group = await loadGroup(context, groupId);
  requireGroupRight(context, 'manage', group);
  const until = change === 'add' ? untilOf(context, end) : null;
  const members = await loadMembers(context, memberIds, change);
  if (change === 'add') {
    await refuseNotTaken(context, members, [
      { purpose: 'members', field: (index) => `memberIds/${index}`, ids: memberIds },
    ]);
    await refuseCycles(context, group.object, members);
  }
  return planMembers(context, group, change, members, until);
}

/** @throws `object.notFound` naming each unknown id. An id that is gone may still be removed. */
async function loadMembers(
  context: PlanContext,
  ids: readonly string[],
  change: 'add' | 'remove',
): Promise<DirectoryObject[]> {
  const found = new Map((await readSeen(context, ids)).map((object) => [object.id, object]));
  const unknown = ids.flatMap((id, index) => (found.has(id) ? [] : [{ id, index }]));
  if (unknown.length > 0 && change === 'add') {
    throw new RequestRefused(
      'object.notFound',
      `There is no such object in ${context.store.name}: ${unknown.map(({ id }) => id).join(', ')}.`,
      unknown.map(({ id, index }) => ({
        field: `memberIds/${index}`,
        code: 'object.notFound',
        message: `${id} does not exist.`,
      })),
    );
  }
  return [...new Set(ids)].map(
    (id) =>
      found.get(id) ?? {
        kind: 'user',
        id,
        name: id,
        displayName: id,
        path: '',
        enabled: false,
        attributes: {},
      },
  );
}

/** Why a removal has nothing to do. */
export const notMember = 'not a member';

/**
 * The plan for the values that are not yet as wanted; the others are listed as skipped (groups 3.11).
 * @param until when the memberships end. Of whoever is a member until some day it moves the end, or takes it
 * away; whoever is one for good stays so (access-and-approvals B5).
 */
async function planMembers(
  context: PlanContext,
  group: Group,
  change: 'add' | 'remove',
  members: readonly DirectoryObject[],
  until: string | null,
): Promise<Draft> {
  const { db, provider, store } = context;
  const attribute = provider.vocabulary.member ?? 'member';
  const ids = members.map((member) => member.id);
  const [there, hidden, known] = await Promise.all([
    provider.membersAmong(group.object, ids),
    hiddenAmong(context, ids),
    listEnds(db, { storeId: store.id, groupId: group.object.id }, ids),
  ]);
  // Whether somebody whom the actor may not see is a member is not told either.
  const present = new Set([...there].filter((id) => !hidden.has(id)));
  const wanted = members
    .filter((member) => present.has(member.id) !== (change === 'add'))
    .map((member) => member.id);
  const memberUntil = change === 'add' ? endsOf(members, present, known, until) : endsLost(wanted, known);
  const names = new Map(members.map((member) => [member.id, member.displayName]));
  const planned: PlannedChange = {
    storeId: store.id,
    kind: 'group',
    objectId: group.object.id,
    objectName: group.object.displayName,
    operation: 'update',
    delta: [
      {
        attribute,
        op: 'values',
        add: change === 'add' ? wanted : [],
        remove: change === 'remove' ? wanted : [],
      },
    ],
    ...(memberUntil.length === 0 ? {} : { settings: { memberUntil } }),
  };
  const changes = wanted.length + memberUntil.length === 0 ? [] : [planned];
  const reason = change === 'add' ? 'already a member' : notMember;
  const moved = new Set(memberUntil.map(({ memberId }) => memberId));
  const left = members.filter(({ id }) => !wanted.includes(id) && !moved.has(id));
  return {
    target: { id: group.object.id, name: group.object.displayName },
    changes,
    items: [
      ...itemsOf(store.name, changes, names),
      ...left.map(({ id }) =>
        skipped(
          store.name,
          planned,
          change === 'add'
            ? { operation: 'addValue', attribute, old: null, new: id }
            : { operation: 'removeValue', attribute, old: id, new: null },
          names,
          reason,
        ),
      ),
    ],
    warnings: [],
    asking: {
      event: 'edit',
      group,
      nested: change === 'add' ? members.filter(({ kind }) => kind === 'group').map(({ id }) => id) : [],
    },
  };
}

/** The ends that differ from what they are. */
function endsOf(
  members: readonly DirectoryObject[],
  present: ReadonlySet<string>,
  known: ReadonlyMap<string, MembershipEnd>,
  until: string | null,
): MemberEnd[] {
  return members.flatMap(({ id: memberId }): MemberEnd[] => {
    if (!present.has(memberId)) return until === null ? [] : [{ memberId, old: null, new: until }];
    const old = known.get(memberId)?.until?.toISOString() ?? null;
    return old === null || old === until ? [] : [{ memberId, old, new: until }];
  });
}

/** The ends of memberships that are taken away: undoing that gives them back. */
export const endsLost = (
  removed: readonly string[],
  known: ReadonlyMap<string, MembershipEnd>,
): MemberEnd[] =>
  removed.flatMap((memberId): MemberEnd[] => {
    const old = known.get(memberId)?.until?.toISOString();
    return old === undefined ? [] : [{ memberId, old, new: null }];
  });

/** Of these ids, those of objects that are there and that the actor may not see; ids that are gone may still be removed. */
async function hiddenAmong(context: PlanContext, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (context.actor.policies.search === null) return new Set();
  const [objects, seen] = await Promise.all([readAny(context, ids), seenAmong(context, ids)]);
  return new Set(objects.filter(({ id }) => !seen.has(id)).map(({ id }) => id));
}
