/**
 * A sign-in between the right password and the second factor: no session, but a row of its own,
 * bound to its browser by a cookie that opens nothing else.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  deletePending,
  getPending,
  insertPending,
  type PendingSignIn,
} from '../../activities/database/repositories/pending-sign-ins.ts';
import type { EnrolledFactor } from '../../activities/database/repositories/factors.ts';
import type { FactorKind } from '../../workflows/contracts/factors.ts';
import { openSession } from '../open-session.ts';
import { type OpenidLogin, openLogin, type SealedLogin, sealLogin } from '../openid-login.ts';
import { hashOf } from '../plugins/session-store.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import type { SessionActor } from '../session-actor.ts';
import { type Requirement, requirementOf, type Subject, subjectOf, usableFactors } from './subject.ts';

const pendingMs = 10 * 60_000;

const cookieOf = ({ config }: RouteDeps) => {
  const secure = config.publicUrl.protocol === 'https:';
  return {
    name: secure ? '__Host-muster-sign-in' : 'muster-sign-in',
    options: { path: '/', httpOnly: true, secure, sameSite: 'strict' as const },
  };
};

export interface Pending {
  readonly row: PendingSignIn;
  readonly subject: Subject;
}

const restart = (): ApiProblem =>
  new ApiProblem('signin.restart', 'This sign-in is over or took too long. Begin it again.');

/** Lets somebody with the right credentials go on: to the session, or to the second factor. */
export async function goOn(
  deps: RouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: SessionActor,
  login?: OpenidLogin,
) {
  const subject = await subjectOf(deps, actor);
  const requirement = requirementOf(subject);
  if (requirement.step === 'none') {
    await end(deps, request, reply);
    return { session: await openSession(deps, request, reply, actor, { login }) };
  }
  const token = randomBytes(32).toString('base64url');
  const now = deps.now();
  const row: PendingSignIn = {
    idHash: hashOf(token),
    storeId: actor.storeId,
    userId: actor.userId,
    step: requirement.step,
    actor: { ...actor },
    openid: login === undefined ? null : { ...sealLogin(deps.keyRing, login) },
    createdAt: now,
    expiresAt: new Date(now.getTime() + pendingMs),
  };
  await end(deps, request, reply);
  await insertPending(deps.database.db, row);
  const { name, options } = cookieOf(deps);
  reply.setCookie(name, token, { ...options, maxAge: pendingMs / 1000 });
  return { pending: pendingView({ row, subject }) };
}

/** @throws ApiProblem `signin.restart` */
export async function requirePending(deps: RouteDeps, request: FastifyRequest): Promise<Pending> {
  const token = request.cookies[cookieOf(deps).name];
  const row = token === undefined ? null : await getPending(deps.database.db, hashOf(token), deps.now());
  if (row === null) throw restart();
  return { row, subject: await subjectOf(deps, row.actor as unknown as SessionActor) };
}

/** The second factor was given: the one session of this sign-in. @throws ApiProblem `signin.restart` */
export async function complete(
  deps: RouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { row, subject }: Pending,
) {
  if (!(await deletePending(deps.database.db, row.idHash))) throw restart();
  forgetCookie(deps, reply);
  const login =
    row.openid === null ? undefined : openLogin(deps.keyRing, row.openid as unknown as SealedLogin);
  return openSession(deps, request, reply, subject.actor, { provenAt: row.createdAt, login });
}

/** Forgets the sign-in that this browser may have begun before. */
export async function end(deps: RouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = request.cookies[cookieOf(deps).name];
  if (token === undefined) return;
  await deletePending(deps.database.db, hashOf(token));
  forgetCookie(deps, reply);
}

function forgetCookie(deps: RouteDeps, reply: FastifyReply): void {
  const { name, options } = cookieOf(deps);
  reply.clearCookie(name, options);
}

/**
 * Which kinds this sign-in may enrol: none where a factor is there already, however it came there
 * meanwhile. The right password alone never adds a factor beside another one.
 * @throws ApiProblem `signin.restart`
 */
export function enrollable({ row, subject }: Pending): readonly FactorKind[] {
  const requirement: Requirement = requirementOf(subject);
  if (row.step !== 'enrol' || requirement.step !== 'enrol') throw restart();
  return requirement.kinds;
}

/** The same, of what is enrolled at the moment of the confirmation. */
export const stillEnrollable =
  (pending: Pending) =>
  (enrolled: readonly EnrolledFactor[]): void => {
    enrollable({ ...pending, subject: { ...pending.subject, enrolled } });
  };

export function pendingView({ row, subject }: Pending) {
  const usable = usableFactors(subject);
  const kinds = [...new Set(usable.map(({ kind }) => kind))];
  return {
    step: row.step,
    storeId: row.storeId,
    user: { name: subject.actor.name, loginName: subject.actor.loginName },
    factors: row.step === 'prove' ? kinds : [],
    backupCodes: row.step === 'prove' && subject.backupCodes > 0,
    enrol: row.step === 'enrol' ? [...enrollable({ row, subject })] : [],
    expiresAt: row.expiresAt.toISOString(),
  };
}
