/** The demo organisation: made once, completed when it was cut off, never where somebody else set up; its mail. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getDemo } from '../../activities/database/repositories/installation.ts';
import { queueNotifications } from '../../activities/database/repositories/notifications.ts';
import { listPortals } from '../../activities/database/repositories/portals.ts';
import { listStores } from '../../activities/database/repositories/stores.ts';
import { createMailActivities } from '../../activities/notifications/send-mails.ts';
import { readConfig } from '../../activities/platform/config.ts';
import { createDemo } from '../../activities/platform/demo/create.ts';
import { demoSignIns, demoStores } from '../../activities/platform/demo/organisation.ts';
import { issueSetUpCode } from '../../activities/platform/set-up-code.ts';
import { setUp } from '../../activities/platform/set-up.ts';
import { lookAtInstallation } from '../../scripts/lib/first-start.mjs';
import { unknownId } from '../support/api.ts';
import { EmptyApi } from '../support/empty-api.ts';
import { until } from '../support/ports.ts';

const root = join(import.meta.dirname, '../..');
const password = 'hj3k-9xqw-2v0d-m4ta';
const schema = `local_${demoStores.company.instanceId.replaceAll('-', '')}`;
const anna = {
  storeName: 'Head office',
  loginName: 'anna.admin',
  displayName: 'Anna Admin',
  password: 'correct horse battery staple',
  domain: 'example.org',
};

describe('demo organisation', () => {
  let api: EmptyApi;
  let home: string;
  const running = new Map<ChildProcess, Promise<unknown>>();

  beforeEach(async () => {
    [api, home] = [await EmptyApi.start(), await mkdtemp(join(tmpdir(), 'muster-demo-'))];
  });
  afterEach(async () => {
    // A test that ran out of time leaves a process behind, which would write its folder again after it is gone.
    for (const child of running.keys()) child.kill('SIGKILL');
    await Promise.all(running.values());
    await api[Symbol.asyncDispose]();
    await rm(home, { recursive: true, force: true });
  });

  const create = (secret = password) => createDemo(api, secret);
  const rows = async <T = any>(text: string): Promise<T[]> =>
    (await api.database.pool.query(text)).rows as T[];
  const settings = (more: Record<string, string> = {}) => ({
    MUSTER_HOME: home,
    DATABASE_URL: api.databaseUrl,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    ...more,
  });

  function run(entry: string, args: readonly string[], more: Record<string, string> = {}) {
    const child = spawn(process.execPath, [join(root, entry), ...args], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', HOME: home, ...settings(more) },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (output += data.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    running.set(child, ended);
    void ended.then(() => running.delete(child));
    return { child, ended, output: () => output };
  }

  it('is completed by the next start wherever a start was killed, and each person and group is there once', async () => {
    const count = async () =>
      (await rows(`select to_regclass('${schema}.objects') is not null as ready`))[0].ready === true
        ? Number((await rows(`select count(*) as n from ${schema}.objects`))[0].n)
        : 0;
    for (const [what, reached] of [
      ['the directory is about to be made', async () => (await getDemo(api.database.db)) !== null],
      ['some people are there', async () => (await count()) > 40],
      ['some groups are there', async () => (await count()) > 230],
    ] as const) {
      const cut = run('activities/platform/commands/demo.ts', ['create']);
      await until(what, 60_000, reached, 5);
      cut.child.kill('SIGKILL');
      expect(await cut.ended, cut.output()).not.toBe(0);
      expect(await listPortals(api.database.db), 'nobody sees half an organisation').toEqual([]);
    }
    const last = run('activities/platform/commands/demo.ts', ['create']);
    expect(await last.ended, last.output()).toBe(0);

    const made = async () => ({
      kinds: await rows(
        'select store_id, kind, count(*)::int as n from directory_objects group by 1, 2 order by 1, 2',
      ),
      twice: await rows(
        `select attributes->>'accountName' as name from ${schema}.objects group by kind, 1 having count(*) > 1`,
      ),
      changes: await rows(`select max(changed_sequence)::int as n from ${schema}.objects`),
      roles: await rows('select store_id, name from roles order by 1, 2'),
      portals: (await listPortals(api.database.db)).map(({ path, stores }) => [path, stores.length]),
    });
    const first = await made();
    expect(first).toMatchObject({ twice: [], portals: [['tidewater', 2]] });
    const totals = Map.groupBy(first.kinds, (row) => row.kind as string);
    const total = (kind: string) =>
      (totals.get(kind) ?? []).reduce((sum: number, row) => sum + Number(row.n), 0);
    expect([total('user'), total('group')]).toEqual([301, 40]);
    expect(first.roles).toHaveLength(7);
    const members = 'select group_id::text, member_id::text from';
    expect(
      await rows(
        `${members} directory_members where store_id = '${demoStores.company.storeId}' order by 1, 2`,
      ),
    ).toEqual(await rows(`${members} ${schema}.memberships order by 1, 2`));

    const again = run('activities/platform/commands/demo.ts', ['create']);
    expect(await again.ended, again.output()).toBe(0);
    expect(await made()).toEqual(first);

    const file = join(home, 'demo-password');
    expect((await stat(file)).mode & 0o077).toBe(0);
    const kept = (await readFile(file, 'utf8')).trim();
    for (const { store, account } of demoSignIns) {
      const answer = await api.client().signIn(demoStores[store].storeId, account, kept);
      expect(answer.status, account).toBe(201);
      expect(answer.body.demo).toBe(true);
    }
    const [somebody] = await rows(
      `select attributes->>'accountName' as name from ${schema}.objects where kind = 'user' and password_hash is null`,
    );
    const refused = await api.client().signIn(demoStores.company.storeId, somebody.name, kept);
    expect(refused.status, 'only those who are named can sign in').toBe(401);

    // The file is lost: the next start prints another password, and that one works.
    await create();
    const [person] = demoSignIns;
    if (person === undefined) throw new Error('nobody signs in');
    expect((await api.client().signIn(demoStores.company.storeId, person.account, kept)).status).toBe(401);
    expect((await api.client().signIn(demoStores.company.storeId, person.account, password)).status).toBe(
      201,
    );
  }, 180_000);

  it('never touches an installation that somebody set up, nor lets anybody set up a demo', async () => {
    const { db } = api.database;
    const code = await issueSetUpCode(db, api.now());
    const { providers } = api;
    await setUp({ db, providers }, anna);
    expect(await create()).toBeNull();
    expect(await getDemo(db)).toBeNull();
    expect((await listStores(db)).map(({ name }) => name)).toEqual(['Head office']);
    expect(await lookAtInstallation(api.databaseUrl, readConfig(settings()))).toEqual({ kind: 'own' });
    const client = api.client();
    await client.signIn((await listStores(db))[0]?.id ?? '', 'anna.admin');
    expect((await client.get('/mailbox')).status, 'no demo, no mailbox').toBe(404);

    await using other = await EmptyApi.start();
    await createDemo(other, password);
    await expect(setUp({ db: other.database.db, providers: other.providers }, anna)).rejects.toMatchObject({
      code: 'setup.done',
    });
    const closed = await other.client().post('/set-up/check', { code });
    expect([closed.status, closed.body.code]).toEqual([409, 'setup.done']);
    expect((await other.client().get('/sign-in')).body).toMatchObject({ setUpNeeded: false, portals: [{}] });
  }, 60_000);

  it('stays on this machine, and is begun only where it is wanted', async () => {
    const look = (more: Record<string, string> = {}) =>
      lookAtInstallation(api.databaseUrl, readConfig(settings(more)));
    const exposed = { MUSTER_HOST: '0.0.0.0', MUSTER_PUBLIC_URL: 'https://muster.example.org' };
    await expect(look(exposed)).rejects.toThrow('for this machine only');
    expect(await look({ MUSTER_DEMO: 'false' })).toMatchObject({ kind: 'new' });
    expect(await look()).toMatchObject({ kind: 'demo', toCreate: true, toLive: true });
    expect(await listStores(api.database.db), 'looking makes nothing').toEqual([]);

    await create();
    await expect(look({ MUSTER_DEMO: 'false' })).rejects.toThrow('holds the demo organisation');
    await expect(look({ MUSTER_TRUST_PROXY: 'true' })).rejects.toThrow('for this machine only');
    const keys = run('activities/platform/commands/migrate.ts', []);
    expect(await keys.ended).toBe(0);
    const served = run('api/server.ts', [], exposed);
    expect(await served.ended).toBe(1);
    expect(served.output()).toContain(
      'MUSTER_HOST is "0.0.0.0": the demo organisation is for this machine only',
    );
  }, 60_000);

  it('keeps its mail for the mailbox page: each reads their own, administrators all [notifications]', async () => {
    await create();
    const { db } = api.database;
    const { storeId } = demoStores.company;
    const requestId = unknownId;
    const mailTo = (who: string, store = storeId) => ({
      storeId: store,
      requestId,
      key: `test/${store}/${who}`,
      recipient: `${who}@tidewater.example`,
      template: 'requestDenied',
      data: { requestId, action: 'joinGroup', requester: '<img src=x>', target: 'Sales', reason: 'No' },
    });
    await queueNotifications(db, [
      mailTo('linh.nguyen'),
      mailTo('siobhan.oneill'),
      mailTo('siobhan.oneill', demoStores.subsidiary.storeId),
    ]);
    const { keyRing, log } = api;
    const mail = createMailActivities({
      db,
      keyRing,
      log,
      config: { publicUrl: new URL('http://localhost:3000') },
    });
    expect(await mail.sendMails({ requestId })).toEqual({ left: 0 });
    expect(await rows('select distinct sent_at is not null as sent, last_error from notifications')).toEqual([
      { sent: true, last_error: null },
    ]);
    // Killed between the mail and its mark: tried again, kept once.
    await rows('update notifications set sent_at = null, next_attempt_at = now()');
    await mail.sendMails({ requestId });

    const signedIn = async (account: string) => {
      const client = api.client();
      expect((await client.signIn(storeId, account, password)).status).toBe(201);
      return client;
    };
    const [ayse, siobhan, joerg] = [
      await signedIn('ayse.yilmaz'),
      await signedIn('siobhan.oneill'),
      await signedIn('joerg.mueller-luedenscheidt'),
    ];
    const all = (await ayse.get('/mailbox')).body.items;
    expect(all).toHaveLength(3);
    expect((await ayse.get('/mailbox/recipients')).body.items).toEqual([
      { address: 'linh.nguyen@tidewater.example', mails: 1 },
      { address: 'siobhan.oneill@tidewater.example', mails: 2 },
    ]);
    const filtered = await ayse.get('/mailbox?recipient=Linh.Nguyen@tidewater.example&limit=1');
    expect(filtered.body).toMatchObject({
      items: [{ recipient: 'linh.nguyen@tidewater.example' }],
      nextCursor: null,
    });
    const firstPage = (await ayse.get('/mailbox?limit=2')).body;
    const next = (await ayse.get(`/mailbox?limit=2&cursor=${firstPage.nextCursor}`)).body;
    expect([...firstPage.items, ...next.items]).toEqual(all);

    const own = (await siobhan.get('/mailbox')).body.items;
    expect(own, 'the same address in another store is somebody else').toHaveLength(1);
    const one = await siobhan.get(`/mailbox/${own[0].id}`);
    expect(one.body.text).toContain(`http://localhost:3000/requests/${requestId}`);
    expect(one.body.text).toContain('<img src=x>');
    const others = all.filter(({ id }: { id: string }) => id !== own[0].id);
    for (const { id } of others) expect((await siobhan.get(`/mailbox/${id}`)).status).toBe(404);
    expect((await siobhan.get('/mailbox?recipient=linh.nguyen@tidewater.example')).body.items).toEqual([]);
    expect((await siobhan.get('/mailbox/recipients')).body.items).toHaveLength(1);
    expect((await joerg.get('/mailbox')).body.items).toEqual([]);
    expect((await api.client().get('/mailbox')).status).toBe(401);
  }, 60_000);
});
