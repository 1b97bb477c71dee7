/**
 * Has the directory changed since the plan was made?
 *
 * A value that is to be added or removed has two states only: as planned (do it) or as wanted (it is
 * done already and not ours). A single value has a third: somebody wrote something else, and then
 * nothing at all is written.
 */
import type { AttributeChange, Delta } from '../../workflows/contracts/delta.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { PlannedChange } from '../../workflows/contracts/plan.ts';
import type { JournalRow } from '../database/repositories/change-sets.ts';
import type { GroupSettings } from '../database/repositories/groups.ts';
import type { Provider } from '../providers/contract.ts';
import { leavingIn, ownAttributes } from './draft.ts';
import { valuesOf } from './group.ts';
import { RequestRefused } from './refused.ts';

export type Held = JournalRow['alreadyHeld'][number];

export type Drift =
  | { readonly state: 'asPlanned'; readonly alreadyHeld: JournalRow['alreadyHeld'] }
  | { readonly state: 'stale' };

/** Stands for the object itself, not for one of its values. */
const wholeObject: Held = { attribute: '', value: '' };

const asPlanned: Drift = { state: 'asPlanned', alreadyHeld: [] };

/** @param settings what Muster itself keeps of the object now */
export async function driftOf(
  provider: Provider,
  change: PlannedChange,
  settings: GroupSettings,
): Promise<Drift> {
  if (change.objectId === null) return asPlanned;
  const depends = [
    ...Object.keys(change.before ?? {}),
    ...(change.delta ?? []).map((part) => part.attribute),
  ];
  const [object] = await provider.read(
    [{ kind: change.kind, id: change.objectId }],
    depends.filter((attribute) => attribute !== provider.vocabulary.member),
  );
  if (change.operation === 'delete') {
    // Gone already is what was wanted, and not our doing.
    if (object === undefined) return { state: 'asPlanned', alreadyHeld: [wholeObject] };
    return sameAttributes(object, change.before ?? {}) ? asPlanned : { state: 'stale' };
  }
  if (object === undefined) {
    throw new RequestRefused(
      'object.notFound',
      `${change.objectName} does not exist any more, so nothing was written.`,
    );
  }
  const alreadyHeld = heldSettings(change, settings);
  if (alreadyHeld === null) return { state: 'stale' };
  const bounded = (change.settings?.memberUntil ?? []).flatMap(({ memberId, old }) =>
    old === null || leavingIn(change).has(memberId) ? [] : [memberId],
  );
  // Whoever has left meanwhile has no end that could be moved.
  if (bounded.length > 0 && (await provider.membersAmong(object, bounded)).size < bounded.length) {
    return { state: 'stale' };
  }
  for (const part of change.delta ?? []) {
    if (part.op === 'set') {
      const current = valuesOf(object, part.attribute)[0] ?? null;
      if (current === part.new) alreadyHeld.push({ attribute: part.attribute, value: part.new ?? '' });
      else if (current !== part.old) return { state: 'stale' };
    } else {
      alreadyHeld.push(...(await heldValues(provider, object, part)));
    }
  }
  return { state: 'asPlanned', alreadyHeld };
}

/** The same for Muster's own data; null when somebody else has changed it meanwhile. */
function heldSettings({ settings: change }: PlannedChange, now: GroupSettings): Held[] | null {
  const { securityType, additionalOwners } = change ?? {};
  if (securityType !== undefined && ![securityType.old, securityType.new].includes(now.securityType))
    return null;
  const owners = new Set(now.additionalOwners);
  return [
    ...(securityType?.new === now.securityType
      ? [{ attribute: ownAttributes.securityType, value: securityType.new }]
      : []),
    ...[
      ...(additionalOwners?.add.filter((id) => owners.has(id)) ?? []),
      ...(additionalOwners?.remove.filter((id) => !owners.has(id)) ?? []),
    ].map((value) => ({ attribute: ownAttributes.additionalOwners, value })),
  ];
}

export async function heldValues(
  provider: Provider,
  object: DirectoryObject,
  part: AttributeChange & { op: 'values' },
) {
  const touched = [...part.add, ...part.remove];
  const present =
    part.attribute === provider.vocabulary.member
      ? await provider.membersAmong(object, touched)
      : new Set(valuesOf(object, part.attribute));
  return [
    ...part.add.filter((value) => present.has(value)),
    ...part.remove.filter((value) => !present.has(value)),
  ].map((value) => ({ attribute: part.attribute, value }));
}

function sameAttributes(object: DirectoryObject, before: DirectoryObject['attributes']): boolean {
  return Object.entries(before).every(([attribute, values]) => {
    const now = new Set(valuesOf(object, attribute));
    return now.size === new Set(values).size && values.every((value) => now.has(value));
  });
}

/** True when this value of the plan (or the object itself, for null) needed no write. */
export const isHeld = (
  held: JournalRow['alreadyHeld'],
  attribute: string | null,
  value: string | null,
): boolean => held.some((entry) => entry.attribute === (attribute ?? '') && entry.value === (value ?? ''));

/** The delta without what holds already. */
export function remaining(delta: Delta, held: JournalRow['alreadyHeld']): Delta {
  return delta.flatMap((part): readonly AttributeChange[] => {
    const left = (values: readonly string[]) =>
      values.filter((value) => !isHeld(held, part.attribute, value));
    if (part.op === 'set') return isHeld(held, part.attribute, part.new) ? [] : [part];
    const [add, remove] = [left(part.add), left(part.remove)];
    return add.length + remove.length === 0 ? [] : [{ ...part, add, remove }];
  });
}
