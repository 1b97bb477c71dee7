/**
 * What a step-up asks for (access-and-approvals E3): proof beyond the sign-in, before a password is reset, an account is
 * unlocked, or a helpdesk acts for somebody. A sign-in asks for any one factor instead.
 */
import { type FactorKind, factorKinds } from './factors.ts';
import type { AuthenticationPolicy } from './policies.ts';

export interface StepUp {
  /** Every one of them. */
  readonly demanded: readonly FactorKind[];
  /** And so many of those to choose from. */
  readonly choose: number;
  readonly from: readonly FactorKind[];
}

/**
 * @param offered what the store has switched on. What a role demands stays demanded without it: a step-up that cannot be
 * passed keeps people out, and one that asks for less would let strangers in.
 */
export function stepUpOf(
  { enforcedFactors, chosenByUser }: Pick<AuthenticationPolicy, 'enforcedFactors' | 'chosenByUser'>,
  offered: readonly FactorKind[],
): StepUp {
  return {
    demanded: factorKinds.filter((kind) => enforcedFactors.includes(kind)),
    choose: chosenByUser,
    from: factorKinds.filter((kind) => offered.includes(kind) && !enforcedFactors.includes(kind)),
  };
}

/** How far what somebody has enrolled goes. */
export interface StepUpStanding {
  readonly enough: boolean;
  /** Demanded, and not to be proven by what is enrolled and offered. */
  readonly missing: readonly FactorKind[];
  /** So many more of the choices have to be enrolled. */
  readonly missingChoices: number;
  /** Those that would do. */
  readonly choices: readonly FactorKind[];
}

/**
 * A kind counts once, however many of it are enrolled. Backup codes stand in for a lost device at sign-in and count for
 * nothing here; nor does it count that a passkey is password and second factor at once there (E9).
 * @param enrolled what the person has; of kinds that are no longer offered as well
 */
export function stepUpStanding(
  { demanded, choose, from }: StepUp,
  enrolled: readonly FactorKind[],
  offered: readonly FactorKind[],
): StepUpStanding {
  const usable = (kind: FactorKind) => enrolled.includes(kind) && offered.includes(kind);
  const missing = demanded.filter((kind) => !usable(kind));
  const missingChoices = Math.max(0, choose - from.filter(usable).length);
  return {
    enough: missing.length === 0 && missingChoices === 0,
    missing,
    missingChoices,
    choices: missingChoices === 0 ? [] : from.filter((kind) => !usable(kind)),
  };
}
