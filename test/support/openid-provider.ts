/** A real OpenID provider (npm oidc-provider) on loopback, where everybody is signed in already as told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type ClientMetadata } from 'oidc-provider';

export interface OpenidPerson {
  readonly sub: string;
  readonly email?: string;
  /** A string from providers that do not keep to the standard. */
  readonly email_verified?: boolean | string;
}

export interface TestOpenidProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Who signs in there next. */
  person: OpenidPerson;
  /** How they do it, as the id token says. */
  amr: string[];
  /** How far its clock is behind when it issues tokens, seconds. */
  lateSeconds: number;
  /** A browser goes to an address there and comes back: the address it is sent to. */
  visit(address: string): Promise<URL>;
}

export const idTokenSeconds = 3600;
export const openidClient = { id: 'muster', secret: 'client-secret-planted-7f3b' } as const;

export async function startOpenidProvider(
  redirectUri: string,
  afterLogout: string,
): Promise<TestOpenidProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state = { person: { sub: 'nobody' } as OpenidPerson, amr: ['pwd'], lateSeconds: 0 };
  const client = (id: string): ClientMetadata => ({
    client_id: id,
    client_secret: openidClient.secret,
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [afterLogout],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  });
  const provider: Provider = new Provider(issuer, {
    clients: [client(openidClient.id), client('another')],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    ttl: { IdToken: idTokenSeconds },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...state.person, sub }) }),
    loadExistingGrant: async (context) => {
      const { client: asking, session } = context.oidc;
      const grant = new provider.Grant({
        ...(asking === undefined ? {} : { clientId: asking.clientId }),
        ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next();
    const login = { accountId: state.person.sub, amr: state.amr };
    await provider.interactionFinished(context.req, context.res, { login });
    context.respond = false;
  });
  provider.use(async (context, next) => {
    if (context.path !== '/token') return next();
    const realNow = Date.now;
    Date.now = () => realNow() - state.lateSeconds * 1000;
    try {
      await next();
    } finally {
      Date.now = realNow;
    }
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    get person() {
      return state.person;
    },
    set person(person) {
      state.person = person;
    },
    get lateSeconds() {
      return state.lateSeconds;
    },
    set lateSeconds(seconds) {
      state.lateSeconds = seconds;
    },
    get amr() {
      return state.amr;
    },
    set amr(amr) {
      state.amr = amr;
    },
    async visit(address) {
      // A new browser each time, with no session of its own there.
      const cookies = new Map<string, string>();
      for (let url = new URL(address), hops = 0; hops < 10; hops += 1) {
        if (url.origin !== issuer) return url;
        const answer = await fetch(url, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
        });
        for (const cookie of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          cookies.set(name, value);
        }
        const location = answer.headers.get('location');
        if (location === null) throw new Error(`${url.href}: ${answer.status} ${await answer.text()}`);
        url = new URL(location, url);
      }
      throw new Error('The provider sends the browser in circles.');
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
