/** API tokens: within their owner's rights, shown once, ended for good (access-and-approvals B3). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getRequest } from '../../activities/database/repositories/requests.ts';
import { hashOf } from '../../api/plugins/session-store.ts';
import { adminLogin, type Answer, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';
import { planning } from '../support/plans.ts';

let api: ApiTest;
let admin: Client;
let user: Client;
let olgaId: string;
let groupId: string;
let roles: readonly { readonly id: string; readonly name: string; readonly permissions: string[] }[];

beforeAll(async () => {
  api = await ApiTest.start();
  olgaId = await api.addUser('olga.owner');
  groupId = await api.addGroup('Cyclists', [], olgaId);
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
  roles = (await admin.get(rolesPath())).body.items;
  api.engine.onStart = planning(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const storePath = () => `/stores/${api.home.storeId}`;
const rolesPath = () => `${storePath()}/roles`;
const changeRole = async (name: string, change: object) => {
  const role = roles.find((one) => one.name === name);
  expect((await admin.send('PATCH', `${rolesPath()}/${role?.id ?? ''}`, change)).status).toBe(200);
};

const make = (client: Client, scopes: readonly string[] = [], more: object = {}): Promise<Answer> =>
  client.post('/api-tokens', { name: 'Nightly', scopes, days: 30, ...more });

interface Made {
  readonly id: string;
  readonly secret: string;
}
async function made(client: Client, scopes: readonly string[] = [], more: object = {}): Promise<Made> {
  const answer = await make(client, scopes, more);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { id: answer.body.token.id, secret: answer.body.secret };
}

/** A program: no cookie, no CSRF token, only the header. */
const by = (
  { secret }: Pick<Made, 'secret'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> => api.client().send(method, path, body, { authorization: `Bearer ${secret}` });

const invalid = { status: 401, body: { code: 'token.invalid' } };

describe('an API token [access-and-approvals B3]', () => {
  it('is shown once and kept as a hash; what people see of it later is its beginning', async () => {
    const answer = await make(user, ['Create Static Group']);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        secret: expect.stringMatching(/^muster_[\w-]{43}$/),
        token: { kind: 'personal', scopes: ['Create Static Group'], state: 'active', lastUsedAt: null },
      },
    });
    const { secret } = answer.body;
    const listed = (await user.get('/api-tokens')).body;
    expect(listed.items[0].hint).toBe(secret.slice(0, 11));
    expect(JSON.stringify(listed)).not.toContain(secret);
    const { rows } = await api.database.pool.query('select * from api_tokens');
    expect(rows[0].token_hash).toBe(hashOf(secret));
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(api.logLines.join('')).not.toContain(secret);
  });

  it('lets a program in by the header and by nothing else, without a CSRF token, and is never answered with a cookie', async () => {
    const token = await made(user, ['Create Static Group']);
    const read = await by(token, 'GET', '/requests/counts');
    expect([read.status, read.headers['set-cookie']]).toEqual([200, undefined]);
    const written = await by(token, 'POST', `${storePath()}/groups`, { name: 'By a program' });
    expect([written.status, written.headers['set-cookie']]).toEqual([202, undefined]);
    for (const name of ['muster', 'token', 'authorization']) {
      const answer = await api.client().get('/requests/counts', { cookie: `${name}=${token.secret}` });
      expect(answer).toMatchObject({ status: 401, body: { code: 'session.missing' } });
    }
    for (const query of ['token', 'access_token', 'authorization']) {
      expect((await api.client().get(`/requests/counts?${query}=${token.secret}`)).status).toBe(401);
    }
    const basic = { authorization: `Basic ${Buffer.from(`x:${token.secret}`).toString('base64')}` };
    expect((await api.client().get('/requests/counts', basic)).status).toBe(401);
  });

  it('that is wrong is no session, whatever cookie comes with it', async () => {
    const { secret } = await made(user);
    for (const text of [
      'x',
      'muster_',
      `${secret}x`,
      secret.slice(0, -1),
      secret.toLowerCase(),
      hashOf(secret),
    ]) {
      expect(await user.get('/requests/counts', { authorization: `Bearer ${text}` })).toMatchObject(invalid);
    }
    // A right one speaks for its owner, not for whoever's cookie comes along.
    const answer = await admin.get('/stores', { authorization: `Bearer ${secret}` });
    expect(answer).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
  });

  it('may do what is among its scopes and among the permissions of its owner, at each call', async () => {
    const narrow = await made(admin, ['Create Static Group']);
    expect((await by(narrow, 'GET', '/stores')).status).toBe(403);
    const wide = await made(admin, ['Manage Identity Store']);
    expect((await by(wide, 'GET', '/stores')).status).toBe(200);
    expect((await by(wide, 'GET', rolesPath())).status).toBe(403);

    const users = await made(user, ['Create Static Group']);
    const create = () => by(users, 'POST', `${storePath()}/groups?dryRun=true`, { name: 'Runners' });
    expect((await create()).status).toBe(200);
    const { permissions } = roles.find(({ name }) => name === 'User') ?? { permissions: [] };
    await changeRole('User', { permissions: permissions.filter((one) => one !== 'Create Static Group') });
    expect(await create()).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
    await changeRole('User', { permissions });
    expect((await create()).status).toBe(200);
  });

  it('reaches no further in what it asks for: the plan knows its scopes', async () => {
    const problemOf = async (answer: Answer): Promise<string | undefined> =>
      (await getRequest(api.database.db, answer.body.requestId))?.problem?.code;
    const change = { description: 'Every Sunday' };
    // The administrator holds Manage Any Group, the token does not.
    const narrow = await made(admin, ['Manage My Groups']);
    expect(await problemOf(await by(narrow, 'PATCH', `${storePath()}/groups/${groupId}`, change))).toBe(
      'permission.denied',
    );
    const wide = await made(admin, ['Manage Any Group']);
    expect(
      await problemOf(await by(wide, 'PATCH', `${storePath()}/groups/${groupId}`, change)),
    ).toBeUndefined();
  });

  it('without scopes only reads', async () => {
    const token = await made(user);
    expect((await by(token, 'GET', `${storePath()}/groups`)).status).toBe(200);
    expect(await by(token, 'POST', `${storePath()}/groups/${groupId}/join`, {})).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
  });

  it('holds no scope that its maker or its owner lacks', async () => {
    expect(await make(user, ['Create Static Group', 'Manage Identity Store'])).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'scopes/1' }] },
    });
    expect((await user.get('/api-tokens')).body.scopes).not.toContain('Manage Identity Store');
    const service = await admin.post(`${storePath()}/tokens`, {
      ownerId: olgaId,
      ...{ name: 'HR', scopes: ['Manage Identity Store'], days: 1 },
    });
    expect(service).toMatchObject({ status: 422, body: { errors: [{ field: 'scopes/0' }] } });
  });

  it('lasts 365 days at most', async () => {
    for (const days of [0, 366, 1.5]) {
      expect(await make(user, [], { days })).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'days' }] },
      });
    }
    expect((await make(user, [], { days: 365 })).status).toBe(201);
  });

  it('is not enough for sessions, factors, tokens and Temporal’s own pages', async () => {
    const { body } = await api.client().get('/openapi.json');
    const closed = Object.entries<Record<string, any>>(body.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, operation]) =>
        operation['x-session-only'] === true
          ? [[method, path.replace('/api/v1', ''), operation.operationId]]
          : [],
      ),
    );
    expect(closed.map(([, , id]) => id)).toEqual(
      expect.arrayContaining([
        'getSession',
        'signOut',
        'createApiToken',
        'createServiceToken',
        'beginEnrolment',
      ]),
    );
    const token = await made(admin, [
      'Manage Security Roles',
      'Manage All Requests',
      'Manage Identity Store',
    ]);
    for (const [method = '', path = '', id] of closed) {
      const address = path.replaceAll(/\{(\w+)\}/g, unknownId);
      const answer = await by(token, method.toUpperCase(), address, method === 'get' ? undefined : {});
      expect([id, answer.status, answer.body.code]).toEqual([id, 403, 'token.session']);
    }
  });

  it('says when and from where it was last used', async () => {
    const token = await made(user);
    await by(token, 'GET', '/requests/counts');
    const { items } = (await user.get('/api-tokens')).body;
    expect(items.find(({ id }: Made) => id === token.id)).toMatchObject({
      lastUsedAt: expect.any(String),
      lastUsedAddress: '127.0.0.1',
    });
  });

  it('is ended by its owner, or by who manages roles, who sees those of everybody', async () => {
    const [one, two] = [await made(user), await made(user)];
    const olga = await api.signedIn('olga.owner');
    expect((await olga.send('DELETE', `/api-tokens/${one.id}`)).status).toBe(404);
    expect((await user.get(`${storePath()}/tokens`)).status).toBe(403);
    expect((await user.send('DELETE', `/api-tokens/${one.id}`)).status).toBe(204);
    expect(await by(one, 'GET', '/requests/counts')).toMatchObject(invalid);
    const { items } = (await admin.get(`${storePath()}/tokens?limit=200`)).body;
    expect(items.map(({ id }: Made) => id)).toEqual(expect.arrayContaining([one.id, two.id]));
    expect((await admin.send('DELETE', `${storePath()}/tokens/${two.id}`)).status).toBe(204);
    expect(await by(two, 'GET', '/requests/counts')).toMatchObject(invalid);
    expect((await user.get('/api-tokens')).body.items[0]).toMatchObject({
      state: 'ended',
      endReason: 'administrator',
    });
  });

  it('of a program is made by who manages roles, for an account of its own', async () => {
    const path = `${storePath()}/tokens`;
    const body = { ownerId: olgaId, name: 'HR', scopes: ['Create Static Group'], days: 1 };
    expect((await user.post(path, body)).status).toBe(403);
    expect((await admin.post(path, { ...body, ownerId: unknownId })).status).toBe(404);
    const answer = await admin.post(path, body);
    expect(answer).toMatchObject({
      status: 201,
      body: { token: { kind: 'service', owner: { id: olgaId }, madeBy: { id: api.home.userId } } },
    });
    const asked = await by(answer.body, 'POST', `${storePath()}/groups`, { name: 'From HR' });
    const request = await getRequest(api.database.db, asked.body.requestId);
    expect(request).toMatchObject({ actorId: olgaId, token: { name: 'HR', madeById: api.home.userId } });
    const olga = await api.signedIn('olga.owner');
    expect((await olga.get('/api-tokens')).body.items[0]).toMatchObject({ name: 'HR', kind: 'service' });
  });

  it('decides only where it may manage all requests [access-and-approvals W11]', async () => {
    const { body } = await user.post(`${storePath()}/groups/${groupId}/join`, {});
    const path = `/requests/${body.requestId as string}/approve`;
    expect(await by(await made(admin, ['Manage Workflows']), 'POST', path)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied', detail: expect.stringContaining('Manage All Requests') },
    });
  });

  it('makes 600 calls a minute, each token on its own', async () => {
    const [busy, other] = [await made(user), await made(user)];
    const statuses = new Map<number, number>();
    for (let round = 0; round < 61; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => by(busy, 'GET', '/requests/counts')),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 200: 600, 429: 10 });
    const late = await by(busy, 'GET', '/requests/counts');
    expect([late.body.code, Number(late.headers['retry-after']) > 0]).toEqual(['rate.limited', true]);
    expect((await by(other, 'GET', '/requests/counts')).status).toBe(200);
  });
});

