/** What changes one's own factors needs a sign-in that is not long ago [E4]. */
import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../problem.ts';

const freshMs = 10 * 60_000;

/** Until when the sign-in of this session is fresh; null when it no longer is. */
export function freshUntil(request: FastifyRequest, now: Date): Date | null {
  const until = new Date((request.session.signedInAt ?? 0) + freshMs);
  return until > now ? until : null;
}

/**
 * @param why what the second sign-in keeps others from, as the end of the sentence
 * @throws ApiProblem `session.not_fresh`
 */
export function requireFresh(
  request: FastifyRequest,
  now: Date,
  why = 'so that nobody else changes your factors',
): void {
  if (freshUntil(request, now) !== null) return;
  throw new ApiProblem(
    'session.not_fresh',
    `You signed in more than ten minutes ago. Sign in once more, ${why}.`,
  );
}
