/**
 * API tokens, as `Authorization: Bearer` and in no other way (access-and-approvals B3): never from a cookie or an
 * address. With such a header the session's cookie does not count, so no page of somebody else can lend its rights to
 * a call, and no CSRF token is needed.
 */
import fp from 'fastify-plugin';
import { type ApiToken, findLiveToken } from '../../activities/database/repositories/api-tokens.ts';
import type { AppDeps } from '../deps.ts';
import { hashOf } from '../plugins/session-store.ts';
import type { SessionActor } from '../session-actor.ts';
import { isTokenText } from './text.ts';

export interface Bearer {
  /** Null for what is no token in use. */
  readonly token: ApiToken | null;
  /** Once its owner has been looked at. */
  actor?: SessionActor;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where no token is sent. */
    bearer: Bearer | null;
  }
}

const bearerForm = /^bearer +(\S+) *$/i;

export const bearers = fp<AppDeps>(
  (app, { database, now }, done) => {
    app.decorateRequest('bearer', null);
    app.addHook('onRequest', async (request) => {
      const text = bearerForm.exec(request.headers.authorization ?? '')?.[1];
      if (text === undefined) return;
      const token = isTokenText(text) ? await findLiveToken(database.db, hashOf(text), now()) : null;
      request.bearer = { token };
    });
    done();
  },
  { name: 'bearers', dependencies: ['sessions'] },
);
