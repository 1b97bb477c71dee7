/**
 * For the routes of the `session` context: who is it, is it still allowed in, did this page send the
 * write, and does the role hold the permission the route names. In this order, before any body is read.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Permission } from '../../workflows/contracts/permissions.ts';
import { isRead } from '../read-methods.ts';
import { wantsRightsNow } from '../rights-now.ts';
import { reviewActor } from '../review-actor.ts';
import type { RouteDeps } from '../route.ts';
import { requirePermission } from '../reach.ts';
import { actorOf, sessionMissing } from '../session-actor.ts';
import { checkEveryMs, touchEveryMs } from '../session-limits.ts';
import { admitToken } from '../tokens/admit.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** Only holders of this permission may call the route. */
    'x-permission'?: Permission;
    /** An API token is not enough: it is about sessions, factors, tokens, or who stands in for whom. */
    'x-session-only'?: true;
    /** Account, role and store are looked at anew for this call, not only once a minute. */
    'x-rights-now'?: true;
    /** Also answers whoever administers their own store only: of that store, or what is the same for all. */
    'x-own-store'?: true;
    /** A page of ours that cannot know the CSRF token calls it: the browser's word for its origin will do. */
    'x-own-origin'?: true;
  }
}

/** Adds the hooks to this context only: it is called, not registered. */
export function authenticate(app: FastifyInstance, deps: RouteDeps): void {
  app.addHook('onRequest', async (request) => {
    if (request.bearer !== null) return admitToken(deps, request, request.bearer);
    actorOf(request);
    return review(request, deps);
  });
  app.addHook('onRequest', (request, reply, next) => {
    const { schema } = request.routeOptions;
    const isOwn =
      schema?.['x-own-origin'] === true && request.headers.origin === deps.config.publicUrl.origin;
    // No page makes a browser send a token.
    if (isRead(request) || isOwn || request.bearer !== null) next();
    else app.csrfProtection(request, reply, next);
  });
  app.addHook('onRequest', (request, _reply, next) => {
    const permission = request.routeOptions.schema?.['x-permission'];
    if (permission !== undefined) requirePermission(request, permission);
    next();
  });
}

async function review(request: FastifyRequest, deps: RouteDeps): Promise<void> {
  const { session } = request;
  const now = deps.now().getTime();
  if (now >= (session.checkAgainAt ?? 0) || wantsRightsNow(request)) {
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
