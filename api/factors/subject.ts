/** A person as far as factors go: what the store offers, what the role asks, what is enrolled. */
import {
  type FactorSettings,
  getFactorSettings,
  isFirstAdministrator,
} from '../../activities/database/repositories/factor-settings.ts';
import {
  countBackupCodes,
  type EnrolledFactor,
  listFactors,
} from '../../activities/database/repositories/factors.ts';
import type { Person } from '../../activities/database/repositories/requests.ts';
import { getQuestionPool } from '../../activities/database/repositories/question-pool.ts';
import { getRole } from '../../activities/database/repositories/roles.ts';
import type { FactorContext, KnownFactor } from '../../activities/platform/factors/contract.ts';
import { type FactorPolicy, factorPolicyOf } from '../../activities/platform/factors/policy.ts';
import { openFactor } from '../../activities/platform/factors/seal.ts';
import { storeVocabulary } from '../../activities/platform/live-directory.ts';
import { type FactorKind, strongFactors } from '../../workflows/contracts/factors.ts';
import {
  type StepUp,
  stepUpOf,
  stepUpStanding,
  type StepUpStanding,
} from '../../workflows/contracts/step-up.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import type { SessionActor } from '../session-actor.ts';

export interface Subject {
  readonly actor: SessionActor;
  readonly person: Person;
  readonly settings: FactorSettings;
  /** Those to choose from, beside own ones. */
  readonly questions: readonly string[];
  readonly policy: FactorPolicy;
  /** Everything enrolled, of kinds that the store no longer offers as well. */
  readonly enrolled: readonly EnrolledFactor[];
  readonly backupCodes: number;
  /** Set-up made this person administrator. */
  readonly first: boolean;
}

export async function subjectOf({ database: { db } }: RouteDeps, actor: SessionActor): Promise<Subject> {
  const { storeId, userId, roleId } = actor;
  const person = { storeId, id: userId };
  const [settings, pool, role, enrolled, backupCodes, first] = await Promise.all([
    getFactorSettings(db, storeId),
    getQuestionPool(db),
    getRole(db, storeId, roleId),
    listFactors(db, person),
    countBackupCodes(db, person),
    isFirstAdministrator(db, person),
  ]);
  const questions = settings.questions ?? pool.questions;
  return { actor, person, settings, questions, policy: factorPolicyOf(role), enrolled, backupCodes, first };
}

/** What one may prove oneself by now: enrolled and still offered. */
export const usableFactors = ({ enrolled, settings }: Subject): EnrolledFactor[] =>
  enrolled.filter(({ kind }) => settings.factors.includes(kind));

export const openAll = ({ keyRing }: RouteDeps, rows: readonly EnrolledFactor[]): KnownFactor[] =>
  rows.map((row) => openFactor(keyRing, row));

/** @param mail of the person, where a factor may need it */
export const contextOf = (deps: RouteDeps, subject: Subject, mail: string | null = null): FactorContext => {
  const { actor, person, questions, policy } = subject;
  return {
    person: { ...person, name: actor.name, loginName: actor.loginName, mail },
    site: deps.config.publicUrl,
    now: deps.now(),
    questions,
    rules: policy.answers,
  };
};

/** What a step-up asks of the person, and how far their enrolment goes [E3]. */
export function ownStepUp({ policy, settings, enrolled }: Subject): StepUp & StepUpStanding {
  const asked = stepUpOf(policy.stepUp, settings.factors);
  const kinds = enrolled.map(({ kind }) => kind);
  return { ...asked, ...stepUpStanding(asked, kinds, settings.factors) };
}

/** The mail address the directory has. @throws `provider.*` */
export async function directoryMail({ live }: RouteDeps, actor: SessionActor): Promise<string | null> {
  const attribute = storeVocabulary(actor.storeKind).mail;
  if (attribute === undefined) return null;
  const [object] = await live.read(actor.storeId, [actor.userId]);
  return object?.attributes[attribute]?.[0] ?? null;
}

/** What stands between the right password and a session. */
export type Requirement =
  | { readonly step: 'none' }
  | { readonly step: 'prove' }
  | { readonly step: 'enrol'; readonly kinds: readonly FactorKind[] };

/**
 * The second factor of a sign-in [A4, E2, E3]. A first administrator needs a strong one as soon as the
 * store lets people enrol [A2].
 * @throws ApiProblem `factor.unenrolled` where one is needed and none can be enrolled
 */
export function requirementOf(subject: Subject): Requirement {
  const { settings, policy, first } = subject;
  const strong =
    first && settings.enrolmentEnabled ? strongFactors.filter((kind) => settings.factors.includes(kind)) : [];
  if (!policy.secondFactor && strong.length === 0) return { step: 'none' };
  const usable = usableFactors(subject);
  if (strong.length > 0 && !usable.some(({ kind }) => strong.includes(kind)))
    return { step: 'enrol', kinds: strong };
  if (usable.length > 0) return { step: 'prove' };
  if (settings.enrolmentEnabled && settings.factors.length > 0)
    return { step: 'enrol', kinds: settings.factors };
  throw new ApiProblem(
    'factor.unenrolled',
    'Your role needs a second factor, you have none, and enrolment is switched off. Ask an administrator of the identity store.',
  );
}
