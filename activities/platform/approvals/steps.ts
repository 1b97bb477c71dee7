/** From a workflow and the people its entries name to the steps of a request (W4, W8, W9). Pure. */
import type { ApprovalMode, ApprovalSettings } from '../../../workflows/contracts/approvals.ts';
import type { NamedPerson } from '../../database/repositories/approvals.ts';
import type { Chain } from './climb.ts';

/** Why a step needs nobody. */
export type Auto =
  /** The requester is an approver, and has approved by asking. */
  | 'requester'
  /** Nobody could be asked, and the store lets such requests through. */
  | 'nobody';

/** An approver entry: the enabled people behind it, and where their way up the line begins. */
export interface Entry {
  readonly people: readonly NamedPerson[];
  readonly from: readonly Chain[];
}

export interface Step {
  /** Steps of one stage are asked side by side, stages one after the other; from 1. */
  readonly stage: number;
  readonly people: readonly NamedPerson[];
  readonly from: readonly Chain[];
  readonly auto: Auto | null;
  /** Nobody is left: `default` asks the default approver, `strict` does too but never ends without a person. */
  readonly lacks: 'default' | 'strict' | null;
  /** Administrators decide, because nobody else can. */
  readonly held: boolean;
}

export interface StepRule {
  readonly mode: ApprovalMode;
  /** Its requests are let through where nobody can be asked (Change Manager, W10). */
  readonly optional: boolean;
}

export function stepsOf(
  { mode }: Pick<StepRule, 'mode'>,
  entries: readonly Entry[],
  requesterId: string,
  { selfApproval }: Pick<ApprovalSettings, 'selfApproval'>,
): readonly Step[] {
  const asked =
    mode === 'any'
      ? [
          {
            stage: 1,
            people: unique(entries.flatMap(({ people }) => people)),
            from: entries.flatMap(({ from }) => from),
          },
        ]
      : entries.map((entry, index) => ({ stage: mode === 'sequence' ? index + 1 : 1, ...entry }));
  const steps = asked.flatMap(({ stage, people, from }): readonly Step[] => {
    const others = people.filter(({ id }) => id !== requesterId);
    const self = people.filter(({ id }) => id === requesterId);
    const step: Step = {
      stage,
      people: others,
      from: from.filter(({ at }) => at !== requesterId),
      auto: null,
      lacks: null,
      held: false,
    };
    if (self.length > 0 && selfApproval === 'autoApprove') {
      return [{ ...step, people: self, auto: 'requester' }];
    }
    if (others.length > 0) return [step];
    if (self.length === 0) return [{ ...step, lacks: 'default' }];
    return selfApproval === 'forbid' ? [{ ...step, lacks: 'strict' }] : [];
  });
  // Everybody was skipped: what is left is to ask the default approver.
  return steps.length > 0
    ? steps
    : [{ stage: 1, people: [], from: [], auto: null, lacks: 'default', held: false }];
}

/** Fills a step that lacks people: default approver, then the store's choice (W9). */
export function filled(
  step: Step,
  rule: Pick<StepRule, 'optional'>,
  requesterId: string,
  { noApprover }: Pick<ApprovalSettings, 'noApprover'>,
  fallback: { readonly defaults: Entry; readonly administrators: readonly NamedPerson[] },
): Step {
  const { lacks } = step;
  if (lacks === null) return step;
  const done: Step = { ...step, from: [], lacks: null };
  const defaults = fallback.defaults.people.filter(({ id }) => id !== requesterId);
  if (defaults.length > 0) return { ...done, people: defaults, from: fallback.defaults.from };
  if (lacks === 'default' && (rule.optional || noApprover === 'autoApprove')) {
    return { ...done, auto: 'nobody' };
  }
  return { ...done, held: true, people: fallback.administrators.filter(({ id }) => id !== requesterId) };
}

/** Each person once, however many ways lead to them. */
export const unique = (people: readonly NamedPerson[]): readonly NamedPerson[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];
