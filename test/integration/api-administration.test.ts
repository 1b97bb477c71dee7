import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { insertApprovalLink } from '../../activities/database/repositories/approval-links.ts';
import { savePlannedApprovals, setApproval } from '../../activities/database/repositories/approvals.ts';
import { insertRequest, setState } from '../../activities/database/repositories/requests.ts';
import { hashWords } from '../../activities/platform/random-words.ts';
import { providerOf } from '../../activities/providers/registry.ts';
import { fillStore, tablesNaming } from '../support/filled-store.ts';
import { startMailServer } from '../support/smtp.ts';
import { totpCode } from '../support/totp.ts';
import { adminLogin, ApiTest, type Client, password, userLogin, userPermissions } from '../support/api.ts';

const plantedSecret = 'planted-secret-7f3a';
/** Refuses at once: nothing listens on port 1. */
const deadDatabase = 'postgresql://people@127.0.0.1:1/people';

let api: ApiTest;
let admin: Client;
beforeAll(async () => {
  api = await ApiTest.start();
  admin = await api.signedIn(adminLogin);
});
afterAll(() => api[Symbol.asyncDispose]());

const newStore = async (name: string, settings: object = { domain: 'branch.example.org' }, query = '') =>
  admin.post(`/stores${query}`, { name, kind: 'local', settings });

