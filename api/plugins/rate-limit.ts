/**
 * A generous limit per person (per address before sign-in) that stops runaway scripts, and the one of API tokens
 * (access-and-approvals B3). Guessing
 * passwords is throttled apart, in PostgreSQL, so that all API processes agree.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ApiProblem } from '../problem.ts';

const perMinute = 6_000;
const perMinuteAndToken = 600;

export const limits = fp(
  async (app) => {
    await app.register(rateLimit, {
      max: (request) => (hasToken(request) ? perMinuteAndToken : perMinute),
      timeWindow: '1 minute',
      // After the session is loaded, before anything costs.
      hook: 'onRequest',
      keyGenerator: (request) => {
        if (request.bearer !== null) return request.bearer.token?.id ?? request.ip;
        const { actor } = request.session;
        return actor === undefined ? request.ip : `${actor.storeId}/${actor.userId}`;
      },
      errorResponseBuilder: (_request, { ttl }) =>
        new ApiProblem('rate.limited', 'Too many requests. Wait a little, then go on more slowly.', {
          retryAfterSeconds: Math.ceil(ttl / 1000),
        }),
    });
  },
  { name: 'limits', dependencies: ['sessions', 'bearers'] },
);

const hasToken = ({ bearer }: FastifyRequest): boolean => bearer !== null && bearer.token !== null;
