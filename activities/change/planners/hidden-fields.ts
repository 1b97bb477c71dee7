/**
 * What the actor does not write, look up or bring back: fields their roles hide from them (users-and-search S1.3), and
 * those whose levels are not for them (stores-and-links P5).
 */
import type { PlannedChange } from '../../../workflows/contracts/plan.ts';
import type { HistoryEntry } from '../../database/repositories/history.ts';
import { hiddenIn } from '../../directory-index/readable.ts';
import { ownsGroup } from '../../platform/authorize.ts';
import { attributeOf } from '../../platform/hidden-fields.ts';
import { lockedFields, unrelated } from '../../platform/levels.ts';
import type { PlanContext } from '../context.ts';
import { conceptOf, fieldOf } from '../field-names.ts';
import { RequestRefused } from '../refused.ts';

/**
 * Before anything is compared with the directory: which value a field holds is not to be told by a refusal either.
 * @param ownerIds of the group; of one that is created, who is to own it
 * @param given the request's body, and what its form showed
 * @throws `policy.fields` naming each field that is hidden or not theirs to change
 */
export function refuseLockedFields(
  context: PlanContext,
  ownerIds: readonly string[],
  ...given: readonly (object | undefined)[]
): void {
  const { vocabulary } = context.provider;
  const locked = lockedIn(context, ownerIds);
  const named = new Set(given.flatMap((one) => Object.keys(one ?? {})));
  refuse([...named].map((field) => [field, locked.get(attributeOf(vocabulary, conceptOf(field)))]));
}

/** Undoing would write them. @throws `policy.fields` */
export function refuseLockedEntries(
  context: PlanContext,
  ownerIds: readonly string[],
  entries: readonly HistoryEntry[],
): void {
  const locked = lockedIn(context, ownerIds);
  const attributes = new Set(entries.flatMap(({ attribute }) => attribute ?? []));
  refuse(
    [...attributes].map((attribute) => [
      fieldOf(context.provider.vocabulary, attribute),
      locked.get(attribute),
    ]),
  );
}

/** Changes as the actor may know them: a plan's hash is told to them, and would confirm a guess of what is to be deleted. */
export function readableChanges(
  { store, actor }: PlanContext,
  changes: readonly PlannedChange[],
): readonly PlannedChange[] {
  const { standing, policies } = actor;
  const hidden = hiddenIn({ storeId: store.id, hiddenFields: policies.hiddenFields, standing }, store);
  if (hidden === undefined) return changes;
  return changes.map(({ before, ...change }) =>
    before === undefined
      ? change
      : {
          ...change,
          before: Object.fromEntries(
            Object.entries(before).filter(([attribute]) => hidden.get(change.kind)?.has(attribute) !== true),
          ),
        },
  );
}

/** The attributes of a group that the actor does not write, each with why. Muster's own data goes by the name of its field. */
function lockedIn(
  { actor, store, provider: { vocabulary } }: PlanContext,
  ownerIds: readonly string[],
): ReadonlyMap<string, string> {
  const { standing, policies } = actor;
  const object = { ...unrelated, owns: ownsGroup(actor, { ownerIds }), kind: 'group' } as const;
  const locked = lockedFields(store.fieldLevels, { standing, hiddenFields: policies.hiddenFields }, object);
  return new Map(locked.map(({ field, reason }) => [attributeOf(vocabulary, field), reason]));
}

function refuse(fields: readonly (readonly [field: string, reason: string | undefined])[]): void {
  const problems = fields.flatMap(([field, reason]) =>
    reason === undefined
      ? []
      : { field, code: 'policy.fields', message: `You cannot change ${field}. ${reason}` },
  );
  if (problems.length === 0) return;
  throw new RequestRefused('policy.fields', problems.map(({ message }) => message).join(' '), problems);
}
