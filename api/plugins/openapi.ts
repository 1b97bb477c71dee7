/** The API's document, made from the routes' own schemas (OpenAPI 3.1). */
import swagger from '@fastify/swagger';
import fp from 'fastify-plugin';
import type { AppDeps } from '../deps.ts';

const tags: Readonly<Record<string, string>> = {
  System: 'Health and this document',
  'Sign-in': 'Sessions',
  'Identity stores': 'Connected directories and their settings',
  Portals: 'What people sign in to',
  Roles: 'Who may do what',
  Groups: 'Groups, their members, and the actions on them',
  Users: 'People of a store',
  Lists: 'What can be filtered by, and views people keep',
  Requests: 'What was asked for, its plan, approvals and progress',
  History: 'What was changed',
  Operations: 'What runs, what is stuck, and setting it going again',
};

export const openapi = fp<AppDeps>(
  async (app, { config }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Muster',
          version: '1',
          description:
            'Every portal action is accepted with 202 and carried out durably. Send `Idempotency-Key` to make a repeat harmless, `Prefer: wait=N` to wait for the outcome, `dryRun=true` to see the plan only. Errors are problem documents (RFC 9457).',
        },
        servers: [{ url: config.publicUrl.origin }],
        tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
        components: {
          securitySchemes: {
            session: {
              type: 'apiKey',
              in: 'cookie',
              name: config.publicUrl.protocol === 'https:' ? '__Host-muster' : 'muster',
            },
            token: {
              type: 'http',
              scheme: 'bearer',
              description: 'An API token; the cookie does not count then, and no CSRF token is needed',
            },
            csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
          },
        },
      },
    });
  },
  { name: 'openapi' },
);