describe('identity stores', () => {
  it('tell their kinds and settings, secrets marked', async () => {
    const { body } = await admin.get('/store-kinds');
    const local = body.items.find(({ kind }: any) => kind === 'local');
    expect(local.settings.properties.databasePassword).toMatchObject({ secret: true });
    expect(local.capabilities.create).toBe(true);
  });

  it('are made with the roles Administrator, Helpdesk and User [stores-and-links S4] [access-and-approvals O7]', async () => {
    const made = await newStore('Branch');
    expect(made).toMatchObject({ status: 201, body: { name: 'Branch', health: 'healthy', version: 1 } });
    expect(made.headers['location']).toBe(`/api/v1/stores/${made.body.id}`);
    const { body } = await admin.get(`/stores/${made.body.id}/roles`);
    expect(body.items).toMatchObject([
      { name: 'Administrator', priority: 1, criteriaGroupId: null },
      {
        name: 'Helpdesk',
        priority: 10,
        criteriaGroupId: null,
        permissions: ['Reset Any Password', 'Unlock Any Account', 'Unenroll'],
      },
      { name: 'User', priority: 25, permissions: userPermissions },
    ]);
  });

  it('refuse a name that is taken, ignoring case', async () => {
    expect(await newStore('head OFFICE')).toMatchObject({
      status: 409,
      body: { code: 'name.taken', errors: [{ field: 'name' }] },
    });
  });

  it('are tested before they are saved; force saves them with errors [stores-and-links S2]', async () => {
    const settings = { domain: 'far.example.org', database: deadDatabase };
    const refused = await newStore('Far', settings);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'store.connect_failed', errors: [{ field: 'settings', code: 'network' }] },
    });
    const forced = await newStore('Far', settings, '?force=true');
    expect(forced).toMatchObject({ status: 201, body: { health: 'errors' } });
  });

  it('show a secret as set, keep it when it is left out, encrypt it at rest [stores-and-links 0.4]', async () => {
    const made = await newStore(
      'Secretive',
      { domain: 's.example.org', database: deadDatabase, databasePassword: plantedSecret },
      '?force=true',
    );
    expect(made.body.settings.databasePassword).toEqual({ set: true });
    const path = `/stores/${made.body.id}`;
    const renamed = await admin.send('PATCH', `${path}?force=true`, {
      settings: { domain: 't.example.org' },
    });
    expect(renamed.body.settings).toMatchObject({ domain: 't.example.org', databasePassword: { set: true } });
    const { rows } = await api.database.pool.query(
      "select (select coalesce(string_agg(s::text, ''), '') from identity_stores s) || (select string_agg(s::text || encode(ciphertext, 'escape'), '') from store_secrets s) as dump",
    );
    expect(rows[0].dump).not.toContain(plantedSecret);
    expect(JSON.stringify((await admin.get('/stores')).body)).not.toContain(plantedSecret);
    expect(api.logLines.join('')).not.toContain(plantedSecret);
  });

  it('forget the secret when the address changes, unless it is typed again', async () => {
    const made = await newStore(
      'Moving',
      { domain: 'm.example.org', database: deadDatabase, databasePassword: plantedSecret },
      '?force=true',
    );
    const path = `/stores/${made.body.id}?force=true`;
    const elsewhere = 'postgresql://people@127.0.0.1:2/people';
    const moved = await admin.send('PATCH', path, { settings: { database: elsewhere } });
    expect(moved.body.settings.databasePassword).toEqual({ set: false });
    const again = await admin.send('PATCH', path, {
      settings: { database: deadDatabase, databasePassword: 'another-one' },
    });
    expect(again.body.settings.databasePassword).toEqual({ set: true });
  });

  it('never send a stored secret to a changed address by a test [stores-and-links S2]', async () => {
    const { createServer } = await import('node:net');
    const heard: string[] = [];
    await using server = createServer((socket) => {
      socket.on('data', (data) => {
        heard.push(data.toString('latin1'));
        // AuthenticationCleartextPassword: a server that asks for the password as it is.
        socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      });
      socket.on('error', () => socket.destroy());
      setTimeout(() => socket.destroy(), 500);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const listening = `postgresql://people@127.0.0.1:${port}/people?sslmode=disable`;
    const made = await newStore(
      'Tested',
      { domain: 'x.example.org', database: deadDatabase, databasePassword: plantedSecret },
      '?force=true',
    );
    const answer = await admin.post('/stores/test', {
      kind: 'local',
      storeId: made.body.id,
      settings: { database: listening },
    });
    expect(answer).toMatchObject({ status: 200, body: { ok: false } });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.join('')).not.toContain(plantedSecret);
  });

  it('are not connected to link-local or metadata addresses', async () => {
    for (const host of ['169.254.169.254', '[fe80::1]', 'metadata.google.internal']) {
      const answer = await newStore('Meta', {
        domain: 'x.example.org',
        database: `postgresql://u@${host}/x`,
      });
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'settings/database' }] } });
    }
  });

  it('name unknown, missing and wrong settings', async () => {
    const answer = await newStore('Wrong', { nonsense: 1, database: 'ldap://x' });
    expect(answer.status).toBe(422);
    const fields = answer.body.errors.map(({ field }: any) => field);
    expect(fields).toEqual(expect.arrayContaining(['settings/nonsense', 'settings/domain']));
  });

  it('refuse a stale version with 412 [stores-and-links 0.1]', async () => {
    const { body } = await newStore('Versioned');
    const path = `/stores/${body.id}`;
    const first = await admin.send('PATCH', path, { description: 'one' }, { 'if-match': '"1"' });
    expect(first).toMatchObject({ status: 200, body: { version: 2 } });
    expect(first.headers['etag']).toBe('"2"');
    expect(await admin.send('PATCH', path, { description: 'two' }, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'version.stale' },
    });
  });

  it('change nothing in a dry run [stores-and-links 0.2]', async () => {
    const dry = await newStore('Only an idea', { domain: 'd.example.org' }, '?dryRun=true');
    expect(dry).toMatchObject({ status: 200, body: { name: 'Only an idea' } });
    const { body } = await admin.get('/stores');
    expect(body.items.map(({ name }: any) => name)).not.toContain('Only an idea');
    const taken = await newStore('Head office', { domain: 'd.example.org' }, '?dryRun=true');
    expect(taken.status).toBe(409);
  });

  it('are disabled and enabled; a disabled one is not offered for sign-in [stores-and-links S7]', async () => {
    const { body: store } = await newStore('Sleepy');
    const portal = await admin.post('/portals', {
      name: 'Sleepy portal',
      path: 'sleepy',
      stores: [store.id],
    });
    expect(portal.status).toBe(201);
    expect((await admin.post(`/stores/${store.id}/disable`)).body.enabled).toBe(false);
    const { body } = await api.client().get('/sign-in');
    expect(body.portals.find(({ path }: any) => path === 'sleepy').stores).toEqual([]);
    expect((await api.client().signIn(store.id, 'anybody')).body.code).toBe('store.disabled');
    expect((await admin.post(`/stores/${store.id}/enable`)).body.enabled).toBe(true);
  });

  it('are deleted with all that belongs to them, not while a request is open; requests and the journal stay [stores-and-links S8]', async () => {
    const { db, pool } = api.database;
    const { body: used } = await newStore('Used', { domain: 'used.example.org' });
    const path = `/stores/${used.id as string}`;
    expect((await admin.send('PATCH', path, { historyViews: true })).status).toBe(200);
    const ask = async (dryRun: boolean) =>
      (
        await insertRequest(db, {
          id: randomUUID(),
          action: 'joinGroup',
          storeId: used.id,
          actorStoreId: used.id,
          actorId: 'a',
          actorName: 'A',
          input: {},
          inputHash: 'h',
          dryRun,
          targetId: null,
        })
      ).request.id;
    const asked = await ask(false);
    await ask(true);
    expect(await admin.send('DELETE', path)).toMatchObject({
      status: 409,
      body: {
        code: 'store.in_use',
        detail: expect.stringContaining('One request of this identity store is'),
      },
    });
    await setState(db, asked, 'denied');
    await fillStore(pool, used.id);
    expect((await admin.send('DELETE', `${path}?dryRun=true`)).status).toBe(204);
    expect((await admin.get(path)).status).toBe(200);
    expect((await admin.send('DELETE', path)).status).toBe(204);

    // Whatever names the store, today and in later versions, is gone or on this list.
    const left = await tablesNaming(pool, used.id);
    expect(left).toEqual(['deleted_stores', 'history_entries', 'history_heads', 'requests']);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.get('/stores')).body.items.map(({ id }: any) => id)).not.toContain(used.id);
    expect((await newStore('Used', { domain: 'again.example.org' })).status).toBe(201);
    await expect(ask(false)).rejects.toThrow();

    const gone = { storeId: used.id, storeName: 'Used', storeDeletedAt: expect.any(String) };
    const own = (await admin.get('/history')).body;
    expect(own.items).toEqual(expect.arrayContaining([expect.objectContaining(gone)]));
    expect((await admin.get(`/history?storeId=${used.id as string}`)).body).toMatchObject({
      items: [{ ...gone, action: 'switchHistory' }],
      off: [],
    });
    expect((await admin.get(`/requests/${asked}`)).body).toMatchObject({ ...gone, state: 'denied' });
    const all = (await admin.get(`/requests?scope=all&storeId=${used.id as string}`)).body.items;
    expect(all).toMatchObject([{ id: asked, ...gone }]);
    expect((await admin.get(`${path}/history/verification`)).body).toMatchObject({ ok: true, entries: 1 });
    const anna = await api.signedIn(userLogin);
    expect((await anna.get(`/requests/${asked}`)).status).toBe(404);
    expect((await anna.get(`/history?storeId=${used.id as string}`)).body.items).toEqual([]);
  });

  it('stay while the last administrator is in them [stores-and-links S8] [access-and-approvals O1]', async () => {
    const before = (await admin.get(`/stores/${api.home.storeId}`)).body;
    expect(await admin.send('DELETE', `/stores/${api.home.storeId}`)).toMatchObject({
      status: 409,
      body: { code: 'role.last_administrator' },
    });
    expect((await admin.get(`/stores/${api.home.storeId}`)).body).toEqual(before);
  });

  it('have parts that each need a permission of their own; the rest is for looking [stores-and-links S1]', async () => {
    const { body: store } = await newStore('Parts');
    const group = await api.addGroup('Caretakers', [await api.addUser('carla.caretaker')]);
    const roles = `/stores/${api.home.storeId}/roles`;
    const role = await admin.post(roles, {
      name: 'Caretaker',
      priority: 24,
      criteriaGroupId: group,
      permissions: ['Manage Identity Store'],
    });
    expect(role.status).toBe(201);
    const carla = await api.signedIn('carla.caretaker');
    const path = `/stores/${store.id}`;
    for (const part of ['', '/mail', '/factor-settings', '/sign-in-providers'])
      expect((await carla.get(path + part)).status, part).toBe(200);
    expect((await carla.post(`${path}/disable`)).body.enabled).toBe(false);
    expect((await carla.post(`${path}/enable`)).body.enabled).toBe(true);

    const general = 'Manage Identity Store General Info';
    const configurations = 'Manage Identity Store Configurations';
    const mail = { host: 'mail.example.org', fromAddress: 'muster@example.org' };
    const factors = { enrolmentEnabled: false, factors: [], questions: [] };
    const test = { kind: 'local', storeId: store.id, settings: {} };
    const tries = [
      ['PATCH', path, { description: 'Hers' }, general],
      ['PATCH', path, { settings: { domain: 'hers.example.org' } }, general],
      ['PATCH', path, { historyViews: true }, configurations],
      ['PUT', `${path}/mail`, mail, configurations],
      ['PUT', `${path}/factor-settings`, factors, configurations],
      ['POST', '/stores/test', test, general],
    ] as const;
    for (const [method, address, body, permission] of tries) {
      expect(await carla.send(method, address, body), `${method} ${address}`).toMatchObject({
        status: 403,
        body: { code: 'permission.denied', permission },
      });
    }
    expect((await admin.get(path)).body).toMatchObject({ description: '', historyViews: false, version: 3 });

    const permissions = ['Manage Identity Store', general, configurations];
    expect((await admin.send('PATCH', `${roles}/${role.body.id as string}`, { permissions })).status).toBe(
      200,
    );
    const again = await api.signedIn('carla.caretaker');
    for (const [method, address, body] of tries)
      expect((await again.send(method, address, body)).status, `${method} ${address}`).toBe(200);
  });

  it('tell what they leave out, and read nothing else from the directory that way [stores-and-links S9]', async () => {
    const path = `/stores/${api.home.storeId}/excluded`;
    expect((await admin.get(path)).body).toEqual({ canExclude: false, containers: [] });
    expect(await admin.get(`${path}/objects?container=${encodeURIComponent('dc=example')}`)).toMatchObject({
      body: { code: 'value.invalid', errors: [{ field: 'container' }] },
    });
  });

  it('tell for how many of their roles a second factor is asked [stores-and-links S5]', async () => {
    const { body: store } = await newStore('Twice');
    expect(store.secondFactor).toEqual({ roles: 0, of: 3 });
    const roles = `/stores/${store.id as string}/roles`;
    const [first] = (await admin.get(roles)).body.items;
    const offered = { enrolmentEnabled: true, factors: ['totp'], questions: null };
    expect((await admin.send('PUT', `/stores/${store.id as string}/factor-settings`, offered)).status).toBe(
      200,
    );
    const authentication = { enforcedFactors: [], chosenByUser: 0, secondFactor: true };
    const changed = await admin.send('PATCH', `${roles}/${first.id as string}`, {
      policies: { authentication },
    });
    expect(changed.status).toBe(200);
    const { body } = await admin.get('/stores');
    expect(body.items.find(({ id }: any) => id === store.id).secondFactor).toEqual({ roles: 1, of: 3 });
  });

  it('start a replication', async () => {
    const answer = await admin.post(`/stores/${api.home.storeId}/replicate`);
    expect(answer).toMatchObject({ status: 202, body: { operationId: `replicate:${api.home.storeId}` } });
    expect(api.engine.replicated).toEqual([api.home.storeId]);
  });

  it('prove their history', async () => {
    const answer = await admin.get(`/stores/${api.home.storeId}/history/verification`);
    expect(answer).toMatchObject({ status: 200, body: { ok: true, entries: 0 } });
  });

  it('show no history until it is switched on, and the switch is a line of it [stores-and-links S4] [stores-and-links S5] [reports-history-notifications I1]', async () => {
    const { body: store } = await newStore('Forgetful');
    expect(store).toMatchObject({ historyViews: false, historySwitched: null });
    const path = `/stores/${store.id}`;
    const told = async () => (await admin.get(`/history?storeId=${store.id}`)).body;
    const off = [{ id: store.id, name: 'Forgetful' }];
    expect(await told()).toEqual({ items: [], nextCursor: null, off });
    expect((await admin.get('/history')).body.off).toEqual(expect.arrayContaining(off));
    const change = (historyViews: boolean, query = '') => admin.send('PATCH', path + query, { historyViews });

    expect((await change(true, '?dryRun=true')).body.historyViews).toBe(true);
    expect((await admin.get(path)).body.historyViews).toBe(false);
    expect((await change(false)).body.historySwitched).toBeNull();
    const on = await change(true);
    expect(on).toMatchObject({
      status: 200,
      body: { historyViews: true, historySwitched: { by: 'Root Admin' } },
    });
    expect(await told()).toMatchObject({
      items: [
        {
          action: 'switchHistory',
          actor: { id: api.home.userId },
          object: { kind: 'store', id: store.id, name: 'Forgetful' },
          attribute: 'historyViews',
          old: 'false',
          new: 'true',
        },
      ],
      off: [],
    });
    // Turning off keeps what there is, and is itself kept.
    expect((await change(false)).body.historyViews).toBe(false);
    expect(await told()).toEqual({ items: [], nextCursor: null, off });
    expect((await change(true)).status).toBe(200);
    expect((await told()).items.map((entry: any) => entry.new)).toEqual(['true', 'false', 'true']);
    expect((await admin.get(`${path}/history/verification`)).body).toMatchObject({ ok: true, entries: 3 });
  });
});

