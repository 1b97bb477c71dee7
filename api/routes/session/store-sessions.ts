/** The open sessions of everybody in a store, for those who manage its roles [access-and-approvals A5]. */
import { randomUUID } from 'node:crypto';
import { recordAct } from '../../../activities/database/repositories/portal-acts.ts';
import {
  endSessionOfStore,
  listSessionsOfStore,
  type SessionRow,
} from '../../../activities/database/repositories/sessions.ts';
import { configure } from '../../configuration.ts';
import { decodeCursor, instantAndText, pageOf } from '../../cursor.ts';
import { hashOf } from '../../plugins/session-store.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit, DryRun, Empty, Query, StoreParams } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { StoreSessionList, StoreSessionParams, StoreSessionsQuery } from '../../schemas/session.ts';
import { actorOf, type SessionActor } from '../../session-actor.ts';
import { requireStore } from '../../store-view.ts';

const base = {
  tags: ['Sign-in'],
  'x-permission': 'Manage Security Roles' as const,
  'x-session-only': true as const,
};

export function storeSessionRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/stores/:storeId/sessions',
    {
      schema: {
        ...base,
        operationId: 'listStoreSessions',
        summary: 'The open sessions of everybody in a store, the newest first',
        params: StoreParams,
        querystring: StoreSessionsQuery,
        response: { 200: StoreSessionList, ...readProblems('notFound') },
      },
    },
    async (request) => {
      const store = await requireStore(db, request.params.storeId);
      const { cursor, limit = defaultLimit, userId } = request.query;
      const last = decodeCursor(cursor, 2);
      const rows = await listSessionsOfStore(db, store.id, {
        now: deps.now(),
        after: last === null ? null : instantAndText(last[0] ?? '', last[1] ?? ''),
        limit: limit + 1,
        ...(userId === undefined ? {} : { userId }),
      });
      const page = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.idHash]);
      const current = hashOf(request.session.sessionId);
      return { items: page.rows.map((row) => sessionOf(row, current)), nextCursor: page.nextCursor };
    },
  );

  app.delete(
    '/stores/:storeId/sessions/:sessionId',
    {
      schema: {
        ...base,
        operationId: 'endStoreSession',
        summary: 'End the session of anybody in a store',
        params: StoreSessionParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { storeId, sessionId } = request.params;
      const actor = actorOf(request);
      await configure(deps, request, 'end session', {}, async (tx) => {
        const ended = await endSessionOfStore(tx, storeId, sessionId);
        if (ended === null) throw ApiProblem.notFound('session');
        const { person } = factsOf(ended);
        await recordAct(
          tx,
          {
            storeId,
            actId: randomUUID(),
            action: 'endSession',
            actor,
            object: { kind: 'user', ...person },
            operation: 'update',
          },
          [{ attribute: 'session', oldValue: ended.createdAt.toISOString(), newValue: null }],
        );
      });
      return reply.code(204).send(null);
    },
  );
}

/** Of what a session keeps, only who it is. */
function factsOf({ data, userId }: SessionRow) {
  const { name, loginName, roleName, client } = data['actor'] as SessionActor;
  return { person: { id: userId ?? '', name }, loginName, roleName, clientType: client.type };
}

function sessionOf(row: SessionRow, current: string) {
  const { person, ...facts } = factsOf(row);
  return {
    id: row.idHash,
    current: row.idHash === current,
    person,
    ...facts,
    address: row.address,
    userAgent: row.userAgent,
    signedInAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
