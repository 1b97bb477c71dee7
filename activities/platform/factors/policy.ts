/** What a role asks of the people who hold it, as far as factors go (access-and-approvals Y5, Y6). */
import type { AnswerRules } from './contract.ts';

export interface FactorPolicy {
  /** One enrolled factor is asked for at sign-in. */
  readonly secondFactor: boolean;
  readonly answers: AnswerRules;
  readonly lockout: { readonly failThreshold: number; readonly lockMinutes: number };
}

const defaults: FactorPolicy = {
  secondFactor: false,
  answers: { questions: 4, minAnswerLength: 3 },
  lockout: { failThreshold: 5, lockMinutes: 15 },
};

/** Roles hold no policies of their own yet: the defaults of the specification. */
export const factorPolicyOf = (_role: { readonly id: string } | null): FactorPolicy => defaults;
