/** Whether what somebody came in by has not ended meanwhile: for answers that go on for long. */
import type { FastifyRequest } from 'fastify';
import { isLiveToken } from '../activities/database/repositories/api-tokens.ts';
import { getSession } from '../activities/database/repositories/sessions.ts';
import { hashOf } from './plugins/session-store.ts';
import type { RouteDeps } from './route.ts';

export async function isStillIn(
  { database: { db }, now }: Pick<RouteDeps, 'database' | 'now'>,
  { bearer, session }: FastifyRequest,
): Promise<boolean> {
  if (bearer === null) return (await getSession(db, hashOf(session.sessionId), now())) !== null;
  return bearer.token !== null && isLiveToken(db, bearer.token.id, now());
}
