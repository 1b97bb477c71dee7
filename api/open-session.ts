/** The end of every sign-in: a session with an id of its own. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type OpenidLogin, sealLogin } from './openid-login.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';
import { checkEveryMs } from './session-limits.ts';
import { sessionView } from './session-view.ts';

export async function openSession(
  deps: RouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: SessionActor,
  {
    provenAt,
    login,
  }: {
    /** When account and role were looked at, where that is not just now: they are looked at anew soon. */
    readonly provenAt?: Date;
    /** Signed in with an OpenID provider, whose session ends with ours. */
    readonly login?: OpenidLogin | undefined;
  } = {},
) {
  // A new id at sign-in: one that somebody planted before is worth nothing (fixation).
  await request.session.regenerate();
  const now = deps.now().getTime();
  const { session } = request;
  session.actor = actor;
  session.signedInAt = session.seenAt = now;
  session.checkedAt = provenAt?.getTime() ?? now;
  session.checkAgainAt = provenAt === undefined ? now + checkEveryMs : now;
  if (login !== undefined) session.openid = sealLogin(deps.keyRing, login);
  session.address = request.ip;
  session.userAgent = (request.headers['user-agent'] ?? '').slice(0, 400).toWellFormed();
  request.log.info({ storeId: actor.storeId, userId: actor.userId }, 'signed in');
  return sessionView(deps.database.db, request, reply);
}