describe('making one does not go around the second factor [access-and-approvals B3] [access-and-approvals A7]', () => {
  it('where only the role for programs asks for one', async () => {
    const group = await api.addGroup('Twofold', [await api.addUser('tina.two')]);
    const only = (type: string) => ({
      clients: { join: 'and', rows: [{ field: 'clientType', operator: 'is', value: type }] },
    });
    const role = await admin.post(rolesPath(), {
      ...{ name: 'Strict', priority: 2, criteriaGroupId: group, permissions: ['Create Static Group'] },
      ...only('api'),
    });
    expect(role.status).toBe(201);
    await api.setPolicies('Strict', {
      authentication: { enforcedFactors: [], chosenByUser: 0, secondFactor: true },
    });
    await api.database.pool.query(
      `insert into store_factor_settings (store_id, enrolment_enabled, factors) values ($1, true, '["totp"]')
       on conflict (store_id) do update set enrolment_enabled = true, factors = '["totp"]'`,
      [api.home.storeId],
    );
    const tina = api.client();
    const answer = await tina.post('/session', {
      ...{ storeId: api.home.storeId, loginName: 'tina.two', password: 'correct horse battery staple' },
      portal: api.home.portalPath,
    });
    tina.csrf = answer.body.csrfToken;
    expect(await make(tina, ['Create Static Group'])).toMatchObject({
      status: 403,
      body: { code: 'factor.unenrolled' },
    });
    await api.database.pool.query('delete from store_factor_settings');
  });

  it('nor long after the sign-in', async () => {
    const eva = await api.addUser('eva.early').then(() => api.signedIn('eva.early'));
    const chief = await api.signedIn(adminLogin);
    api.advance(11 * 60_000);
    expect(await make(eva)).toMatchObject({ status: 403, body: { code: 'session.not_fresh' } });
    const body = { ownerId: olgaId, name: 'HR', scopes: [], days: 1 };
    expect(await chief.post(`${storePath()}/tokens`, body)).toMatchObject({
      status: 403,
      body: { code: 'session.not_fresh' },
    });
  });
});

