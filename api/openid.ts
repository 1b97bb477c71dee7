/** Signing in with an OpenID provider of a store [access-and-approvals A3]. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  clientSecretName,
  getOpenidProvider,
  type OpenidProvider,
} from '../activities/database/repositories/openid-providers.ts';
import {
  beginOpenid,
  endOpenid,
  finishOpenid,
  OpenidError,
  type OpenidClient,
  type OpenidPerson,
  type OpenidState,
} from '../activities/platform/openid.ts';
import { readSecrets } from '../activities/platform/secrets.ts';
import { isOwnPath } from '../workflows/contracts/own-path.ts';
import { beginFlight, endFlight } from './flights.ts';
import type { OpenidLogin } from './openid-login.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import type { SessionActor } from './session-actor.ts';
import { actorOfUser, openStore } from './sign-in.ts';

/** The page to which providers send the browser back; registered there. */
export const returnAddress = ({ config }: RouteDeps): URL => pageAddress(config.publicUrl, 'sign-in/return');

const pageAddress = (publicUrl: URL, path: string): URL =>
  new URL(path, publicUrl.href.endsWith('/') ? publicUrl.href : `${publicUrl.href}/`);

interface Flight extends OpenidState {
  readonly providerId: string;
  readonly portal: string | null;
  readonly to: string;
}

/** A page of ours, by its path; anything else leads home. */
export function ownPath(to: string | undefined): string {
  if (to === undefined || !isOwnPath(to)) return '/';
  const base = 'https://muster.invalid';
  return URL.canParse(to, base) && new URL(to, base).origin === base ? to : '/';
}

async function clientOf(
  { database, keyRing }: RouteDeps,
  { id, version, storeId, issuer, clientId }: OpenidProvider,
): Promise<OpenidClient> {
  const secrets = await readSecrets(database.db, keyRing, storeId);
  return { key: `${id}/${version}`, issuer, clientId, clientSecret: secrets[clientSecretName(id)] };
}

async function requireProvider(deps: RouteDeps, providerId: string, portal: string | null) {
  const provider = await getOpenidProvider(deps.database.db, providerId);
  if (provider?.enabled !== true) throw ApiProblem.notFound('sign-in provider');
  const { storeId } = provider;
  const opened = await openStore(deps, { portal: portal ?? undefined, clientType: undefined, storeId });
  return { provider, ...opened };
}

/** @returns where the browser goes */
export async function leaveForProvider(
  deps: RouteDeps,
  reply: FastifyReply,
  providerId: string,
  wish: { readonly portal?: string | undefined; readonly to?: string | undefined },
): Promise<string> {
  const portal = wish.portal ?? null;
  const { provider } = await requireProvider(deps, providerId, portal);
  try {
    const { url, kept } = await beginOpenid(
      await clientOf(deps, provider),
      returnAddress(deps),
      provider.scopes,
    );
    const flight: Flight = { ...kept, providerId, portal, to: ownPath(wish.to) };
    await beginFlight(deps, reply, 'openid', flight);
    return url.href;
  } catch (error) {
    throw translate(error);
  }
}

export interface Returned {
  readonly actor: SessionActor;
  readonly to: string;
  /** The provider asked for more than one factor, and the store trusts it in that. */
  readonly secondFactorDone: boolean;
  /** For the end of the session there. */
  readonly login: OpenidLogin;
}

/** @param query what the provider added to our address. @throws ApiProblem `signin.*` */
export async function returnFromProvider(
  deps: RouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  query: string,
): Promise<Returned> {
  const flight = (await endFlight(deps, request, reply, 'openid')) as Flight;
  const { providerId, to } = flight;
  const { provider, store, client } = await requireProvider(deps, providerId, flight.portal);
  const address = returnAddress(deps);
  address.search = query;
  let person: OpenidPerson;
  try {
    person = await finishOpenid(await clientOf(deps, provider), address, flight);
  } catch (error) {
    // Neither tokens nor claims: the reason alone.
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? `${message} ${cause.message}` : message;
    request.log.warn({ providerId, reason }, 'an OpenID answer was refused');
    throw translate(error);
  }
  // An address that the provider has not confirmed is whatever somebody typed there (OpenID Connect Core 5.1).
  if (provider.claim === 'email' && person.claims['email_verified'] !== true) {
    request.log.info({ providerId }, 'an OpenID sign-in carries no confirmed e-mail address');
    throw new ApiProblem(
      'signin.no_account',
      'The sign-in provider does not confirm your e-mail address (email_verified), so no account can be found by it. Confirm it there, or ask an administrator of the identity store to choose another claim.',
    );
  }
  const value = valueOf(person, provider);
  const found = value === null ? [] : await deps.live.findUsers(store.id, provider.attribute, value, 2);
  const [user] = found;
  if (user === undefined || found.length > 1) {
    request.log.info({ providerId, matches: found.length }, 'an OpenID sign-in matches no single account');
    throw new ApiProblem(
      'signin.no_account',
      'You are signed in there, but no single account here belongs to you. Ask an administrator of the identity store.',
    );
  }
  const actor = await actorOfUser(deps, store, { userId: user.id, loginName: null, client });
  const { amr } = person.claims;
  return {
    actor,
    to,
    secondFactorDone: provider.trustsSecondFactor && Array.isArray(amr) && amr.includes('mfa'),
    login: { providerId, idToken: person.idToken },
  };
}

/** What the claim says; null where it says nothing that could be one account. */
function valueOf({ claims }: OpenidPerson, { claim }: OpenidProvider): string | null {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  if (typeof value !== 'string' || value.trim() === '' || value.length > 1024) return null;
  return value;
}

/** Where the provider ends its session; null where there is nothing to end. */
export async function leaveProvider(deps: RouteDeps, login: OpenidLogin): Promise<string | null> {
  const provider = await getOpenidProvider(deps.database.db, login.providerId);
  if (provider === null) return null;
  try {
    const returnTo = pageAddress(deps.config.publicUrl, 'sign-in');
    const url = await endOpenid(await clientOf(deps, provider), login.idToken, returnTo);
    return url?.href ?? null;
  } catch (error) {
    // Our own session is over in any case.
    deps.log.warn({ err: error, providerId: provider.id }, 'the provider could not be told of a sign-out');
    return null;
  }
}

function translate(error: unknown): unknown {
  if (!(error instanceof OpenidError)) return error;
  return error.refused
    ? new ApiProblem(
        'signin.refused',
        'The answer of the sign-in provider was not accepted. Begin again; an operator finds the reason in the log.',
        { cause: error },
      )
    : new ApiProblem(
        'signin.provider',
        'The sign-in provider does not answer. Try again, or choose another way to sign in.',
        { cause: error, retryAfterSeconds: 10 },
      );
}