describe('roles', () => {
  const path = () => `/stores/${api.home.storeId}/roles`;

  it('are created with no permission, changed and deleted [access-and-approvals O1] [access-and-approvals O4]', async () => {
    const made = await admin.post(path(), { name: 'Clerk', priority: 13, criteriaGroupId: api.home.groupId });
    expect(made).toMatchObject({ status: 201, body: { permissions: [], enabled: true } });
    const changed = await admin.send('PATCH', `${path()}/${made.body.id}`, {
      permissions: ['Manage Any Group'],
    });
    expect(changed.body.permissions).toEqual(['Manage Any Group']);
    const taken = await admin.post(path(), {
      name: 'Other',
      priority: 13,
      criteriaGroupId: api.home.groupId,
    });
    expect(taken).toMatchObject({ status: 409, body: { errors: [{ field: 'priority' }] } });
    expect((await admin.send('DELETE', `${path()}/${made.body.id}`)).status).toBe(204);
  });

  it('refuse a wrong priority, permission or group by field [access-and-approvals O6]', async () => {
    for (const [field, value] of [
      ['priority', 0],
      ['priority', 100],
      ['permissions', ['No Such']],
      ['criteriaGroupId', 'no-such-group'],
      ['criteriaGroupId', api.userId],
    ] as const) {
      const answer = await admin.post(path(), {
        name: 'Bad',
        priority: 11,
        criteriaGroupId: api.home.groupId,
        [field]: value,
      });
      expect([field, answer.status]).toEqual([field, 422]);
      expect(answer.body.errors[0].field).toMatch(new RegExp(`^${field}`));
    }
  });

  it('give nobody rights over others by admitting everybody', async () => {
    const answer = await admin.post(path(), {
      name: 'All',
      priority: 12,
      criteriaGroupId: null,
      permissions: ['Manage Any Group'],
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'criteriaGroupId' }] } });
  });

  it('keep the last administrator, whatever is tried [access-and-approvals O1]', async () => {
    const { body } = await admin.get(path());
    const role = body.items.find(({ name }: any) => name === 'Administrator');
    const own = `${path()}/${role.id}`;
    for (const change of [{ enabled: false }, { permissions: ['Manage Identity Store'] }]) {
      expect(await admin.send('PATCH', own, change)).toMatchObject({
        status: 409,
        body: { code: 'role.last_administrator' },
      });
    }
    expect((await admin.send('DELETE', own)).status).toBe(409);
    expect((await admin.send('DELETE', `/stores/${api.home.storeId}`)).status).toBe(409);
    expect((await admin.get(own)).body.enabled).toBe(true);
  });

  it('count nested membership, and the lowest number wins [access-and-approvals O2]', async () => {
    const id = await api.addUser('nested.nora');
    const inner = await api.addGroup('Inner', [id]);
    const outer = await api.addGroup('Outer', [inner]);
    await admin.post(path(), { name: 'Nested', priority: 5, criteriaGroupId: outer, permissions: [] });
    const nora = await api.signedIn('nested.nora');
    expect((await nora.get('/session')).body.role.name).toBe('Nested');
  });

  it('apply to open sessions within a minute, and end those they no longer admit [access-and-approvals A6]', async () => {
    const id = await api.addUser('temp.tom');
    const group = await api.addGroup('Temps', [id]);
    const role = await admin.post(path(), {
      name: 'Temp',
      priority: 6,
      criteriaGroupId: group,
      permissions: ['Manage All Requests'],
    });
    const tom = await api.signedIn('temp.tom');
    expect((await tom.get('/session')).body.permissions).toEqual(['Manage All Requests']);
    await admin.send('PATCH', `${path()}/${role.body.id}`, { enabled: false });
    api.advance(61_000);
    expect((await tom.get('/session')).body.role.name).toBe('User');
    const { body } = await admin.get(path());
    const user = body.items.find(({ name }: any) => name === 'User');
    await admin.send('PATCH', `${path()}/${user.id}`, { enabled: false });
    api.advance(61_000);
    expect((await tom.get('/session')).status).toBe(401);
    expect((await api.client().signIn(api.home.storeId, userLogin)).body.code).toBe('signin.no_role');
    await admin.send('PATCH', `${path()}/${user.id}`, { enabled: true });
  });

  it('preview their members', async () => {
    const { body } = await admin.get(path());
    const role = body.items.find(({ name }: any) => name === 'Administrator');
    const preview = await admin.get(`${path()}/${role.id}/members`);
    expect(preview.body.items).toMatchObject([{ displayName: 'Root Admin' }]);
  });
});

