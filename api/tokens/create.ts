/** Making an API token: only what both its maker and its owner may do can be among its scopes. */
import type { FastifyRequest } from 'fastify';
import { countLiveTokens, insertToken } from '../../activities/database/repositories/api-tokens.ts';
import type { IdentityStore } from '../../activities/database/repositories/stores.ts';
import { holds } from '../../activities/platform/authorize.ts';
import type { TokenKind } from '../../workflows/contracts/api-tokens.ts';
import { soleClient } from '../../workflows/contracts/clients.ts';
import { type Permission, permissions } from '../../workflows/contracts/permissions.ts';
import { configure } from '../configuration.ts';
import { isDryRun } from '../dry-run.ts';
import { requirementOf, subjectOf } from '../factors/subject.ts';
import { hashOf } from '../plugins/session-store.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteDeps } from '../route.ts';
import { actorOf, may, type SessionActor } from '../session-actor.ts';
import { actorOfOwner } from '../sign-in.ts';
import { hintOf, newTokenText } from './text.ts';
import { tokenView } from './view.ts';
import { dayMs } from '../../workflows/contracts/durations.ts';

/** More of one owner are not needed, and nobody would know any more what they are for. */
const mostTokens = 50;

export interface WantedToken {
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly days: number;
}

/** @throws ApiProblem `value.invalid`, `token.limit`, `factor.unenrolled`, `provider.*` */
export async function createToken(
  deps: RouteDeps,
  request: FastifyRequest,
  store: IdentityStore,
  kind: TokenKind,
  ownerId: string,
  wanted: WantedToken,
) {
  const maker = actorOf(request);
  const owner = await ownerOf(deps, store, ownerId);
  requireScopes(wanted.scopes, maker, owner);
  if (kind === 'personal') await requireSameProof(deps, maker, owner);
  const now = deps.now();
  const text = newTokenText();
  const row = await configure(deps, request, 'create API token', {}, async (tx) => {
    if ((await countLiveTokens(tx, { storeId: store.id, id: ownerId }, now)) >= mostTokens) {
      throw new ApiProblem(
        'token.limit',
        `There are ${mostTokens} tokens of this account already. End one that is not needed any more.`,
      );
    }
    return insertToken(tx, {
      storeId: store.id,
      ownerId,
      ownerName: owner.name,
      kind,
      name: wanted.name.trim(),
      hint: hintOf(text),
      tokenHash: hashOf(text),
      scopes: wanted.scopes,
      madeById: maker.userId,
      madeByName: maker.name,
      expiresAt: new Date(now.getTime() + wanted.days * dayMs),
    });
  });
  return { token: tokenView(row, now), secret: isDryRun(request) ? null : text };
}

/** The owner as a program would be: by the role for programs. */
async function ownerOf(deps: RouteDeps, store: IdentityStore, ownerId: string): Promise<SessionActor> {
  try {
    return await actorOfOwner(deps, store, { userId: ownerId, loginName: null, client: soleClient('api') });
  } catch (error) {
    const code = error instanceof ApiProblem ? error.code : null;
    if (code === 'signin.failed') throw ApiProblem.field('ownerId', 'is an account that is disabled or gone');
    if (code === 'signin.no_role') {
      throw ApiProblem.field(
        'ownerId',
        'holds no role for programs; an administrator can give one for the client API',
      );
    }
    throw error;
  }
}

function requireScopes(scopes: readonly Permission[], maker: SessionActor, owner: SessionActor): void {
  const beyond = scopes.flatMap((scope, at) =>
    may(maker, scope) && may(owner, scope)
      ? []
      : [
          {
            field: `scopes/${at}`,
            code: 'value.invalid' as const,
            message: `is ${scope}, which ${may(maker, scope) ? `${owner.name} does not hold by the client API` : 'you do not hold yourself'}`,
          },
        ],
  );
  if (beyond.length > 0) throw ApiProblem.invalid(beyond);
}

/**
 * Tokens skip the second factor, so making one must not: where the role for programs asks for one and the role of this
 * sign-in did not, nobody has proven it yet.
 */
async function requireSameProof(deps: RouteDeps, maker: SessionActor, owner: SessionActor): Promise<void> {
  if (maker.roleId === owner.roleId) return;
  const [here, there] = await Promise.all([subjectOf(deps, maker), subjectOf(deps, owner)]);
  if (requirementOf(there).step === 'none' || requirementOf(here).step !== 'none') return;
  throw new ApiProblem(
    'factor.unenrolled',
    `Your role for programs, ${owner.roleName}, asks for a second factor, and this sign-in did not. Sign in by the client API or with a role that asks for it.`,
  );
}

/** What one's own token may hold: permissions of this sign-in that the role for programs holds as well. */
export const offeredScopes = (actor: SessionActor, ofPrograms: ReadonlySet<Permission>): Permission[] =>
  permissions.filter((one) => may(actor, one) && holds(ofPrograms, one));
