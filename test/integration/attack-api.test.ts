/** What an unfriendly client sends: bytes, paths, numbers, cursors and settings that no browser would send. */
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { adminLogin, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let user: Client;
let groups: string;
beforeAll(async () => {
  api = await ApiTest.start();
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
  api.endActions('succeeded');
  groups = `/stores/${api.home.storeId}/groups`;
});
afterAll(() => api[Symbol.asyncDispose]());

const namesField = (field: string) => ({ status: 422, body: { errors: [{ field }] } });

describe('query strings', () => {
  it.each(['1.5', '0x10', '1e2', '', '%20', 'true', '+5', '٣', '1000000000000000000000', '-1', '0'])(
    'limit=%s is no whole number from 1 to 200',
    async (limit) => {
      expect(await admin.get(`${groups}?limit=${limit}`)).toMatchObject(namesField('limit'));
    },
  );

  it.each(['1', '0', 'TRUE', 'yes', ''])('dryRun=%s is neither true nor false', async (dryRun) => {
    expect(await admin.post(`${groups}?dryRun=${dryRun}`, { name: 'x' })).toMatchObject(namesField('dryRun'));
  });

  it.each([
    ['+275760-09-13T00:00:00.000Z', '1', unknownId],
    ['-271821-04-20T00:00:00.000Z', '1', unknownId],
    ['0000-01-01T00:00:00.000Z', '1', unknownId],
    ['+010000-01-01T00:00:00.000Z', '1', unknownId],
    ['2026-02-31T25:00:00.000Z', '1', unknownId],
    ['infinity', '1', unknownId],
    ['0', '1', unknownId],
    ['2026-01-01T00:00:00.000Z', '1e300', unknownId],
    ['2026-01-01T00:00:00.000Z', '1', 'x'],
  ])('a cursor of %s, %s and %s is not one of ours', async (...parts) => {
    const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
    expect(await admin.get(`/history?cursor=${cursor}`)).toMatchObject(namesField('cursor'));
  });
});

describe('addresses', () => {
  it('with a slash more are not there', async () => {
    for (const path of ['/session/', `${groups}/x/`, '/stores/test/', '//session', '/session;x']) {
      expect([path, (await admin.get(path)).status]).toEqual([path, 404]);
    }
  });

  it('name their own methods, not those of an address that looks alike', async () => {
    const { status, headers } = await admin.send('OPTIONS', '/stores/test');
    expect([status, headers['allow']]).toEqual([405, 'POST']);
  });

  it('hold ids of any length a directory gives, and name longer ones', async () => {
    const fits = await admin.get(`${groups}/${encodeURIComponent('ä'.repeat(255))}`);
    expect(fits).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await admin.get(`${groups}/${'a'.repeat(256)}`)).toMatchObject(namesField('groupId'));
  });
});