describe('a write that is sent twice with one Idempotency-Key [stores-and-links 0.2]', () => {
  const keyed = (key: string, extra: Record<string, string> = {}) => ({ 'idempotency-key': key, ...extra });
  const kept = async () => (await api.database.pool.query('select * from answered_writes')).rows;

  it('is done once and answered alike; with other content it is refused, and another person has keys of their own', async () => {
    const stores = [api.home.storeId];
    const [key, body] = [randomUUID(), { name: 'Twice', path: 'twice', stores }];
    const first = await admin.post('/portals', body, keyed(key));
    const second = await admin.post('/portals', body, keyed(key));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers['location']).toBe(first.headers['location']);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(await admin.post('/portals', { ...body, name: 'Thrice' }, keyed(key))).toMatchObject({
      status: 422,
      body: { code: 'request.key_reused', errors: [{ field: 'idempotency-key' }] },
    });
    const path = `/portals/${first.body.id as string}`;
    const rename = (name: string, version: number, id: string) =>
      admin.send('PATCH', path, { name }, keyed(id, { 'if-match': `"${String(version)}"` }));
    const patched = randomUUID();
    expect((await rename('Renamed', 1, patched)).body.version).toBe(2);
    // The repeat of a write is no stale one.
    expect(await rename('Renamed', 1, patched)).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    // What was refused wrote nothing, so it is tried anew.
    const retried = randomUUID();
    expect((await rename('Late', 1, retried)).status).toBe(412);
    expect((await rename('Late', 2, patched)).body.code).toBe('request.key_reused');
    expect((await rename('Late', 2, retried)).body.version).toBe(3);
    // The key of somebody else opens nothing, whatever their permissions.
    const user = await api.signedIn(userLogin);
    expect((await user.post('/portals', body, keyed(key))).status).toBe(403);
    // A day later it is a new one.
    expect((await admin.send('DELETE', path, undefined, keyed(key))).status).toBe(204);
    expect(await admin.send('DELETE', path, undefined, keyed(key))).toMatchObject({ status: 204, body: '' });
    await api.database.pool.query(`update answered_writes set created_at = now() - interval '25 hours'`);
    expect((await admin.send('DELETE', path, undefined, keyed(key))).status).toBe(404);
    expect(await admin.post('/portals', body, keyed('not visible '))).toMatchObject({ status: 422 });
  });

  it('is refused while the first is under way, and keeps no secret in clear', async () => {
    const stores = [api.home.storeId];
    const [key, body] = [randomUUID(), { name: 'At once', path: 'at-once', stores }];
    const answers = await Promise.all([1, 2, 3].map(() => admin.post('/portals', body, keyed(key))));
    expect(
      (await admin.get('/portals')).body.items.filter(({ name }: any) => name === 'At once'),
    ).toHaveLength(1);
    for (const { status, body: said } of answers) {
      expect([201, 409]).toContain(status);
      if (status === 409) expect(said.code).toBe('request.under_way');
    }
    // As a process leaves it that dies between the write and its answer.
    await api.database.pool.query('update answered_writes set status = null, ciphertext = null');
    expect(await admin.post('/portals', body, keyed(key))).toMatchObject({
      status: 409,
      body: { code: 'request.under_way' },
    });
    await admin.send('DELETE', `/portals/${answers.find(({ status }) => status === 201)?.body.id as string}`);

    const wanted = { name: 'Robot', scopes: ['Manage All Requests'], days: 1 };
    const id = randomUUID();
    const made = await admin.post('/api-tokens', wanted, keyed(id));
    expect(made.status).toBe(201);
    const again = await admin.post('/api-tokens', wanted, keyed(id));
    expect(again.body.secret).toBe(made.body.secret);
    const dump = (await kept()).map((row) => `${JSON.stringify(row)} ${String(row.ciphertext)}`).join();
    expect(dump).not.toContain(made.body.secret);
    expect(dump).not.toContain('Robot');
  });
});

