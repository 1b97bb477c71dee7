/** Reverts membership and attribute changes from their history entries (stores-and-links 0.5, groups 19.3). */
import type { SecurityType, UndoInput } from '../../../workflows/contracts/actions.ts';
import type { AttributeChange } from '../../../workflows/contracts/delta.ts';
import type {
  MemberEnd,
  PlanItem,
  PlannedChange,
  SettingsChange,
} from '../../../workflows/contracts/plan.ts';
import { type HistoryEntry, listRequestHistory } from '../../database/repositories/history.ts';
import { getChangeSet } from '../../database/repositories/change-sets.ts';
import { listEnds } from '../../database/repositories/membership-ends.ts';
import type { PlanContext } from '../context.ts';
import { type Draft, itemsOf, ownAttributes } from '../draft.ts';
import { type Group, loadGroup, requireGroupRight, valuesOf } from '../group.ts';
import { readAny } from '../read-any.ts';
import { RequestRefused } from '../refused.ts';
import { seenAmong } from '../seen.ts';
import { refuseLockedEntries } from './hidden-fields.ts';
import { refuseCycles } from './circular.ts';
import { ownersOf, ownersWith, requireOwners } from './group-policies.ts';
import { endsLost } from './membership.ts';

const undoableForMs = 30 * 24 * 3_600_000;

export async function planUndo(context: PlanContext): Promise<Draft> {
  const input = context.request.input as unknown as UndoInput;
  const listed = await listRequestHistory(context.db, input.requestId, input.entryIds);
  // An end goes with the membership; by itself it is moved where the members are.
  const entries = listed.filter(({ attribute }) => attribute !== ownAttributes.memberUntil);
  if (listed.length > 0 && entries.length === 0) throw endsAreMoved();
  const first = entries[0];
  if (first === undefined || entries.some((entry) => entry.storeId !== context.store.id)) {
    throw new RequestRefused('notFound', 'There is no such change in this identity store.');
  }
  refuseUndoable(entries);
  const group = await loadGroup(context, first.objectId);
  const own = requireRight(context, group, entries);
  refuseLockedEntries(context, group.ownerIds, entries);

  const { still, changed } = await sortByState(context, group, entries);
  const newest = entries.length === 1 ? changed[0] : undefined;
  if (newest !== undefined || still.length === 0) {
    throw new RequestRefused(
      'undo.changed_since',
      'This was changed again since, so undoing it would lose the newer change.',
    );
  }
  const change = await withEnds(context, input.requestId, inverseOf(context, group, still));
  requireOwnersStill(context, group, change);
  const added = change.delta?.flatMap((part) =>
    part.op === 'values' && part.attribute === context.provider.vocabulary.member ? part.add : [],
  );
  const touched = await readAny(
    context,
    entries.flatMap((entry) => [entry.newValue, entry.oldValue]).filter(isReference(context, entries)),
  );
  if (added !== undefined && added.length > 0) {
    await refuseCycles(
      context,
      group.object,
      touched.filter((object) => added.includes(object.id)),
    );
  }
  const seen = await seenAmong(
    context,
    touched.map(({ id }) => id),
  );
  const names = new Map(
    touched.filter(({ id }) => seen.has(id)).map(({ id, displayName }) => [id, displayName]),
  );
  const asks = group.settings.securityType === 'semi-private';
  return {
    target: { id: group.object.id, name: group.object.displayName },
    changes: [change],
    items: [
      ...itemsOf(context.store.name, [change], names),
      ...changed.map((entry) => changedItem(context, entry)),
    ],
    warnings: [],
    asking: {
      event: 'edit',
      group,
      ...(own === null ? {} : { own: asks ? (own === 'join' ? 'joinGroup' : 'leaveGroup') : 'free' }),
      nested: touched
        .filter(({ id, kind }) => kind === 'group' && added?.includes(id) === true)
        .map(({ id }) => id),
    },
  };
}

const endsAreMoved = () =>
  new RequestRefused(
    'undo.impossible',
    'The end of a membership cannot be undone. Change it in the list of members instead.',
  );

/**
 * Who comes back has the end they had, and who goes leaves theirs for a later undo.
 * @throws `undo.impossible` when that end has passed
 */
async function withEnds(
  { db, provider }: PlanContext,
  undoneId: string,
  change: PlannedChange,
): Promise<PlannedChange> {
  const parts = (change.delta ?? []).flatMap((part) =>
    part.op === 'values' && part.attribute === provider.vocabulary.member ? [part] : [],
  );
  const [add, remove] = [parts.flatMap((part) => part.add), parts.flatMap((part) => part.remove)];
  if (add.length + remove.length === 0) return change;
  const group = { storeId: change.storeId, groupId: change.objectId ?? '' };
  const [undone, known] = await Promise.all([getChangeSet(db, undoneId), listEnds(db, group, remove)]);
  const had = new Map(
    (undone?.changes ?? [])
      .flatMap(({ settings }) => settings?.memberUntil ?? [])
      .map(({ memberId, old }) => [memberId, old]),
  );
  const back = add.flatMap((memberId): MemberEnd[] => {
    const end = had.get(memberId) ?? null;
    return end === null ? [] : [{ memberId, old: null, new: end }];
  });
  if (back.some((end) => new Date(end.new ?? 0) <= new Date())) {
    throw new RequestRefused(
      'undo.impossible',
      'The membership had an end, which has passed. Add the member again instead.',
    );
  }
  const memberUntil = [...back, ...endsLost(remove, known)];
  return memberUntil.length === 0 ? change : { ...change, settings: { ...change.settings, memberUntil } };
}

