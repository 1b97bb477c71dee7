/**
 * For the routes of the `session` context: who is it, is it still allowed in, did this page send the
 * write, and does the role hold the permission the route names. In this order, before any body is read.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LiveDirectory } from '../../activities/platform/live-directory.ts';
import type { Permission } from '../../workflows/contracts/permissions.ts';
import type { AppDeps } from '../deps.ts';
import { reviewActor } from '../review-actor.ts';
import { actorOf, requirePermission, sessionMissing } from '../session-actor.ts';
import { checkEveryMs, touchEveryMs } from '../session-limits.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** Only holders of this permission may call the route. */
    'x-permission'?: Permission;
    /** A page of ours that cannot know the CSRF token calls it: the browser's word for its origin will do. */
    'x-own-origin'?: true;
  }
}

const reads: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Adds the hooks to this context only: it is called, not registered. */
export function authenticate(app: FastifyInstance, deps: AppDeps & { live: LiveDirectory }): void {
  app.addHook('onRequest', async (request) => {
    actorOf(request);
    await review(request, deps);
  });
  app.addHook('onRequest', (request, reply, next) => {
    const { schema } = request.routeOptions;
    const isOwn =
      schema?.['x-own-origin'] === true && request.headers.origin === deps.config.publicUrl.origin;
    if (reads.includes(request.method) || isOwn) next();
    else app.csrfProtection(request, reply, next);
  });
  app.addHook('onRequest', (request, _reply, next) => {
    const permission = request.routeOptions.schema?.['x-permission'];
    if (permission !== undefined) requirePermission(request, permission);
    next();
  });
}

async function review(request: FastifyRequest, deps: AppDeps & { live: LiveDirectory }): Promise<void> {
  const { session } = request;
  const now = deps.now().getTime();
  if (now >= (session.checkAgainAt ?? 0)) {
    const actor = actorOf(request);
    const result = await reviewActor(deps, actor, now - (session.checkedAt ?? 0));
    if (result.outcome === 'ended') {
      request.log.info({ userId: actor.userId, reason: result.reason }, 'session ended');
      await session.destroy();
      throw sessionMissing();
    }
    session.actor = result.actor;
    if (result.outcome === 'confirmed') session.checkedAt = now;
    session.checkAgainAt = now + checkEveryMs;
  }
  if (now - (session.seenAt ?? 0) >= touchEveryMs) session.seenAt = now;
}
