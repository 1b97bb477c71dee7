/** Who is signed in, as the session keeps it. */
import type { FastifyRequest } from 'fastify';
import { type ActorFacts, holds } from '../activities/platform/authorize.ts';
import type { SearchScope } from '../activities/platform/role-rights.ts';
import type { UsedToken } from '../workflows/contracts/api-tokens.ts';
import type { Client } from '../workflows/contracts/clients.ts';
import type { Standing } from '../workflows/contracts/field-levels.ts';
import type { StoreKind } from '../workflows/contracts/ids.ts';
import type { Permission } from '../workflows/contracts/permissions.ts';
import type { QueryDesignerPolicy } from '../workflows/contracts/policies.ts';
import type { SealedLogin } from './openid-login.ts';
import { ApiProblem } from './problem.ts';

export interface SessionActor {
  readonly storeId: string;
  readonly storeKind: StoreKind;
  readonly userId: string;
  readonly name: string;
  readonly loginName: string;
  readonly roleId: string;
  readonly roleName: string;
  readonly permissions: readonly Permission[];
  /** What they signed in by: which role applies follows from it. */
  readonly client: Client;
  /** The roles of the store reach the whole installation, and not only the store (docs/adr/0015). */
  readonly administersAll: boolean;
  /** How long a session lasts, by the store [access-and-approvals A5]. */
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  /** Every group of the store that holds the person, at any depth, when the role was last looked at. */
  readonly groups: readonly string[];
  /** Of those, the ones that hold them through another group only, as the index had it then. */
  readonly nested?: readonly string[];
  /** Of the containers roles are given by, those the person stands in. */
  readonly containers: readonly string[];
  /** What they find and open at all, by the search policies of their roles. */
  readonly search: SearchScope;
  /** Fields they do not read, by name; absent in sessions from before there was that. */
  readonly hiddenFields?: readonly string[];
  /** What levels of fields ask of them; absent in sessions from before there was that. */
  readonly standing?: Standing;
  /** They may have a change done that would wait for approval; absent in sessions from before there was that. */
  readonly breakGlass?: boolean;
  /** What they may put into queries of their own. */
  readonly queryDesigner: QueryDesignerPolicy;
  /** The API token that speaks for them; absent where the person is signed in. */
  readonly token?: UsedToken<Permission>;
}

declare module 'fastify' {
  interface Session {
    actor?: SessionActor;
    /** Milliseconds since 1970, as all times here. */
    signedInAt?: number;
    seenAt?: number;
    /** When role, account and store were last found in order. */
    checkedAt?: number;
    /** When they are to be looked at again. */
    checkAgainAt?: number;
    /** The OpenID provider that the person came from. */
    openid?: SealedLogin;
    address?: string;
    userAgent?: string;
  }
}

/** Who speaks: by a token where one is sent, for then the cookie does not count, and by the session otherwise. */
export function speakerOf(request: FastifyRequest): SessionActor | undefined {
  // Absent where the request failed before they were looked up.
  const { bearer, session } = request as Partial<Pick<FastifyRequest, 'bearer' | 'session'>>;
  return bearer === undefined || bearer === null ? session?.actor : bearer.actor;
}

/** @throws ApiProblem `session.missing`, `token.invalid` */
export function actorOf(request: FastifyRequest): SessionActor {
  const actor = speakerOf(request);
  if (actor === undefined) throw request.bearer === null ? sessionMissing() : tokenInvalid();
  return actor;
}

export const tokenInvalid = (): ApiProblem =>
  new ApiProblem(
    'token.invalid',
    'This API token is not known, has expired or has ended. Make a new one in the profile of its owner.',
  );

export const sessionMissing = (): ApiProblem =>
  new ApiProblem('session.missing', 'You are not signed in, or your session has ended. Sign in again.');

const permissionsOf = (actor: SessionActor): ReadonlySet<Permission> => new Set(actor.permissions);

export const factsOf = (actor: SessionActor): ActorFacts => ({
  id: actor.userId,
  groups: new Set(actor.groups),
  permissions: permissionsOf(actor),
});

export const may = (actor: SessionActor, permission: Permission): boolean =>
  holds(permissionsOf(actor), permission);
