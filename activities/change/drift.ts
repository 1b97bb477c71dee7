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
import type { Provider } from '../providers/contract.ts';
import { valuesOf } from './group.ts';
import { RequestRefused } from './refused.ts';

export type Drift =
  | { readonly state: 'asPlanned'; readonly alreadyHeld: JournalRow['alreadyHeld'] }
  | { readonly state: 'stale' };

const asPlanned: Drift = { state: 'asPlanned', alreadyHeld: [] };

export async function driftOf(provider: Provider, change: PlannedChange): Promise<Drift> {
  if (change.objectId === null) return asPlanned;
  const [object] = await provider.read([{ kind: change.kind, id: change.objectId }]);
  if (change.operation === 'delete') {
    // Gone already is what was wanted; the provider's remove takes it as done.
    return object === undefined || sameAttributes(object, change.before ?? {})
      ? asPlanned
      : { state: 'stale' };
  }
  if (object === undefined) {
    throw new RequestRefused(
      'object.notFound',
      `${change.objectName} does not exist any more, so nothing was written.`,
    );
  }
  const alreadyHeld: { attribute: string; value: string }[] = [];
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

async function heldValues(
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

/** True when this value of the plan needed no write. */
export const isHeld = (held: JournalRow['alreadyHeld'], attribute: string, value: string | null): boolean =>
  held.some((entry) => entry.attribute === attribute && entry.value === (value ?? ''));

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
