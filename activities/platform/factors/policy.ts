/** What a role asks of the people who hold it, as far as factors go (access-and-approvals Y5, Y6). */
import {
  type AuthenticationPolicy,
  policiesOf,
  type StoredPolicies,
} from '../../../workflows/contracts/policies.ts';
import type { AnswerRules } from './contract.ts';

export interface FactorPolicy {
  /** One enrolled factor is asked for at sign-in. */
  readonly secondFactor: boolean;
  /** What a step-up asks for. */
  readonly stepUp: Pick<AuthenticationPolicy, 'enforcedFactors' | 'chosenByUser'>;
  readonly answers: AnswerRules;
  readonly lockout: { readonly failThreshold: number; readonly lockMinutes: number };
}

/** @param role null for one that is gone: the defaults of the specification */
export function factorPolicyOf(role: { readonly policies: StoredPolicies } | null): FactorPolicy {
  const { authentication, password } = policiesOf(role?.policies ?? {});
  const { questions, minAnswerLength, failThreshold, lockMinutes } = password;
  return {
    secondFactor: authentication.secondFactor,
    stepUp: authentication,
    answers: { questions, minAnswerLength },
    lockout: { failThreshold, lockMinutes },
  };
}