describe('portals', () => {
  it('are bound to several stores, changed and deleted', async () => {
    const { body: second } = await newStore('Second');
    const made = await admin.post('/portals', {
      name: 'Staff',
      path: 'staff',
      stores: [second.id, api.home.storeId],
      helpUrl: 'https://help.example.org/muster',
    });
    expect(made).toMatchObject({
      status: 201,
      body: { stores: [{ name: 'Second' }, { name: 'Head office' }] },
    });
    const path = `/portals/${made.body.id}`;
    const changed = await admin.send('PATCH', path, { stores: [api.home.storeId] }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ version: 2, stores: [{ name: 'Head office' }] });
    expect((await admin.send('PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await admin.send('DELETE', path)).status).toBe(204);
  });

  it('say how long pages are for whoever has chosen nothing; requests may be all of them [stores-and-links P3] [access-and-approvals Q2]', async () => {
    const defaults = { requestPageSize: 20, listPageSize: 25 };
    const [portal] = (await admin.get('/portals')).body.items;
    expect(portal).toMatchObject(defaults);
    const path = `/portals/${portal.id}`;
    const sizesIn = async (credentials: object) => {
      const client = api.client();
      const signIn = { storeId: api.home.storeId, loginName: adminLogin, password, ...credentials };
      expect((await client.post('/session', signIn)).status).toBe(201);
      return (await client.get('/session')).body.pageSizes;
    };
    const chosen = { requestPageSize: 1000, listPageSize: 5 };
    expect((await admin.send('PATCH', path, chosen)).body).toMatchObject(chosen);
    expect(await sizesIn({ portal: portal.path })).toEqual({ requests: 1000, lists: 5 });
    expect(await sizesIn({}), 'in no portal').toEqual({ requests: 20, lists: 25 });
    for (const requestPageSize of [0, -1]) {
      const all = await admin.send('PATCH', path, { requestPageSize });
      expect(all.body).toMatchObject({ requestPageSize: 0 });
    }
    for (const wrong of [
      { requestPageSize: 4 },
      { requestPageSize: 1001 },
      { listPageSize: 4 },
      { listPageSize: 0 },
      { listPageSize: 1001 },
      { listPageSize: 7.5 },
    ]) {
      const [field] = Object.keys(wrong);
      expect(await admin.send('PATCH', path, wrong)).toMatchObject({
        status: 422,
        body: { errors: [{ field }] },
      });
    }
    expect((await admin.send('PATCH', path, defaults)).body).toMatchObject(defaults);
  });

  it('refuse a taken name or path, a bad path and an unknown store by field', async () => {
    const stores = [api.home.storeId];
    expect((await admin.post('/portals', { name: 'Again', path: 'main', stores })).body.errors[0].field).toBe(
      'path',
    );
    expect(
      (await admin.post('/portals', { name: 'muster', path: 'again', stores })).body.errors[0].field,
    ).toBe('name');
    expect((await admin.post('/portals', { name: 'A', path: 'No Slug', stores })).body.errors[0].field).toBe(
      'path',
    );
    const unknown = await admin.post('/portals', { name: 'A', path: 'a', stores: [randomUUID()] });
    expect(unknown.body.errors[0].field).toBe('stores/0');
  });
});

describe('mail', () => {
  it("gives a provider the secrets its own settings name, not the mail server's [stores-and-links 0.4]", async () => {
    const made = await newStore('Two secrets', {
      domain: 'two.example.org',
      database: 'embedded',
      databasePassword: plantedSecret,
    });
    const mail = { host: 'mail.example.org', fromAddress: 'muster@example.org', userName: 'muster' };
    const path = `/stores/${made.body.id}`;
    expect(
      await admin.send('PUT', `${path}/mail`, { ...mail, password: 'of the mail server' }),
    ).toMatchObject({
      status: 200,
    });
    const connect = vi.spyOn(providerOf('local'), 'connect');
    try {
      expect((await admin.post(`${path}/test`)).body.ok).toBe(true);
      // The provider that is kept open, as sign-in and the worker use it.
      await (await api.provider(made.body.id)).check();
      const given = connect.mock.calls.map(([, context]) => context.secrets);
      expect(given).toEqual([{ databasePassword: plantedSecret }, { databasePassword: plantedSecret }]);
    } finally {
      connect.mockRestore();
    }
  });

  it('keeps the mail password, write-only, until the server changes [reports-history-notifications N1]', async () => {
    const path = `/stores/${api.home.storeId}/mail`;
    const mail = { host: 'mail.example.org', fromAddress: 'muster@example.org', userName: 'muster' };
    const set = await admin.send('PUT', path, { ...mail, password: plantedSecret });
    expect(set.body).toMatchObject({ port: 587, tls: true, password: { set: true } });
    expect(
      (await admin.send('PUT', path, { ...mail, fromAddress: 'noreply@example.org' })).body,
    ).toMatchObject({
      password: { set: true },
      version: 2,
    });
    expect((await admin.send('PUT', path, { ...mail, host: 'evil.example.org' })).body.password).toEqual({
      set: false,
    });
    for (const [field, value] of [
      ['port', 70000],
      ['fromAddress', 'not an address'],
      ['host', 'a host'],
    ]) {
      const bad = await admin.send('PUT', path, { ...mail, [field as string]: value });
      expect([bad.status, bad.body.errors[0].field]).toEqual([422, field]);
    }
  });
});

describe('writes that are no configuration', () => {
  /**
   * Of every table what its rows hold; of sessions which there are, for each call may note that it was seen. What was
   * refused is noted in any case (access-and-approvals B4).
   */
  const tables = async (): Promise<Readonly<Record<string, string>>> => {
    const { pool } = api.database;
    const { rows } = await pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'
         and table_type = 'BASE TABLE' and table_name <> 'denied_attempts'`,
    );
    const held: Record<string, string> = {};
    for (const { name } of rows) {
      const row = name === 'sessions' ? 't.id_hash' : 't::text';
      const { rows: found } = await pool.query<{ held: string }>(
        `select md5(coalesce(string_agg(${row}, '|' order by ${row}), '')) as held from "${name}" t`,
      );
      held[name] = found[0]?.held ?? '';
    }
    return held;
  };

  it('check everything and change, send and start nothing in a dry run [stores-and-links 0.2]', async () => {
    const { db, pool } = api.database;
    const storeId = api.home.storeId;
    await using smtp = await startMailServer();
    const store = `/stores/${storeId}`;
    const offered = { enrolmentEnabled: false, factors: ['totp', 'email'], questions: null };
    const mail = { host: '127.0.0.1', port: smtp.port, tls: false, fromAddress: 'muster@example.org' };
    expect((await admin.send('PUT', `${store}/mail`, mail)).status).toBe(200);
    expect((await admin.send('PUT', `${store}/factor-settings`, offered)).status).toBe(200);
    const made = await admin.post(`${store}/workflows`, {
      name: 'Groups by mail',
      objects: ['group'],
      event: 'create',
      approvers: [{ kind: 'object', id: api.home.userId }],
      mailApproval: true,
    });
    expect(made.status).toBe(201);

    const root = await api.signedIn(adminLogin);
    const user = await api.signedIn(userLogin);
    await api.signedIn(userLogin);
    const elsewhere = (await user.get('/sessions')).body.items.find(
      ({ current }: any) => current !== true,
    ).id;
    const token = (await root.post('/api-tokens', { name: 'Mine', scopes: [], days: 1 })).body.token.id;
    const { secret } = (await user.post('/factors/enrolment', { kind: 'totp' })).body.totp;
    const proof = () => ({ kind: 'totp', code: totpCode(secret, api.now()) });
    expect((await user.post('/factors/enrolment/confirm', proof())).status).toBe(201);
    const factor = (await user.get('/factors')).body.items[0].id;
    const asked = (await user.post('/factors/enrolment', { kind: 'totp' })).body.totp.secret;
    const mailed = { kind: 'email', address: 'uwe@example.org' };
    expect((await user.post('/factors/enrolment', mailed)).status).toBe(200);
    const search = { kinds: 'user' };
    const running = (await user.post('/exports', { format: 'csv', search })).body.id;

    const groupId = await api.addGroup('Dry run', [], api.home.userId);
    const approver = { storeId, id: api.home.userId, name: 'Root', mail: null };
    const waiting = async (steps: number): Promise<string> => {
      const { requestId } = (await user.post(`${store}/groups/${groupId}/join`, {})).body;
      const step = {
        rule: 'Join',
        definitionId: made.body.id,
        held: false,
        auto: null,
        approvers: [approver],
      };
      await db.transaction((tx) =>
        savePlannedApprovals(
          tx,
          requestId,
          Array.from({ length: steps }, (_none, index) => ({ ...step, stage: index + 1 })),
        ),
      );
      await setApproval(db, requestId, 1, { state: 'open', openedAt: new Date() });
      await setState(db, requestId, 'pending');
      return requestId;
    };
    const [one, two] = [await waiting(1), await waiting(2)];
    const ended = await waiting(1);
    await setState(db, ended, 'cancelled');
    const link = 'l'.repeat(43);
    await insertApprovalLink(db, {
      ...{ tokenHash: hashWords(link), requestId: one, step: 1, storeId, approverId: api.home.userId },
      expiresAt: new Date(api.now().getTime() + 60_000),
    });
    const hook = (
      await admin.post(`${store}/webhooks`, {
        ...{ name: 'Told', url: 'https://example.org/hook', events: ['request.decided'] },
      })
    ).body.id;
    const webhook = `${store}/webhooks/${hook as string}`;
    const delivery = (await admin.post(`${webhook}/test`)).body.id;
    await pool.query(`update webhook_deliveries set state = 'failed', done_at = now() where id = $1`, [
      delivery,
    ]);

    // From here on nobody may ask the engine for anything but what runs.
    const called = vi.fn(() => Promise.reject(new Error('A dry run called the engine.')));
    const runs: Record<string, string> = {
      [`request:${two}`]: 'joinGroup',
      [`notify:${one}:outcome`]: 'notify',
    };
    const step = { id: '1', name: 'sendMails', queue: null, state: 'waiting', attempt: 4, problem: null };
    const { operations } = api.engine;
    const spied = (['cancel', 'resume', 'retryNow', 'restartMails'] as const).map((name) =>
      vi.spyOn(operations, name).mockImplementation(called),
    );
    const describeRun = vi.spyOn(operations, 'describe').mockImplementation((workflowId) =>
      Promise.resolve(
        runs[workflowId] === undefined
          ? null
          : ({
              ...{ workflowId, runId: 'r', type: runs[workflowId], status: 'running', startedAt: new Date() },
              ...{ endedAt: null, task: null, steps: runs[workflowId] === 'notify' ? [step] : [] },
            } as never),
      ),
    );
    api.engine.failure = new Error('A dry run called the engine.');
    const later = (await user.get('/session/settings')).body;
    delete later.serverTimeZone;
    const gone = randomUUID();
    const foreseen = (state: string, last: boolean) => ({ step: 1, state, last });
    const run = (id: string) => `/operations/runs/${encodeURIComponent(id)}`;
    const decisions = '/requests/decisions';
    type Try = readonly [Client, string, string, unknown, number, object?];
    const tries: readonly Try[] = [
      [user, 'DELETE', `/sessions/${elsewhere}`, undefined, 204],
      [user, 'DELETE', `/sessions/${'0'.repeat(elsewhere.length)}`, undefined, 404],
      [
        user,
        'PUT',
        '/session/settings',
        { ...later, timeZone: 'Asia/Tokyo' },
        200,
        { timeZone: 'Asia/Tokyo' },
      ],
      [user, 'PUT', '/session/settings', { ...later, timeZone: 'Mars' }, 422],
      [root, 'DELETE', `/api-tokens/${token}`, undefined, 204],
      [root, 'DELETE', `/api-tokens/${gone}`, undefined, 404],
      [root, 'DELETE', `${store}/tokens/${token}`, undefined, 204],
      [user, 'POST', '/factors/enrolment', mailed, 200, { address: expect.any(String) }],
      [user, 'POST', '/factors/enrolment', { kind: 'passkey' }, 409],
      [
        user,
        'POST',
        '/factors/enrolment/confirm',
        { ...proof(), code: totpCode(asked, api.now()) },
        200,
        { backupCodes: null },
      ],
      [user, 'POST', '/factors/enrolment/confirm', { ...proof(), code: 'nonsense' }, 401],
      // No oracle: a dry run does not say whether a mailed code is right.
      [user, 'POST', '/factors/enrolment/confirm', { kind: 'email', code: '000000' }, 200],
      [user, 'POST', '/factors/backup-codes', {}, 200, { codes: null }],
      [user, 'PATCH', `/factors/${factor}`, { name: 'Phone' }, 204],
      [user, 'PATCH', `/factors/${gone}`, { name: 'Phone' }, 404],
      [user, 'DELETE', `/factors/${factor}`, undefined, 204],
      [user, 'DELETE', `/factors/${gone}`, undefined, 404],
      [user, 'POST', '/exports', { format: 'csv', search }, 200, { state: 'queued', href: null }],
      [user, 'POST', `/exports/${running}/cancel`, undefined, 200, { id: running, state: 'cancelled' }],
      [user, 'DELETE', `/exports/${running}`, undefined, 204],
      [user, 'DELETE', `/exports/${gone}`, undefined, 404],
      [
        root,
        'POST',
        `/requests/${one}/approve`,
        undefined,
        200,
        { state: 'running', foreseen: foreseen('approved', true) },
      ],
      [
        root,
        'POST',
        `/requests/${two}/approve`,
        undefined,
        200,
        { state: 'pending', foreseen: foreseen('approved', false) },
      ],
      [
        root,
        'POST',
        `/requests/${two}/deny`,
        { reason: 'No' },
        200,
        { state: 'denied', foreseen: foreseen('denied', true) },
      ],
      [user, 'POST', `/requests/${one}/approve`, undefined, 403],
      [root, 'POST', `/requests/${ended}/approve`, undefined, 409],
      [
        root,
        'POST',
        decisions,
        { decision: 'approve', requestIds: [one, ended] },
        200,
        {
          results: [
            { requestId: one, decided: true, state: 'running', foreseen: foreseen('approved', true) },
            { requestId: ended, decided: false, problem: { code: 'request.decided' } },
          ],
        },
      ],
      [user, 'POST', `/requests/${one}/withdraw`, undefined, 200, { state: 'cancelled' }],
      [root, 'POST', `/requests/${one}/withdraw`, undefined, 403],
      [user, 'POST', `/requests/${ended}/withdraw`, undefined, 409],
      [
        root,
        'POST',
        `/mail-approvals/${link}`,
        { decision: 'approve' },
        200,
        { foreseen: foreseen('approved', true) },
      ],
      [root, 'POST', `/mail-approvals/${link}`, { decision: 'deny' }, 422],
      [root, 'POST', `${webhook}/rotate`, undefined, 200, { id: hook, secret: null }],
      [root, 'POST', `${webhook}/test`, undefined, 200, { state: 'pending' }],
      [
        root,
        'POST',
        `${webhook}/deliveries/${delivery}/send`,
        undefined,
        200,
        { id: delivery, state: 'pending' },
      ],
      [root, 'POST', '/duty-scan', undefined, 200],
      [root, 'POST', `${run(`request:${two}`)}/cancel`, undefined, 200, { requestId: two, operated: [] }],
      [root, 'POST', `${run(`request:${two}`)}/retry`, undefined, 409],
      [root, 'POST', `${run(`notify:${one}:outcome`)}/skip`, undefined, 200],
      [root, 'POST', `${run(`notify:${one}:outcome`)}/retry`, undefined, 200],
      [root, 'POST', `${store}/mail/test`, { to: 'ada@example.org' }, 200, { ok: true }],
    ];
    try {
      const [before, mails] = [await tables(), api.engine.mailed.length];
      for (const [client, method, path, body, status, answer] of tries) {
        const told = await client.send(method, `${path}?dryRun=true`, body);
        expect.soft({ method, path, status: told.status, body: told.body }).toMatchObject({
          ...{ method, path, status },
          ...(answer === undefined ? {} : { body: answer }),
        });
        if (path === '/factors/enrolment') expect(told.body.totp).toBeUndefined();
      }
      expect(await tables()).toEqual(before);
      expect(api.engine.mailed).toHaveLength(mails);
      expect(called).not.toHaveBeenCalled();
      expect(smtp.received).toEqual([]);
    } finally {
      api.engine.failure = null;
      for (const spy of [...spied, describeRun]) spy.mockRestore();
    }
  });
});
