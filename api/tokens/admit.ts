/** Lets a token in: its owner must be in order, and its scopes are what is left of the owner's permissions. */
import type { FastifyRequest } from 'fastify';
import { type ApiToken, endToken, noteTokenUse } from '../../activities/database/repositories/api-tokens.ts';
import { withinScopes } from '../../activities/platform/authorize.ts';
import { ApiProblem } from '../problem.ts';
import { wantsRightsNow } from '../rights-now.ts';
import type { RouteDeps } from '../route.ts';
import { type SessionActor, tokenInvalid } from '../session-actor.ts';
import { isRead } from '../read-methods.ts';
import { touchEveryMs } from '../session-limits.ts';
import type { Bearer } from './bearer.ts';
import type { Look } from './owners.ts';

/** @throws ApiProblem `token.invalid`, `token.session`, `provider.*` */
export async function admitToken(deps: RouteDeps, request: FastifyRequest, bearer: Bearer): Promise<void> {
  const { token } = bearer;
  if (token === null) throw tokenInvalid();
  const { schema } = request.routeOptions;
  const actor = await lookAtOwner(deps, token, { anew: wantsRightsNow(request) });
  if (actor === null) throw tokenInvalid();
  bearer.actor = actor;
  const at = deps.now();
  const notSince = new Date(at.getTime() - touchEveryMs);
  if (token.lastUsedAt === null || token.lastUsedAt < notSince) {
    await noteTokenUse(deps.database.db, token.id, { at, address: request.ip, notSince });
  }
  if (token.scopes.length === 0 && !isRead(request)) {
    throw new ApiProblem(
      'permission.denied',
      'This API token has no scopes, so it only reads. Make one with the scopes that it needs.',
    );
  }
  if (schema?.['x-session-only'] === true) {
    throw new ApiProblem(
      'token.session',
      'An API token is not enough for this. Sign in with your browser and do it there.',
    );
  }
}

/**
 * Who speaks by a token; ends it where its owner is out for good.
 * @returns null where it lets nobody in. @throws `provider.*`
 */
export async function lookAtOwner(deps: RouteDeps, token: ApiToken, how: Look): Promise<SessionActor | null> {
  const owner = await deps.owners.look(deps, token, how);
  if (!('ends' in owner)) return scoped(owner.actor, token);
  if (owner.ends !== null) await endForGood(deps, token, owner.ends);
  return null;
}

function scoped(owner: SessionActor, { id, name, scopes, madeById }: ApiToken): SessionActor {
  const permissions = [...withinScopes(new Set(owner.permissions), { scopes })];
  return { ...owner, permissions, token: { id, name, scopes, madeById } };
}

/** Once its account is disabled or without a role it stays ended, also when the account comes back. */
async function endForGood(
  { database, log, now }: RouteDeps,
  token: ApiToken,
  reason: 'ownerDisabled' | 'noRole',
): Promise<void> {
  if (!(await endToken(database.db, token, reason, now()))) return;
  const { id, storeId, ownerId } = token;
  log.info({ audit: 'end API token', token: id, owner: { storeId, userId: ownerId }, reason }, 'token ended');
}
