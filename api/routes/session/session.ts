import { deleteSession, listSessionsOf } from '../../../activities/database/repositories/sessions.ts';
import { isDryRun, writeAsAsked } from '../../dry-run.ts';
import { hashOf } from '../../plugins/session-store.ts';
import { leaveProvider } from '../../openid.ts';
import { openLogin } from '../../openid-login.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, Query } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { SignedOutView } from '../../schemas/sign-in-providers.ts';
import { OpenSessions, SessionParams, SessionView } from '../../schemas/session.ts';
import { actorOf } from '../../session-actor.ts';
import { sessionView } from '../../session-view.ts';

export function sessionRoutes(app: App, deps: RouteDeps): void {
  const { database, now } = deps;
  const { db } = database;

  app.get(
    '/session',
    {
      schema: {
        'x-session-only': true,
        operationId: 'getSession',
        tags: ['Sign-in'],
        summary: 'Who is signed in, with the CSRF token',
        response: { 200: SessionView, ...readProblems() },
      },
    },
    (request, reply) => sessionView(db, request, reply),
  );

  app.delete(
    '/session',
    {
      schema: {
        'x-session-only': true,
        operationId: 'signOut',
        tags: ['Sign-in'],
        summary:
          'Sign out; where the session came from an OpenID provider, the answer says where to end that one',
        response: { 200: SignedOutView, 204: Empty, ...writeProblems() },
      },
    },
    async (request, reply) => {
      const { openid } = request.session;
      await request.session.destroy();
      const login = openid === undefined ? null : openLogin(deps.keyRing, openid);
      const endSessionUrl = login === null ? null : await leaveProvider(deps, login);
      return endSessionUrl === null ? reply.code(204).send(null) : reply.code(200).send({ endSessionUrl });
    },
  );

  app.get(
    '/sessions',
    {
      schema: {
        'x-session-only': true,
        operationId: 'listSessions',
        tags: ['Sign-in'],
        summary: "One's own open sessions",
        response: { 200: OpenSessions, ...readProblems() },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const current = hashOf(request.session.sessionId);
      const rows = await listSessionsOf(db, { storeId: actor.storeId, id: actor.userId }, now());
      return {
        items: rows.map((row) => ({
          id: row.idHash,
          current: row.idHash === current,
          address: row.address,
          userAgent: row.userAgent,
          signedInAt: row.createdAt.toISOString(),
          lastSeenAt: row.lastSeenAt.toISOString(),
          expiresAt: row.expiresAt.toISOString(),
        })),
      };
    },
  );

  app.delete(
    '/sessions/:sessionId',
    {
      schema: {
        'x-session-only': true,
        operationId: 'endSession',
        tags: ['Sign-in'],
        summary: "End one of one's own sessions",
        params: SessionParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { sessionId } = request.params;
      const own = await listSessionsOf(db, { storeId: actor.storeId, id: actor.userId }, now());
      if (!own.some((row) => row.idHash === sessionId)) throw ApiProblem.notFound('session');
      await writeAsAsked(db, isDryRun(request), (tx) => deleteSession(tx, sessionId));
      return reply.code(204).send(null);
    },
  );
}
