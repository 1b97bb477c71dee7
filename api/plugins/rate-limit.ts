/**
 * A generous limit per person (per address before sign-in) that stops runaway scripts. Guessing
 * passwords is throttled apart, in PostgreSQL, so that all API processes agree.
 */
import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';
import { ApiProblem } from '../problem.ts';

const perMinute = 6_000;

export const limits = fp(
  async (app) => {
    await app.register(rateLimit, {
      max: perMinute,
      timeWindow: '1 minute',
      // After the session is loaded, before anything costs.
      hook: 'onRequest',
      keyGenerator: (request) => {
        const { actor } = request.session;
        return actor === undefined ? request.ip : `${actor.storeId}/${actor.userId}`;
      },
      errorResponseBuilder: (_request, { ttl }) =>
        new ApiProblem('rate.limited', 'Too many requests. Wait a little, then go on more slowly.', {
          retryAfterSeconds: Math.ceil(ttl / 1000),
        }),
    });
  },
  { name: 'limits', dependencies: ['sessions'] },
);
