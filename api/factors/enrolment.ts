/** Enrolling a factor: begun, confirmed by using it once, kept encrypted [E4]. */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Transaction } from '../../activities/database/client.ts';
import { violatedUnique } from '../../activities/database/errors.ts';
import {
  findChallenge,
  tryChallenge,
  spendChallenge,
} from '../../activities/database/repositories/factor-challenges.ts';
import {
  countBackupCodes,
  deleteFactor,
  type EnrolledFactor,
  insertFactor,
  listFactors,
  lockFactorsOf,
  replaceBackupCodes,
} from '../../activities/database/repositories/factors.ts';
import type { Answer, Kept, Shown } from '../../activities/platform/factors/contract.ts';
import { factors } from '../../activities/platform/factors/registry.ts';
import { openState, sealFactor } from '../../activities/platform/factors/seal.ts';
import { hashWords, normalWords, randomWords } from '../../activities/platform/random-words.ts';
import type { FactorKind } from '../../workflows/contracts/factors.ts';
import { isDryRun, writeAsAsked } from '../dry-run.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import { ask, mostTries, requireConfigured } from './challenges.ts';
import { factorDisabled, factorExpired, problemOfFactor } from './problems.ts';
import { tellOfFactor } from './tell.ts';
import { contextOf, directoryMail, openAll, type Subject } from './subject.ts';

const backupCodeCount = 10;

export interface EnrolmentAnswer extends Answer {
  readonly kind: FactorKind;
  readonly name?: string | undefined;
}

export interface Enrolled {
  readonly factor: EnrolledFactor;
  /** Shown once, with the first factor. */
  readonly backupCodes: readonly string[] | null;
}

/** @throws ApiProblem `factor.*`, `value.invalid` */
export async function beginEnrolment(
  deps: RouteDeps,
  subject: Subject,
  boundTo: string,
  { kind, address }: { readonly kind: FactorKind; readonly address?: string | undefined },
  dryRun = false,
): Promise<Shown> {
  const factor = factors[kind];
  if (!subject.settings.factors.includes(kind)) throw factorDisabled();
  await requireConfigured(deps.database.db, subject.person.storeId, kind);
  requireRoom(kind, subject.enrolled);
  const mail = kind === 'email' && address === undefined ? await directoryMail(deps, subject.actor) : null;
  try {
    const known = openAll(deps, subject.enrolled);
    const asked = await factor.enrol(contextOf(deps, subject, mail), { address }, known);
    return await ask(deps, subject, asked, { kind, purpose: 'enrol', boundTo }, dryRun);
  } catch (error) {
    throw problemOfFactor(error);
  }
}

/**
 * @param stillWanted looks once more, while nobody else enrols for the person
 * @throws ApiProblem `factor.*`, `value.invalid`
 */
export async function confirmEnrolment(
  deps: RouteDeps,
  request: FastifyRequest,
  subject: Subject,
  boundTo: string,
  answer: EnrolmentAnswer,
  stillWanted: (enrolled: readonly EnrolledFactor[]) => void = () => undefined,
): Promise<Enrolled> {
  const { db } = deps.database;
  const { person } = subject;
  const { kind } = answer;
  const factor = factors[kind];
  if (!subject.settings.factors.includes(kind)) throw factorDisabled();
  const name = (answer.name ?? '').trim();
  if (factor.named && name === '') throw ApiProblem.field('name', 'must be given, so that you know it again');
  const challenge = await findChallenge(db, { person, kind, purpose: 'enrol', boundTo, now: deps.now() });
  const dryRun = isDryRun(request);
  const hasTry =
    challenge !== null && (await writeAsAsked(db, dryRun, (tx) => tryChallenge(tx, challenge.id, mostTries)));
  if (!hasTry) throw factorExpired();
  let kept: Kept | null;
  try {
    // A mailed code could be found out by tries that are not counted.
    const unseen = dryRun && kind === 'email';
    kept = unseen
      ? { secret: {}, counter: null, credentialId: null }
      : await factor.confirm(contextOf(deps, subject), openState(deps.keyRing, challenge), answer);
  } catch (error) {
    throw problemOfFactor(error);
  }
  if (kept === null)
    throw ApiProblem.field('code', 'is not the right one; look at it again', 'factor.failed');
  const { secret, counter, credentialId } = kept;
  const enrolled = await writeAsAsked(db, dryRun, async (tx): Promise<Enrolled> => {
    await lockFactorsOf(tx, person);
    const before = await listFactors(tx, person);
    stillWanted(before);
    requireRoom(kind, before);
    if (!(await spendChallenge(tx, challenge.id, deps.now()))) throw factorExpired();
    for (const old of before.filter((one) => factor.replaces && one.kind === kind))
      await deleteFactor(tx, person, old.id);
    const id = randomUUID();
    const row = { id, storeId: person.storeId, userId: person.id, kind, name, counter, credentialId };
    const added = await insertFactor(tx, { ...row, ...sealFactor(deps.keyRing, id, secret) }).catch(taken);
    const hasCodes = before.length > 0 || (await countBackupCodes(tx, person)) > 0;
    return { factor: added, backupCodes: hasCodes ? null : await newBackupCodes(tx, subject) };
  });
  if (dryRun) return { ...enrolled, backupCodes: null };
  request.log.info(
    { audit: 'enrol factor', actor: { storeId: person.storeId, userId: person.id }, kind },
    'a factor was enrolled',
  );
  await tellOfFactor(deps, request, subject, 'added', kind);
  return enrolled;
}

/** Ten new codes in place of all older ones. */
export async function newBackupCodes(tx: Transaction, { person }: Subject): Promise<string[]> {
  const codes = Array.from({ length: backupCodeCount }, randomWords);
  await replaceBackupCodes(
    tx,
    person,
    codes.map((code) => hashWords(normalWords(code))),
  );
  return codes;
}

function requireRoom(kind: FactorKind, enrolled: readonly EnrolledFactor[]): void {
  const { mostPerPerson, replaces } = factors[kind];
  if (replaces || enrolled.filter((one) => one.kind === kind).length < mostPerPerson) return;
  throw new ApiProblem(
    'factor.limit',
    mostPerPerson === 1
      ? 'You have one of these already. Remove it first.'
      : `You have ${mostPerPerson} of these already. Remove one first.`,
  );
}

function taken(error: unknown): never {
  if (violatedUnique(error) !== 'enrolled_factors_credential_key') throw error;
  throw new ApiProblem('factor.limit', 'This device is enrolled already.', { cause: error });
}