/** Undoing passes the same policies; what leaves the owners as they are is none of theirs. @throws `policy.owners` */
function requireOwnersStill(
  context: PlanContext,
  group: Group,
  { delta = [], settings }: PlannedChange,
): void {
  const { owner } = context.provider.vocabulary;
  const touched =
    settings?.additionalOwners !== undefined || delta.some(({ attribute }) => attribute === owner);
  if (!touched) return;
  requireOwners(context, ownersOf(context, group), ownersWith(context, group, delta, settings ?? null));
}

/** @throws `undo.impossible`, `undo.expired` */
function refuseUndoable(entries: readonly HistoryEntry[]): void {
  const odd = entries.find((entry) => entry.operation === 'create' || entry.operation === 'delete');
  if (odd !== undefined || entries.some((entry) => entry.objectId !== entries[0]?.objectId)) {
    throw new RequestRefused(
      'undo.impossible',
      'Only changes of attributes and members can be undone. Delete or restore the object instead.',
    );
  }
  if (entries.some(({ action }) => action === 'endMemberships')) {
    throw new RequestRefused(
      'undo.impossible',
      'The membership ended because its time was over. Add the member again instead.',
    );
  }
  if (entries.some((entry) => Date.now() - entry.at.getTime() > undoableForMs)) {
    throw new RequestRefused('undo.expired', 'A change can be undone for 30 days.');
  }
}

/** One's own joining or leaving is undone as a leave or a join; anything else needs the right to manage the group. */
function requireRight(
  context: PlanContext,
  group: Group,
  entries: readonly HistoryEntry[],
): 'join' | 'leave' | null {
  const only = entries.length === 1 ? entries[0] : undefined;
  const isMembership = only?.attribute === context.provider.vocabulary.member;
  if (isMembership && only?.newValue === context.actor.id) {
    requireGroupRight(context, 'leave', group);
    return 'leave';
  }
  if (isMembership && only?.oldValue === context.actor.id) {
    requireGroupRight(context, 'join', group);
    return 'join';
  }
  requireGroupRight(context, 'manage', group);
  return null;
}

const isReference =
  (context: PlanContext, entries: readonly HistoryEntry[]) =>
  (value: string | null): value is string => {
    const references: (string | undefined)[] = [
      context.provider.vocabulary.member,
      context.provider.vocabulary.owner,
      ownAttributes.additionalOwners,
    ];
    return (
      value !== null &&
      entries.some(
        (entry) =>
          references.includes(entry.attribute ?? '') &&
          (entry.newValue === value || entry.oldValue === value),
      )
    );
  };

/** Which entries' new values still hold. */
async function sortByState(context: PlanContext, group: Group, entries: readonly HistoryEntry[]) {
  const member = context.provider.vocabulary.member;
  const ids = entries
    .filter((entry) => entry.attribute === member)
    .map((entry) => entry.newValue ?? entry.oldValue ?? '');
  const present = await context.provider.membersAmong(group.object, ids);
  const holds = (entry: HistoryEntry): boolean => {
    const isThere = (values: readonly string[] | ReadonlySet<string>) => {
      const set = new Set(values);
      return entry.operation === 'addValue' ? set.has(entry.newValue ?? '') : !set.has(entry.oldValue ?? '');
    };
    if (entry.attribute === member) return isThere(present);
    if (entry.attribute === ownAttributes.additionalOwners) return isThere(group.settings.additionalOwners);
    if (entry.attribute === ownAttributes.securityType) return group.settings.securityType === entry.newValue;
    return (valuesOf(group.object, entry.attribute ?? undefined)[0] ?? null) === entry.newValue;
  };
  return { still: entries.filter(holds), changed: entries.filter((entry) => !holds(entry)) };
}

function inverseOf(context: PlanContext, group: Group, entries: readonly HistoryEntry[]): PlannedChange {
  const delta: AttributeChange[] = [];
  let settings: SettingsChange = {};
  for (const [attribute, changes] of Map.groupBy(entries, (entry) => entry.attribute ?? '')) {
    const add = changes.flatMap((entry) =>
      entry.operation === 'removeValue' && entry.oldValue !== null ? [entry.oldValue] : [],
    );
    const remove = changes.flatMap((entry) =>
      entry.operation === 'addValue' && entry.newValue !== null ? [entry.newValue] : [],
    );
    const [only] = changes;
    if (attribute === ownAttributes.additionalOwners)
      settings = { ...settings, additionalOwners: { add, remove } };
    else if (attribute === ownAttributes.securityType) {
      settings = {
        ...settings,
        securityType: { old: only?.newValue as SecurityType, new: only?.oldValue as SecurityType },
      };
    } else if (add.length + remove.length > 0) delta.push({ attribute, op: 'values', add, remove });
    else delta.push({ attribute, op: 'set', old: only?.newValue ?? null, new: only?.oldValue ?? null });
  }
  return {
    storeId: context.store.id,
    kind: 'group',
    objectId: group.object.id,
    objectName: group.object.displayName,
    operation: 'update',
    delta,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
}

const changedItem = (context: PlanContext, entry: HistoryEntry): PlanItem => ({
  change: null,
  store: context.store.name,
  object: entry.objectId,
  objectName: entry.objectName,
  operation: entry.operation,
  attribute: entry.attribute,
  old: entry.newValue,
  new: entry.oldValue,
  valueName: entry.valueName,
  skippedReason: 'changed again since',
});
