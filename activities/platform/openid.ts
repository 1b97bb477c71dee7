/**
 * Muster as a client of OpenID providers: authorization code with PKCE; nonce, state, issuer,
 * audience, signature and expiry are checked [access-and-approvals A3].
 */
import * as client from 'openid-client';
import { Agent, fetch } from 'undici';
import { isLoopback } from './config.ts';
import { ForbiddenAddressError, guardedLookup, isForbiddenAddress } from './outbound.ts';

const timeoutMs = 10_000;
const maxSkewSeconds = 60;
/** What a provider says of itself changes seldom; its keys are fetched anew when an unknown one signs. */
const keptMs = 10 * 60_000;
/** A document of a provider is small; a larger answer is none. */
const maxAnswerBytes = 1024 * 1024;

export interface OpenidClient {
  /** Changes with every change of the provider's settings. */
  readonly key: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

/** What the return is checked against. */
export interface OpenidState {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OpenidPerson {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly idToken: string;
}

/** The provider does not answer, or its answer cannot be trusted. */
export class OpenidError extends Error {
  override readonly name = 'OpenidError';
  /** True where the answer itself was refused; false where the provider cannot be reached. */
  readonly refused: boolean;
  constructor(message: string, refused: boolean, cause: unknown) {
    super(message, { cause });
    this.refused = refused;
  }
}

const agent = new Agent({
  connect: { lookup: guardedLookup, timeout: timeoutMs, minVersion: 'TLSv1.2' },
  headersTimeout: timeoutMs,
  bodyTimeout: timeoutMs,
  maxResponseSize: maxAnswerBytes,
});

/** For everything that is asked of a provider: no forbidden address, no endless answer. */
export const guardedFetch: client.CustomFetch = async (url, options) => {
  const { hostname } = new URL(url);
  if (isForbiddenAddress(hostname)) throw new ForbiddenAddressError(hostname);
  const answer = await fetch(url, { ...(options as object), dispatcher: agent });
  const body = await answer.arrayBuffer();
  return new Response(body.byteLength === 0 ? null : body, {
    status: answer.status,
    headers: [...answer.headers],
  });
};

const known = new Map<string, { readonly at: number; readonly config: Promise<client.Configuration> }>();

/** Plain http is for providers on this machine only. */
export const isUsableIssuer = (issuer: string): boolean => {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, search, hash } = new URL(issuer);
  return (
    search === '' &&
    hash === '' &&
    !isForbiddenAddress(hostname) &&
    (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)))
  );
};

/** @throws {OpenidError} */
async function configurationOf({ key, issuer, clientId, clientSecret }: OpenidClient) {
  const last = known.get(key);
  if (last !== undefined && Date.now() - last.at < keptMs) return last.config;
  const address = new URL(issuer);
  const config = client
    .discovery(
      address,
      clientId,
      {
        [client.clockTolerance]: maxSkewSeconds,
        ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
      },
      clientSecret === undefined ? client.None() : undefined,
      {
        [client.customFetch]: guardedFetch,
        timeout: timeoutMs / 1000,
        // The signature is checked although the token came over TLS: one reason less to trust the way.
        execute: [
          client.enableNonRepudiationChecks,
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- providers on this machine only, see isUsableIssuer
          ...(address.protocol === 'http:' ? [client.allowInsecureRequests] : []),
        ],
      },
    )
    .catch((error: unknown) => {
      known.delete(key);
      throw new OpenidError('The provider does not say how to sign in there.', false, error);
    });
  known.set(key, { at: Date.now(), config });
  return config;
}

/** Where to send the browser. @throws {OpenidError} */
export async function beginOpenid(
  provider: OpenidClient,
  redirectUri: URL,
  scopes: string,
): Promise<{ readonly url: URL; readonly kept: OpenidState }> {
  const config = await configurationOf(provider);
  const verifier = client.randomPKCECodeVerifier();
  const kept = { state: client.randomState(), nonce: client.randomNonce(), verifier };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri.href,
    scope: ['openid', ...scopes.split(/\s+/).filter((one) => one !== '' && one !== 'openid')].join(' '),
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: kept.state,
    nonce: kept.nonce,
  });
  return { url, kept };
}

/**
 * What the browser brought back.
 * @param address our own, with the parameters of the provider
 * @throws {OpenidError}
 */
export async function finishOpenid(
  provider: OpenidClient,
  address: URL,
  { state, nonce, verifier }: OpenidState,
): Promise<OpenidPerson> {
  const config = await configurationOf(provider);
  try {
    const tokens = await client.authorizationCodeGrant(config, address, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined || tokens.id_token === undefined) throw new Error('There is no id token.');
    return { claims, idToken: tokens.id_token };
  } catch (error) {
    throw new OpenidError('The answer of the provider is not accepted.', true, error);
  }
}

/** Where the provider ends its own session; null where it does not offer that. @throws {OpenidError} */
export async function endOpenid(provider: OpenidClient, idToken: string, returnTo: URL): Promise<URL | null> {
  const config = await configurationOf(provider);
  if (config.serverMetadata().end_session_endpoint === undefined) return null;
  return client.buildEndSessionUrl(config, {
    id_token_hint: idToken,
    post_logout_redirect_uri: returnTo.href,
  });
}
