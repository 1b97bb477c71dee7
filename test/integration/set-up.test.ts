/** The set-up of a new installation by the code that the terminal prints. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getSetUpCode } from '../../activities/database/repositories/installation.ts';
import { listPortals } from '../../activities/database/repositories/portals.ts';
import { listStores } from '../../activities/database/repositories/stores.ts';
import { issueSetUpCode } from '../../activities/platform/set-up-code.ts';
import { storeSettings } from '../support/corp.ts';
import { EmptyApi } from '../support/empty-api.ts';
import { type Samba, sambaMissing, startSamba } from '../support/samba.ts';

const wanted = {
  storeName: 'Head office',
  kind: 'local',
  settings: { domain: 'example.org' },
  loginName: 'anna.admin',
  displayName: 'Anna Admin',
  password: 'correct horse battery staple',
  portalName: 'Our portal',
  portalPath: 'ours',
};

describe('set-up of a new installation [access A2]', () => {
  let api: EmptyApi;
  let code: string;

  beforeEach(async () => {
    api = await EmptyApi.start();
    code = await issueSetUpCode(api.database.db, api.now());
  });
  afterEach(() => api[Symbol.asyncDispose]());

  const post = (path: string, body: object) => api.client().post(path, body);

  it('makes store, administrator and portal with the code, once; the administrator signs in and administers', async () => {
    expect((await api.client().get('/sign-in')).body).toMatchObject({
      setUpNeeded: true,
      demo: null,
      portals: [],
    });
    const offer = await post('/set-up/check', { code });
    expect(offer.status).toBe(200);
    expect(offer.body.storeKinds.map((kind: { kind: string }) => kind.kind)).toContain('active-directory');

    const made = await post('/set-up', { code, ...wanted });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({ loginName: 'anna.admin', portalPath: 'ours' });
    const choice = (await api.client().get('/sign-in')).body;
    expect(choice).toMatchObject({ setUpNeeded: false, portals: [{ name: 'Our portal', path: 'ours' }] });
    const anna = api.client();
    expect((await anna.signIn(made.body.storeId, 'anna.admin')).status).toBe(201);
    expect((await anna.get('/stores')).status).toBe(200);

    for (const [path, body] of [
      ['/set-up', { code, ...wanted, storeName: 'Another' }],
      ['/set-up/check', { code }],
      ['/set-up/test', { code, kind: 'local', settings: { domain: 'example.org' } }],
      ['/set-up/groups', { code, kind: 'local', settings: { domain: 'example.org' }, search: 'a' }],
    ] as const) {
      const again = await post(path, body);
      expect([again.status, again.body.code], path).toEqual([409, 'setup.done']);
    }
    expect(await getSetUpCode(api.database.db)).toBeNull();
  });

  it('reads the code however it is typed, and keeps only its hash', async () => {
    expect(
      (await post('/set-up/check', { code: ` ${code.toUpperCase().replaceAll('-', ' ')} ` })).status,
    ).toBe(200);
    expect(JSON.stringify(await getSetUpCode(api.database.db))).not.toContain(code);
  });

  it('refuses a wrong, a replaced and an expired code, on every address, and makes nothing', async () => {
    const old = code;
    code = await issueSetUpCode(api.database.db, api.now());
    for (const wrong of ['0000-0000-0000-0000', old, ' ', '💥', 'x'.repeat(100)]) {
      const refused = await post('/set-up', { code: wrong, ...wanted });
      expect([refused.status, refused.body.code], wrong).toEqual([403, 'setup.code']);
      expect(refused.body.errors[0].field).toBe('code');
    }
    api.advance(24 * 3_600_000 + 1);
    const expired = await post('/set-up', { code, ...wanted });
    expect([expired.status, expired.body.code]).toEqual([403, 'setup.code']);
    expect(expired.body.detail).toContain('expired');
    expect(await listStores(api.database.db)).toEqual([]);
  });

  it('is closed without a code, also to an empty one', async () => {
    const { db } = api.database;
    await db.execute('delete from set_up_codes');
    expect((await post('/set-up/check', { code: ' ' })).status).toBe(403);
    expect((await post('/set-up/check', { code: '' })).status).toBe(422);
  });

  it('throttles guessing: then the right code is refused as well, until the time is over', async () => {
    const answers: number[] = [];
    for (let index = 0; index < 11; index++) {
      answers.push((await post('/set-up/check', { code: `0000-0000-0000-${1000 + index}` })).status);
    }
    expect(answers).toEqual([...Array<number>(10).fill(403), 429]);
    const throttled = await post('/set-up', { code, ...wanted });
    expect([throttled.status, throttled.body.code]).toEqual([429, 'signin.throttled']);
    expect(Number(throttled.headers['retry-after'])).toBeGreaterThan(0);
    api.advance(10 * 60_000 + 1);
    expect((await post('/set-up/check', { code })).status).toBe(200);
  });

  it('makes one of two at the same moment', async () => {
    const answers = await Promise.all([
      post('/set-up', { code, ...wanted }),
      post('/set-up', { code, ...wanted, storeName: 'Second', portalName: 'Second', portalPath: 'second' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await listStores(api.database.db)).toHaveLength(1);
    expect(await listPortals(api.database.db)).toHaveLength(1);
  });

  it('names the field of what is refused and keeps the code good', async () => {
    for (const [change, status, field] of [
      [{ password: 'too short' }, 422, 'password'],
      [{ loginName: 'anna@example' }, 422, 'loginName'],
      [{ loginName: ' ' }, 422, 'loginName'],
      [{ settings: { domain: 'not a domain' } }, 422, 'settings/domain'],
      [{ portalPath: 'Not A Path' }, 422, 'portalPath'],
      [{ storeName: '' }, 422, 'storeName'],
    ] as const) {
      const refused = await post('/set-up', { code, ...wanted, ...change });
      expect([refused.status, refused.body.errors?.[0]?.field], JSON.stringify(refused.body)).toEqual([
        status,
        field,
      ]);
    }
    expect(await listStores(api.database.db)).toEqual([]);
    expect((await post('/set-up', { code, ...wanted })).status).toBe(201);
  });
});

describe.skipIf(sambaMissing !== undefined)(
  `set-up with an Active Directory [access A2]${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  () => {
    const secret = 'Winter-is-c0ming';
    let api: EmptyApi;
    let samba: Samba;
    const owned = new AsyncDisposableStack();

    beforeAll(async () => {
      api = owned.use(await EmptyApi.start());
      samba = owned.use(await startSamba());
      const [ada = ''] = await samba.seedUsers([
        { name: 'ada.admin', password: secret },
        { name: 'uwe.user', password: secret },
      ]);
      const [inner = ''] = await samba.seedGroups([{ name: 'Directory team', members: [ada] }]);
      await samba.seedGroups([{ name: 'Muster (administrators)', members: [inner] }]);
    }, 120_000);
    afterAll(() => owned.disposeAsync());

    it('tests it, finds the group, and lets in only a member of it, who then administers', async () => {
      const code = await issueSetUpCode(api.database.db, api.now());
      const post = (path: string, body: object) => api.client().post(path, { code, ...body });
      const connection = { kind: 'active-directory', settings: storeSettings(samba) };
      const wrong = { ...connection, settings: { ...connection.settings, password: 'wrong' } };
      expect((await post('/set-up/test', wrong)).body).toMatchObject({ ok: false, failure: 'credentials' });
      expect((await post('/set-up/test', connection)).body).toMatchObject({ ok: true });
      expect((await post('/set-up/groups', { ...connection, search: '*)(cn=' })).body.items).toEqual([]);
      const found = await post('/set-up/groups', { ...connection, search: 'ster (ADMIN' });
      expect(found.body.items).toMatchObject([{ name: 'Muster (administrators)' }]);
      const groupId = found.body.items[0].id as string;

      const body = {
        ...connection,
        storeName: 'Corp',
        loginName: 'ada.admin',
        password: secret,
        groupId,
        portalName: 'Corp',
        portalPath: 'corp',
      };
      for (const [change, field] of [
        [{ password: 'wrong' }, 'password'],
        [{ loginName: 'nobody' }, 'password'],
        [{ loginName: 'uwe.user' }, 'groupId'],
        [{ groupId: undefined }, 'groupId'],
      ] as const) {
        const refused = await post('/set-up', { ...body, ...change });
        expect([refused.status, refused.body.errors?.[0]?.field], JSON.stringify(refused.body)).toEqual([
          422,
          field,
        ]);
      }
      const unreachable = await post('/set-up', { ...body, settings: wrong.settings });
      expect([unreachable.status, unreachable.body.code]).toEqual([422, 'store.connect_failed']);
      expect(await listStores(api.database.db), 'nothing was made so far').toEqual([]);

      const made = await post('/set-up', body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const { storeId } = made.body;
      expect(api.engine.replicated, 'the directory is read at once').toEqual([storeId]);
      const ada = api.client();
      expect((await ada.signIn(storeId, 'ada.admin', secret)).body.role.name).toBe('Administrator');
      const [store] = (await ada.get('/stores')).body.items;
      expect(store).toMatchObject({ health: 'healthy', settings: { password: { set: true } } });
      const uwe = await api.client().signIn(storeId, 'uwe.user', secret);
      expect(uwe.body.role.name).toBe('User');
      const [row] = (await api.database.pool.query('select settings::text from identity_stores')).rows;
      expect(row.settings).not.toContain(samba.adminPassword);
    }, 60_000);
  },
);
