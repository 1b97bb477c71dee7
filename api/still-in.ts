/** Who somebody is by now, for answers that go on for long: nobody reviews them by asking again [A6]. */
import type { FastifyRequest } from 'fastify';
import { isLiveToken } from '../activities/database/repositories/api-tokens.ts';
import { confirmSession, deleteSession, getSession } from '../activities/database/repositories/sessions.ts';
import { hashOf } from './plugins/session-store.ts';
import { reviewActor } from './review-actor.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';
import { checkEveryMs } from './session-limits.ts';
import { lookAtOwner } from './tokens/admit.ts';

/** What a session keeps of its last review. */
interface Kept {
  readonly actor?: SessionActor;
  readonly checkedAt?: number;
  readonly checkAgainAt?: number;
}

/**
 * Looks anew at whom a session or a token stands for, where that is due, and ends what has no right to go on.
 * @param aheadMs how long it will be until somebody asks again: what falls due within is looked at now
 * @returns null when they are out
 * @throws ApiProblem `provider.unavailable` when the directory has been away for too long
 */
export async function actorStillIn(
  deps: RouteDeps,
  { bearer, session, log }: FastifyRequest,
  aheadMs: number,
): Promise<SessionActor | null> {
  const { db } = deps.database;
  const now = deps.now();
  if (bearer !== null) {
    const { token } = bearer;
    return token !== null && (await isLiveToken(db, token.id, now))
      ? lookAtOwner(deps, token, { anew: false, aheadMs })
      : null;
  }
  const idHash = hashOf(session.sessionId);
  const {
    actor,
    checkedAt = 0,
    checkAgainAt = 0,
  } = ((await getSession(db, idHash, now))?.data ?? {}) as Kept;
  if (actor === undefined) return null;
  if (now.getTime() + aheadMs < checkAgainAt) return actor;
  const result = await reviewActor(deps, actor, now.getTime() - checkedAt);
  if (result.outcome === 'ended') {
    log.info({ userId: actor.userId, reason: result.reason }, 'session ended');
    await deleteSession(db, idHash);
    return null;
  }
  await confirmSession(db, idHash, {
    actor: result.actor,
    ...(result.outcome === 'confirmed' ? { checkedAt: now.getTime() } : {}),
    checkAgainAt: now.getTime() + checkEveryMs,
  } satisfies Kept);
  return result.actor;
}
