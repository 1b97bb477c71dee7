/** Signing in with a real OpenID provider, and with what an attacker makes of its answers [access-and-approvals A3]. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putFactorSettings } from '../../activities/database/repositories/factor-settings.ts';
import { ownPath } from '../../api/openid.ts';
import { adminLogin, ApiTest, type Client } from '../support/api.ts';
import {
  idTokenSeconds,
  openidClient,
  startOpenidProvider,
  type TestOpenidProvider,
} from '../support/openid-provider.ts';
import { totpCode } from '../support/totp.ts';

const site = 'http://localhost:3000';

let api: ApiTest;
let provider: TestOpenidProvider;
let admin: Client;
let providerId: string;
let olgaId: string;
let fields: Record<string, unknown>;
const listPath = () => `/stores/${api.home.storeId}/sign-in-providers`;

beforeAll(async () => {
  [api, provider] = await Promise.all([
    ApiTest.start(),
    startOpenidProvider(`${site}/sign-in/return`, `${site}/sign-in`),
  ]);
  admin = await api.signedIn(adminLogin);
  olgaId = await api.addUser('olga.open', { mail: ['olga@example.org'] });
  for (const [login, mail] of [
    ['twin.one', 'twins@example.org'],
    ['twin.two', 'Twins@example.org'],
  ] as const)
    await api.addUser(login, { mail: [mail] });
  fields = {
    name: 'Company account',
    issuer: provider.issuer,
    clientId: openidClient.id,
    scopes: 'email',
    claim: 'email',
    attribute: 'mail',
    trustsSecondFactor: false,
    enabled: true,
  };
  const made = await admin.post(listPath(), { ...fields, clientSecret: openidClient.secret });
  expect(made).toMatchObject({ status: 201, body: { clientSecret: { set: true } } });
  providerId = made.body.id;
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

const leave = async (client: Client, to?: string): Promise<string> => {
  const answer = await client.post(`/sign-in/openid/${providerId}`, {
    portal: 'main',
    ...(to === undefined ? {} : { to }),
  });
  expect(answer.status).toBe(200);
  return answer.body.url;
};
const comeBack = (client: Client, address: URL) =>
  client.post('/sign-in/openid/return', { query: address.search });
/** @param change what an attacker makes of the way there */
async function signInAs(email: string, change: (url: URL) => void = () => undefined, to?: string) {
  provider.person = { sub: email, email, email_verified: true };
  const client = api.client();
  const url = new URL(await leave(client, to));
  change(url);
  const answer = await comeBack(client, await provider.visit(url.href));
  if (answer.body.session) client.csrf = answer.body.session.csrfToken;
  return { client, answer };
}
const refused = { status: 401, body: { code: 'signin.refused' } };
const noAccount = { status: 403, body: { code: 'signin.no_account' } };