describe('bytes', () => {
  let port: number;
  beforeAll(async () => {
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = api.app.server.address() as AddressInfo);
  });

  const send = async (bytes: string | Buffer): Promise<{ status: number; body: any; head: string }> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(bytes);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, body: JSON.parse(body) };
  };

  const signedIn = (method: string, path: string, ...headers: string[]): string =>
    [
      `${method} /api/v1${path} HTTP/1.1`,
      'Host: localhost',
      `Cookie: ${user.cookie}`,
      `X-CSRF-Token: ${user.csrf}`,
      'Connection: close',
      ...headers,
      '\r\n',
    ].join('\r\n');

  it.each([
    ['no such method', 'GETT / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['no such version', 'GET / HTTP/3.7\r\nHost: x\r\n\r\n', 400],
    ['a TLS hello', Buffer.from('16030102000100', 'hex'), 400],
    ['NUL in the address', 'GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['NUL in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n{}{}', 400],
    [
      'a length beside chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers of 17 KiB', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
  ])('%s: a problem document', async (_what, bytes, status) => {
    const answer = await send(bytes);
    expect(answer).toMatchObject({
      status,
      body: { status, code: 'body.invalid', detail: expect.any(String) },
    });
    expect(answer.head).toContain('application/problem+json');
  });

  it('that are not UTF-8 become no name', async () => {
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const head = signedIn('POST', groups, 'Content-Type: application/json', `Content-Length: ${body.length}`);
    expect(await send(Buffer.concat([Buffer.from(head), body]))).toMatchObject({
      status: 400,
      body: { code: 'body.invalid', errors: [{ field: '' }] },
    });
  });

  it('in chunks are a body like any other', async () => {
    const head = signedIn(
      'POST',
      groups,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      'Prefer: wait=5',
    );
    const whole = `${head}8\r\n{"name":\r\n6\r\n"row"}\r\n0\r\n\r\n`;
    const socket = connect(port, '127.0.0.1');
    for (const part of whole.match(/.{1,40}/gs) ?? []) socket.write(part);
    expect((await text(socket)).slice(0, 12)).toBe('HTTP/1.1 200');
  });

  it('that stop in the middle cost nothing', async () => {
    for (let count = 0; count < 20; count += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.write(signedIn('POST', groups, 'Content-Type: application/json', 'Content-Length: 99') + '{"na');
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.destroy();
    }
    expect((await user.get('/session')).status).toBe(200);
  });
});

describe('cookies', () => {
  it.each(['muster=', 'muster=a.b', 'muster=%00', 'muster=%zz', '__proto__=1', `muster=${'a'.repeat(5000)}`])(
    '%s is nobody',
    async (cookie) => {
      const answer = await api.client().get('/session', { cookie });
      expect(answer).toMatchObject({ status: 401, body: { code: 'session.missing' } });
    },
  );

  it('from before a sign-in are of no use after it', async () => {
    const client = api.client();
    await client.signIn(api.home.storeId, userLogin);
    const before = client.cookie;
    await client.signIn(api.home.storeId, adminLogin);
    expect(client.cookie).not.toBe(before);
    const old = await api.client().get('/session', { cookie: before });
    expect([401, userLogin]).toContain(old.status === 401 ? 401 : old.body.user.loginName);
  });
});

describe('settings of stores', () => {
  const test = (settings: Record<string, unknown>, kind = 'local') =>
    admin.post('/stores/test', { kind, settings });

  it.each([
    ['host', 'postgresql://muster@db.example.org/people?host=/var/run/postgresql'],
    ['sslkey', 'postgresql://muster@db.example.org/people?sslkey=/etc/shadow'],
    ['sslrootcert', 'postgresql://muster@db.example.org/people?sslrootcert=/etc/passwd'],
    ['options', 'postgresql://muster@db.example.org/people?options=-c%20role%3Dpostgres'],
    ['a socket', 'postgresql:///people'],
    ['metadata', 'postgresql://muster@2852039166/people'],
  ])('a database is on a host, with %s it is refused', async (_what, database) => {
    expect(await test({ domain: 'example.org', database })).toMatchObject(namesField('settings/database'));
  });

  it("cannot be given another store's instance", async () => {
    const { rows } = await api.database.pool.query('select settings from identity_stores');
    const { instanceId } = rows[0].settings;
    expect(
      await admin.post('/stores', {
        name: 'Twin',
        kind: 'local',
        settings: { domain: 'example.org', instanceId },
      }),
    ).toMatchObject(namesField('settings/instanceId'));
  });

  it.each(['169.254.169.254', '2852039166', '0xa9fea9fe', '::ffff:169.254.169.254', 'fe80::1'])(
    '%s is no domain controller and no mail server',
    async (host) => {
      const settings = {
        domain: 'corp.example.test',
        domainControllers: [{ host: 'dc1.corp.example.test', address: host }],
        serviceAccount: 'muster@corp.example.test',
        password: 'x',
      };
      expect(await test(settings, 'active-directory')).toMatchObject(
        namesField('settings/domainControllers'),
      );
      if (host.includes('::ffff')) return;
      const mail = { host, fromAddress: 'muster@example.org' };
      expect(await admin.send('PUT', `/stores/${api.home.storeId}/mail`, mail)).toMatchObject(
        namesField('host'),
      );
    },
  );
});

describe('private groups', () => {
  it('do not show in the members of a public one [groups 4.1]', async () => {
    const { db } = api.database;
    const { storeId } = api.home;
    const [insiderId, secret] = [await api.addUser('ina.insider'), await api.addGroup('Secret merger', [])];
    const open = await api.addGroup('Canteen', [secret, insiderId]);
    await applySettings(db, storeId, secret, { securityType: { old: null, new: 'private' } });
    const seenBy = async (client: Client) =>
      (await client.get(`${groups}/${open}/members`)).body.items.map((item: any) => item.name);
    expect(await seenBy(user)).toEqual(['ina.insider']);
    expect(await seenBy(admin)).toEqual(['ina.insider', 'Secret merger']);
  });
});
