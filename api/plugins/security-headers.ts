/** Security headers: a strict content policy with nonces for the pages, nothing framed, nothing sniffed. */
import helmet from '@fastify/helmet';
import fp from 'fastify-plugin';
import type { AppDeps } from '../deps.ts';

export const securityHeaders = fp<AppDeps>(
  async (app, { config }) => {
    const secure = config.publicUrl.protocol === 'https:';
    await app.register(helmet, {
      enableCSPNonces: true,
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    });
    app.addHook('onSend', (_request, reply, _payload, done) => {
      // Answers are about one person at one moment.
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      done();
    });
  },
  { name: 'security-headers' },
);