describe('signing in with an OpenID provider', () => {
  it('is offered at its store, and asks for a code with PKCE, state and nonce', async () => {
    const { body } = await api.client().get('/sign-in');
    expect(body.portals[0].stores[0].providers).toEqual([{ id: providerId, name: 'Company account' }]);
    const url = new URL(await leave(api.client()));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: openidClient.id,
      redirect_uri: `${site}/sign-in/return`,
      scope: 'openid email',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/.{20}/),
      nonce: expect.stringMatching(/.{20}/),
    });
  });

  it('finds the one account whose attribute is the claim, and ends the session there at sign-out [access-and-approvals A7]', async () => {
    const { client, answer } = await signInAs('olga@example.org', undefined, '/groups?mine=true');
    expect(answer).toMatchObject({
      status: 201,
      body: { session: { user: { loginName: 'olga.open' } }, pending: null, to: '/groups?mine=true' },
    });
    expect((await client.get('/session')).status).toBe(200);
    const { rows } = await api.database.pool.query(
      `select data::text as data from sessions where user_id is not null`,
    );
    expect(rows.some(({ data }) => data.includes('"openid"'))).toBe(true);
    const out = await client.send('DELETE', '/session');
    expect(out.status).toBe(200);
    const end = new URL(out.body.endSessionUrl);
    expect(end.origin).toBe(provider.issuer);
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe(`${site}/sign-in`);
    expect(end.searchParams.get('id_token_hint')).toMatch(/^ey/);
    expect((await fetch(end)).status).toBe(200);
    expect((await client.get('/session')).status).toBe(401);
    expect((await (await api.signedIn('olga.open')).send('DELETE', '/session')).status).toBe(204);
  });

  it('lets in nobody where none or several accounts match, or the address is not confirmed', async () => {
    expect((await signInAs('nobody@example.org')).answer).toMatchObject(noAccount);
    expect((await signInAs('twins@example.org')).answer).toMatchObject(noAccount);
    expect((await signInAs('*')).answer).toMatchObject(noAccount);
    for (const confirmed of [
      {},
      { email_verified: false },
      { email_verified: 'false' },
      { email_verified: 'true' },
    ]) {
      provider.person = { sub: 'x', email: 'olga@example.org', ...confirmed };
      const client = api.client();
      const answer = await comeBack(client, await provider.visit(await leave(client)));
      expect(answer).toMatchObject(noAccount);
      expect(answer.body.detail).toContain('email_verified');
      expect((await client.get('/session')).status).toBe(401);
    }
  });

  it('lets in nobody whose account is locked or disabled, and ends no session by a lock [access-and-approvals A4] [access-and-approvals A6]', async () => {
    const { client: before } = await signInAs('olga@example.org');
    await api.lockAccount(olgaId, 15);
    expect((await signInAs('olga@example.org')).answer).toMatchObject({
      status: 401,
      body: { code: 'signin.locked' },
    });
    expect((await api.client().signIn(api.home.storeId, 'olga.open')).body.code).toBe('signin.failed');
    // Anybody can bring a lock about by guessing: whoever is in stays in.
    api.advance(61_000);
    expect((await before.get('/session')).status).toBe(200);
    await api.lockAccount(olgaId, 0);
    expect((await signInAs('olga@example.org')).answer.status).toBe(201);
    const directory = await api.provider();
    await directory.setEnabled?.({ kind: 'user', id: olgaId }, false);
    expect((await signInAs('olga@example.org')).answer).toMatchObject({
      status: 401,
      body: { code: 'signin.failed' },
    });
    await directory.setEnabled?.({ kind: 'user', id: olgaId }, true);
  });

  it('refuses an answer with another state, nonce, challenge or client', async () => {
    for (const change of [
      (url: URL) => {
        url.searchParams.set('state', 'another-state-that-is-long-enough');
      },
      (url: URL) => {
        url.searchParams.set('nonce', 'another-nonce-that-is-long-enough');
      },
      (url: URL) => {
        url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
      },
      (url: URL) => {
        url.searchParams.set('client_id', 'another');
      },
    ]) {
      expect((await signInAs('olga@example.org', change)).answer).toMatchObject(refused);
    }
  });

  it('refuses a token that expired more than a minute ago [access-and-approvals A3]', async () => {
    provider.lateSeconds = idTokenSeconds + 90;
    expect((await signInAs('olga@example.org')).answer).toMatchObject(refused);
    provider.lateSeconds = idTokenSeconds + 30;
    expect((await signInAs('olga@example.org')).answer.status).toBe(201);
    provider.lateSeconds = 0;
  });

  it('takes an answer once, from the browser that asked for it', async () => {
    provider.person = { sub: 'o', email: 'olga@example.org', email_verified: true };
    const client = api.client();
    const back = await provider.visit(await leave(client));
    expect(await comeBack(api.client(), back)).toMatchObject({
      status: 401,
      body: { code: 'signin.restart' },
    });
    expect((await comeBack(client, back)).status).toBe(201);
    expect(await comeBack(client, back)).toMatchObject({ status: 401, body: { code: 'signin.restart' } });
  });

  it('leads to no other site afterwards', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '\\/evil',
      'javascript:alert(1)',
      '/\t/evil.example',
    ]) {
      expect((await signInAs('olga@example.org', undefined, to)).answer.body.to).toBe('/');
      expect(ownPath(to)).toBe('/');
    }
    expect(ownPath('/requests/1?tab=plan#top')).toBe('/requests/1?tab=plan#top');
    expect(ownPath(undefined)).toBe('/');
  });

  it('asks for the second factor as well, unless the provider has and is trusted in it', async () => {
    const settings = { enrolmentEnabled: true, factors: ['totp' as const], questions: null };
    await putFactorSettings(api.database.db, api.home.storeId, settings, null);
    await api.setPolicies('User', {
      authentication: { enforcedFactors: [], chosenByUser: 0, secondFactor: true },
    });
    provider.amr = ['pwd', 'mfa'];
    const { client, answer } = await signInAs('olga@example.org');
    expect(answer).toMatchObject({ status: 201, body: { session: null, pending: { step: 'enrol' } } });
    expect((await client.get('/session')).status).toBe(401);
    const { secret } = (await client.post('/sign-in/pending/enrolment', { kind: 'totp' })).body.totp;
    const confirmed = await client.post('/sign-in/pending/enrolment/confirm', {
      kind: 'totp',
      code: totpCode(secret, api.now()),
    });
    expect(confirmed.status).toBe(201);
    client.csrf = confirmed.body.session.csrfToken;
    expect((await client.send('DELETE', '/session')).body.endSessionUrl).toContain(provider.issuer);
    const trusting = { ...fields, trustsSecondFactor: true };
    expect((await admin.send('PUT', `${listPath()}/${providerId}`, trusting)).status).toBe(200);
    expect((await signInAs('olga@example.org')).answer.body.session).not.toBeNull();
    provider.amr = ['pwd'];
    expect((await signInAs('olga@example.org')).answer.body.pending).toMatchObject({ step: 'prove' });
  });
});

describe('the settings of a provider', () => {
  it('keep the secret, which goes nowhere else', async () => {
    const path = `${listPath()}/${providerId}`;
    const put = (change: object) => admin.send('PUT', path, { ...fields, ...change });
    expect((await put({})).body.clientSecret).toEqual({ set: true });
    expect((await put({ issuer: 'https://elsewhere.example' })).body.clientSecret).toEqual({ set: false });
    for (const issuer of [
      'http://elsewhere.example',
      'https://169.254.169.254',
      'https://metadata.google.internal',
      'file:///etc/passwd',
      'https://elsewhere.example/?x=1',
    ]) {
      expect(await put({ issuer })).toMatchObject({ status: 422, body: { errors: [{ field: 'issuer' }] } });
    }
    const { rows } = await api.database.pool.query('select row_to_json(s)::text as row from store_secrets s');
    const text = [...rows.map(({ row }) => row as string), ...api.logLines].join('\n');
    expect(text).not.toContain(openidClient.secret);
    expect(await put({ enabled: false })).toMatchObject({ status: 200 });
    expect((await api.client().post(`/sign-in/openid/${providerId}`, {})).status).toBe(404);
    expect((await admin.send('DELETE', path)).status).toBe(204);
  });

  it('answer 502 while the provider is away', async () => {
    const away = { ...fields, name: 'Away', issuer: 'http://127.0.0.1:1' };
    const { id } = (await admin.post(listPath(), away)).body;
    expect(await api.client().post(`/sign-in/openid/${id}`, {})).toMatchObject({
      status: 502,
      body: { code: 'signin.provider' },
    });
  });
});
