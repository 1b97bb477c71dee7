/** What a step-up asks for, as the API tells it (access-and-approvals E3). */
import type { FactorKind } from '../../workflows/contracts/factors.ts';
import type { StepUp, StepUpStanding } from '../../workflows/contracts/step-up.ts';

const names: Readonly<Record<FactorKind, string>> = {
  totp: 'authenticator app',
  passkey: 'passkey',
  securityKey: 'security key',
  email: 'code by mail',
  securityQuestions: 'security questions',
};

const all = new Intl.ListFormat('en', { type: 'conjunction' });
const any = new Intl.ListFormat('en', { type: 'disjunction' });
const named = (kinds: readonly FactorKind[]): string[] => kinds.map((kind) => names[kind]);

/** Such as "authenticator app, and 1 of passkey or security key". */
function textOf({ demanded, choose, from }: StepUp): string {
  const chosen = choose === 0 ? '' : `${choose} of ${any.format(named(from))}`;
  return [all.format(named(demanded)), chosen].filter((part) => part !== '').join(', and ');
}

const viewOf = ({ demanded, choose, from }: StepUp) => ({ demanded: [...demanded], choose, from: [...from] });

export const roleStepUpView = (stepUp: StepUp) => ({ ...viewOf(stepUp), text: textOf(stepUp) });

export const stepUpView = (own: StepUp & StepUpStanding) => ({
  ...viewOf(own),
  enough: own.enough,
  missing: [...own.missing],
  missingChoices: own.missingChoices,
  choices: [...own.choices],
});
