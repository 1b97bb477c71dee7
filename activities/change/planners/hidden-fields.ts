/** What the actor's roles hide from them they do not write, look up or bring back (users-and-search S1.3). */
import type { PlannedChange } from '../../../workflows/contracts/plan.ts';
import type { HistoryEntry } from '../../database/repositories/history.ts';
import { hiddenAttributes, isHidden } from '../../platform/hidden-fields.ts';
import type { PlanContext } from '../context.ts';
import { fieldOf } from '../field-names.ts';
import { RequestRefused } from '../refused.ts';

/**
 * Before anything is compared with the directory: which value a field holds is not to be told by a refusal either.
 * @param given the request's body, and what its form showed
 * @throws `policy.fields` naming each field that is hidden
 */
export function refuseHiddenFields(context: PlanContext, ...given: readonly (object | undefined)[]): void {
  const { hiddenFields } = context.actor.policies;
  const named = new Set(given.flatMap((one) => Object.keys(one ?? {})));
  refuse([...named].filter((field) => isHidden(context.provider.vocabulary, hiddenFields, field)));
}

/** Undoing would write what was hidden. @throws `policy.fields` */
export function refuseHiddenEntries(context: PlanContext, entries: readonly HistoryEntry[]): void {
  const { provider, actor } = context;
  const hidden = hiddenAttributes(provider.vocabulary, actor.policies.hiddenFields);
  const attributes = entries.flatMap(({ attribute }) => attribute ?? []).filter((one) => hidden.has(one));
  refuse([...new Set(attributes)].map((attribute) => fieldOf(provider.vocabulary, attribute)));
}

/** Changes as the actor may know them: a plan's hash is told to them, and would confirm a guess of what is to be deleted. */
export function readableChanges(
  { provider, actor }: PlanContext,
  changes: readonly PlannedChange[],
): readonly PlannedChange[] {
  const hidden = hiddenAttributes(provider.vocabulary, actor.policies.hiddenFields);
  if (hidden.size === 0) return changes;
  return changes.map(({ before, ...change }) =>
    before === undefined
      ? change
      : {
          ...change,
          before: Object.fromEntries(Object.entries(before).filter(([attribute]) => !hidden.has(attribute))),
        },
  );
}

function refuse(fields: readonly string[]): void {
  if (fields.length === 0) return;
  const problems = fields.map((field) => ({
    field,
    code: 'policy.fields',
    message: `Your role hides ${field} from you, so you cannot change it. Ask an administrator to show it, or to make the change.`,
  }));
  throw new RequestRefused('policy.fields', problems.map(({ message }) => message).join(' '), problems);
}