describe('a token ends [access-and-approvals B3] [access-and-approvals A6]', () => {
  const idOf = async (login: string): Promise<string> => {
    const { rows } = await api.database.pool.query(
      `select object_id from directory_objects where display_name = $1`,
      [login],
    );
    return rows[0].object_id;
  };

  it('with the account of its owner, for good, within a minute', async () => {
    await api.addUser('dora.disabled');
    const token = await made(await api.signedIn('dora.disabled'));
    expect((await by(token, 'GET', '/requests/counts')).status).toBe(200);
    const provider = await api.provider();
    const who = { kind: 'user' as const, id: await idOf('dora.disabled') };
    await provider.setEnabled?.(who, false);
    api.advance(61_000);
    expect(await by(token, 'GET', '/requests/counts')).toMatchObject(invalid);
    await provider.setEnabled?.(who, true);
    api.advance(61_000);
    expect(await by(token, 'GET', '/requests/counts')).toMatchObject(invalid);
    const { items } = (await (await api.signedIn('dora.disabled')).get('/api-tokens')).body;
    expect(items[0]).toMatchObject({ state: 'ended', endReason: 'ownerDisabled' });
  });

  it('when its owner holds no role any more, at once where the role changes in Muster', async () => {
    await api.addUser('nora.norole');
    const token = await made(await api.signedIn('nora.norole'));
    expect((await by(token, 'GET', '/requests/counts')).status).toBe(200);
    admin = await api.signedIn(adminLogin);
    await changeRole('User', { enabled: false });
    expect(await by(token, 'GET', '/requests/counts')).toMatchObject(invalid);
    await changeRole('User', { enabled: true });
    expect(await by(token, 'GET', '/requests/counts')).toMatchObject(invalid);
  });

  it('on its day', async () => {
    const token = await made(await api.signedIn(userLogin), [], { days: 1 });
    api.advance(23 * 3_600_000);
    expect((await by(token, 'GET', '/requests/counts')).status).toBe(200);
    api.advance(2 * 3_600_000);
    expect(await by(token, 'GET', '/requests/counts')).toMatchObject(invalid);
    const { items } = (await (await api.signedIn(userLogin)).get('/api-tokens')).body;
    expect(items.find(({ id }: Made) => id === token.id)).toMatchObject({ state: 'expired' });
  });

  it('for as long as its store is disabled', async () => {
    const token = await made(await api.signedIn(userLogin));
    await api.database.pool.query('update identity_stores set enabled = false');
    expect(await by(token, 'GET', '/requests/counts')).toMatchObject(invalid);
    await api.database.pool.query('update identity_stores set enabled = true');
    expect((await by(token, 'GET', '/requests/counts')).status).toBe(200);
  });
});
