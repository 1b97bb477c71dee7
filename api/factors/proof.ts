/** Proving who one is by a factor: counted before it is looked at, locked after too many failures [E7]. */
import { createHash } from 'node:crypto';
import {
  countFailure,
  findChallenge,
  forgetFailures,
  type LockoutRule,
  takeBackFailure,
  tryChallenge,
  spendChallenge,
} from '../../activities/database/repositories/factor-challenges.ts';
import { spendBackupCode, markFactorUsed } from '../../activities/database/repositories/factors.ts';
import type { Person } from '../../activities/database/repositories/requests.ts';
import {
  beginAttempt,
  forgetAccount,
  forgetAttempt,
} from '../../activities/database/repositories/sign-in.ts';
import { type Answer, FactorRefused, type Shown } from '../../activities/platform/factors/contract.ts';
import { factors } from '../../activities/platform/factors/registry.ts';
import { openState } from '../../activities/platform/factors/seal.ts';
import { hashWords, normalWords } from '../../activities/platform/random-words.ts';
import type { FactorKind, ProofKind } from '../../workflows/contracts/factors.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import { signInLimits, throttled } from '../sign-in.ts';
import { ask, mostTries, requireConfigured } from './challenges.ts';
import { factorDisabled, factorFailed, factorLocked, problemOfFactor } from './problems.ts';
import { contextOf, openAll, type Subject, usableFactors } from './subject.ts';

export interface ProofAnswer extends Answer {
  readonly kind: ProofKind;
}

export interface Prover {
  readonly boundTo: string;
  readonly address: string;
}

/** Sends a code, or tells what has to be signed or answered. @throws ApiProblem `factor.*` */
export async function askForProof(
  deps: RouteDeps,
  subject: Subject,
  boundTo: string,
  kind: FactorKind,
): Promise<Shown> {
  const known = openAll(
    deps,
    usableFactors(subject).filter((row) => row.kind === kind),
  );
  const factor = factors[kind];
  if (known.length === 0 || factor.ask === undefined) throw factorDisabled();
  await requireConfigured(deps.database.db, subject.person.storeId, kind);
  try {
    const asked = await factor.ask(contextOf(deps, subject), known);
    return await ask(deps, subject, asked, { kind, purpose: 'prove', boundTo });
  } catch (error) {
    throw problemOfFactor(error);
  }
}

/** @throws ApiProblem `factor.failed`, `factor.locked`, `factor.disabled`, `signin.throttled` */
export async function prove(
  deps: RouteDeps,
  subject: Subject,
  { boundTo, address }: Prover,
  answer: ProofAnswer,
): Promise<void> {
  const { kind } = answer;
  if (kind !== 'backup' && !usableFactors(subject).some((row) => row.kind === kind)) throw factorDisabled();
  await countedProof(deps, subject, address, () =>
    kind === 'backup'
      ? provesByBackupCode(deps, subject.person, answer)
      : provesByFactor(deps, subject, boundTo, kind, answer),
  );
}

/**
 * Counts a try against account and address, makes it, and takes the count back when it was right.
 * @throws ApiProblem `factor.failed`, `factor.locked`, `signin.throttled`
 */
export async function countedProof(
  deps: RouteDeps,
  { person, policy }: Pick<Subject, 'person' | 'policy'>,
  address: string,
  check: () => Promise<boolean>,
): Promise<void> {
  const { db } = deps.database;
  const now = deps.now();
  const counted = await countFailure(db, person, policy.lockout, now);
  if (counted.locked) throw factorLocked(counted.until, now);
  // The right password ends a lock, so somebody who has it is held up by this count alone.
  const accountHash = accountOf(person);
  const attempt = await beginAttempt(db, { accountHash, address, at: now }, signInLimits);
  if (!attempt.allowed) {
    await takeBackFailure(db, person, counted);
    throw throttled(attempt.retryAt, now);
  }
  let cause: unknown;
  try {
    if (await check()) {
      await forgetFailures(db, person);
      await forgetAccount(db, { accountHash, objectHash: accountHash });
      return;
    }
  } catch (error) {
    if (!(error instanceof FactorRefused) || error.code !== 'factor.failed') {
      // It was no guess: it could not be decided.
      await takeBackFailure(db, person, counted);
      await forgetAttempt(db, attempt.id);
      throw problemOfFactor(error);
    }
    cause = error;
  }
  if (counted.locks !== null) throw factorLocked(counted.locks, now);
  throw factorFailed(cause);
}

/**
 * Counts a wrong answer of somebody whose account must not show in the answer: where it is closed or
 * without a role there is no rule to lock by, and the address and the account are throttled all the same.
 * @throws ApiProblem `signin.throttled`
 */
export async function countWrong(
  deps: RouteDeps,
  person: Person,
  address: string,
  lockoutOf: () => Promise<LockoutRule>,
): Promise<void> {
  const { db } = deps.database;
  const now = deps.now();
  const attempt = await beginAttempt(db, { accountHash: accountOf(person), address, at: now }, signInLimits);
  if (!attempt.allowed) throw throttled(attempt.retryAt, now);
  try {
    await countFailure(db, person, await lockoutOf(), now);
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code.startsWith('signin.'))) throw error;
  }
}

const accountOf = ({ storeId, id }: Person): string =>
  createHash('sha256').update(`${storeId}/factor/${id}`).digest('hex');

const provesByBackupCode = (
  { database, now }: RouteDeps,
  person: Person,
  { code = '' }: Answer,
): Promise<boolean> => spendBackupCode(database.db, person, hashWords(normalWords(code)), now());

async function provesByFactor(
  deps: RouteDeps,
  subject: Subject,
  boundTo: string,
  kind: FactorKind,
  answer: Answer,
): Promise<boolean> {
  const { db } = deps.database;
  const { person } = subject;
  const factor = factors[kind];
  const known = openAll(
    deps,
    usableFactors(subject).filter((row) => row.kind === kind),
  );
  const challenge =
    factor.ask === undefined
      ? null
      : await findChallenge(db, { person, kind, purpose: 'prove', boundTo, now: deps.now() });
  if (challenge !== null && !(await tryChallenge(db, challenge.id, mostTries))) return false;
  const state = challenge === null ? null : openState(deps.keyRing, challenge);
  const proof = await factor.prove(contextOf(deps, subject), known, answer, state);
  if (proof === null) return false;
  if (challenge !== null && !(await spendChallenge(db, challenge.id, deps.now()))) return false;
  return markFactorUsed(db, proof.id, proof.counter, deps.now());
}
