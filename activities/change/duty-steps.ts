/** The steps in which the approver of a rule agrees to somebody holding both sides of it (access-and-approvals B2). */
import { type ApprovalPlan, type NamedPerson } from '../database/repositories/approvals.ts';
import { getStore } from '../database/repositories/stores.ts';
import { peopleAmong } from '../platform/approvals/people.ts';
import { administratorsOf } from '../platform/approvals/route.ts';
import type { ChangeDeps, PlanContext } from './context.ts';
import type { Conflict } from './duties.ts';
import type { Split } from './split.ts';

/** They come last: who decides knows that everybody else has agreed. Nobody agrees for themself. */
export async function withDutySteps(
  deps: ChangeDeps,
  context: PlanContext,
  split: Split,
  asks: readonly Conflict[],
): Promise<Split> {
  if (asks.length === 0) return split;
  const stage = Math.max(0, ...split.steps.map((step) => step.stage)) + 1;
  const steps: ApprovalPlan[] = [];
  for (const { rule, members } of asks) {
    const mayDecide = ({ storeId, id }: NamedPerson) =>
      storeId !== context.store.id || (id !== context.actor.id && !members.includes(id));
    const named = (await approversOf(deps, rule)).filter(mayDecide);
    const others =
      named.length > 0
        ? named
        : (await administratorsOf({ db: context.db, store: context.store, reader: context.provider })).filter(
            mayDecide,
          );
    steps.push({
      rule: `Separation of duties: ${rule.name}`,
      definitionId: null,
      dutyRuleId: rule.id,
      stage,
      approvers: others,
      held: named.length === 0,
      auto: null,
    });
  }
  const { own, waiting } = split;
  return {
    ...split,
    steps: [...split.steps, ...steps],
    waiting: { ...own, items: [...new Set([...own.items, ...waiting.items])] },
  };
}

/** Nobody where the approver, or the store they are in, is gone or disabled: then the request is held. */
async function approversOf(
  { db, providers }: ChangeDeps,
  { approverStoreId, approverId }: Conflict['rule'],
): Promise<NamedPerson[]> {
  if (approverStoreId === null || approverId === null) return [];
  const store = await getStore(db, approverStoreId);
  if (store?.enabled !== true) return [];
  return peopleAmong(await providers.open(store.id), store.id, [approverId]);
}
