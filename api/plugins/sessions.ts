/** The session cookie, and the CSRF token that is bound to its session. */
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import session from '@fastify/session';
import fp from 'fastify-plugin';
import type { AppDeps } from '../deps.ts';
import { SessionStore } from './session-store.ts';

export const sessions = fp<AppDeps>(
  async (app, { config, database, keyRing, now }) => {
    const secure = config.publicUrl.protocol === 'https:';
    await app.register(cookie);
    await app.register(session, {
      secret: keyRing.signingSecrets(),
      store: new SessionStore(database.db, now),
      // The prefix binds the cookie to this host and to TLS; browsers refuse it on plain http.
      cookieName: secure ? '__Host-muster' : 'muster',
      cookie: { path: '/', httpOnly: true, secure, sameSite: 'lax' },
      saveUninitialized: false,
      rolling: false,
    });
    await app.register(csrf, {
      sessionPlugin: '@fastify/session',
      getToken: (request) => {
        const token = request.headers['x-csrf-token'];
        return typeof token === 'string' ? token : undefined;
      },
      logLevel: 'debug',
    });
  },
  { name: 'sessions' },
);
