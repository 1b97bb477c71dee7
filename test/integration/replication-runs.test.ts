import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKeyRing } from '../../activities/platform/keyring.ts';
import { dataConverterOf } from '../../activities/platform/temporal/connect.ts';
import { replicationSchedule } from '../../workflows/contracts/ids.ts';
import type { ApiClient } from '../support/client.ts';
import { storeSettings, valuesIn } from '../support/corp.ts';
import { freshDatabase, temporalTestServer } from '../support/environment.ts';
import { type LdapFront, startLdapFront } from '../support/ldap-front.ts';
import { until } from '../support/ports.ts';
import { type Samba, sambaMissing, startSamba } from '../support/samba.ts';
import { type Slapd, slapdMissing, startSlapd } from '../support/slapd.ts';
import { Stack } from '../support/stack.ts';

const users = 1200;
const groups = 30;

describe.skipIf(slapdMissing !== undefined)('replication from OpenLDAP, as its processes do it', () => {
  const disposables = new AsyncDisposableStack();
  let slapd: Slapd;
  let front: LdapFront;
  let stack: Stack;
  let admin: ApiClient;
  let temporal: Client;
  let pool: pg.Pool;
  let storeId: string;
  let people: string;
  /** Starts beside the first tests; null where Samba is missing. */
  let domain: Promise<Samba | null>;

  beforeAll(async () => {
    const [database, engine] = await Promise.all([freshDatabase(), temporalTestServer()]);
    disposables.use(database);
    slapd = disposables.use(await startSlapd());
    front = disposables.use(
      await startLdapFront({
        upstream: { address: slapd.address, port: slapd.port, host: slapd.host, caPem: slapd.caPem },
        certificate: await slapd.authority.issue([slapd.host]),
      }),
    );
    people = await slapd.seedContainer('People');
    const person = (index: number) =>
      `dn: uid=user${index},${people}\nobjectClass: inetOrgPerson\nuid: user${index}\ncn: User ${index}\nsn: ${index}\n`;
    const dn = (index: number) => `member: uid=user${index % users},${people}`;
    const group = (index: number) =>
      `dn: cn=group${index},${people}\nobjectClass: groupOfNames\ncn: group${index}\n${Array.from({ length: 10 }, (_, n) => dn(index * 7 + n)).join('\n')}\n`;
    await slapd.ldapmodify(
      [
        ...Array.from({ length: users }, (_, index) => person(index)),
        ...Array.from({ length: groups }, (_, index) => group(index)),
      ].join('\n'),
    );
    stack = disposables.use(
      await Stack.create({
        databaseUrl: database.url,
        temporalAddress: engine.address,
        namespace: engine.namespace,
      }),
    );
    await stack.start('api', 'worker');
    admin = await stack.bootstrap();
    domain = sambaMissing === undefined ? startSamba() : Promise.resolve(null);
    // Whoever needs it hears of its failure.
    domain.catch(() => undefined);
    disposables.defer(async () => {
      await (await domain.catch(() => null))?.dispose();
    });
    const connection = await Connection.connect({ address: engine.address });
    disposables.defer(() => connection.close());
    const dataConverter = dataConverterOf(await loadKeyRing(join(stack.home, 'keys.json')));
    temporal = new Client({ connection, namespace: engine.namespace, dataConverter });
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    disposables.defer(() => pool.end());
    // Nothing of its own accord while the tests look.
    const settings = { objectInterval: 1440, deletedInterval: 1440, errorThreshold: 1 };
    expect((await admin.put('/replication/settings', settings)).status).toBe(200);
    // A later second than all that was seeded: differences begin with the second they end in.
    await modify('user0', 'replace: description\ndescription: newest');
    await slapd.ldapmodify(
      `dn: cn=group0,${people}\nchangetype: modify\nreplace: description\ndescription: newest\n`,
    );
    const made = await admin.post('/stores', {
      name: 'Tree',
      kind: 'ldap',
      settings: {
        servers: [{ host: slapd.host, address: front.address, port: front.port }],
        serviceAccount: slapd.serviceAccount,
        password: slapd.servicePassword,
        caCertificate: slapd.caPem,
        baseDns: [slapd.baseDn],
      },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    storeId = made.body.id as string;
  }, 90_000);
  afterAll(() => disposables.disposeAsync(), 60_000);

  const status = async () => {
    const { body } = await admin.get('/replication');
    return body.stores.find((store: any) => store.storeId === storeId);
  };
  const kind = async (name: string) => (await status()).kinds.find((one: any) => one.kind === name);
  const runsOf = async (run: string) => {
    const { body } = await admin.get(`/replication/runs?storeId=${storeId}&run=${run}`);
    return body.items as any[];
  };
  /** Starts a run by hand and waits for its end. */
  const replicate = async (run: 'objects' | 'deleted' | 'restore' = 'objects'): Promise<any> => {
    const [before] = await runsOf(run);
    const answer =
      run === 'restore'
        ? await admin.post('/replication/restore', { storeIds: [storeId] })
        : await admin.post('/replication/run', { run, storeIds: [storeId] });
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    return ended(run, before?.id);
  };
  const ended = async (run: string, before: string | undefined): Promise<any> => {
    let last: any;
    await until(`the ${run} run to end`, 60_000, async () => {
      [last] = await runsOf(run);
      return last !== undefined && last.id !== before && last.state !== 'running';
    });
    return last;
  };
  const query = async (text: string): Promise<any[]> => (await pool.query(text, [storeId])).rows;
  const indexed = (kindName: string) =>
    query(
      `select object_id as id from directory_objects where store_id = $1 and kind = '${kindName}' order by object_id`,
    ).then((rows) => rows.map((row) => row.id as string));
  const checksum = (ids: readonly string[]) => createHash('sha256').update(ids.join()).digest('hex');
  const inDirectory = async (filter: string) =>
    valuesIn(await slapd.ldapsearch(filter, 'entryUUID'), 'entryUUID').sort();
  const sameAsDirectory = async () => {
    for (const [name, filter] of [
      ['user', '(uid=*)'],
      ['group', '(objectClass=groupOfNames)'],
    ] as const) {
      const [here, there] = [await indexed(name), await inDirectory(filter)];
      expect([here.length, checksum(here)], name).toEqual([there.length, checksum(there)]);
    }
    const [row] = await query('select count(*)::int as n from directory_members where store_id = $1');
    const there = valuesIn(await slapd.ldapsearch('(objectClass=groupOfNames)', 'member'), 'member');
    expect(row.n, 'memberships').toBe(there.length);
  };
  const schedule = (run: 'objects' | 'deleted', id = storeId) =>
    temporal.schedule.getHandle(replicationSchedule.idOf(id, run));
  const modify = (uid: string, lines: string) =>
    slapd.ldapmodify(`dn: uid=${uid},${people}\nchangetype: modify\n${lines}\n`);

  test('a worker killed twice in a run leaves the index as the directory is [stores-and-links R3]', async () => {
    expect((await kind('user')).objects).toMatchObject({ outcome: 'never', lastSuccessAt: null });
    // Slow enough to be killed in the middle of the users and of the members; test/bench/replicate.ts does it three times.
    front.plan('search', { kind: 'delay', ms: 120 }, 10_000);
    await admin.post('/replication/run', { run: 'objects', storeIds: [storeId] });
    for (const [what, reached] of [
      ['users', 'select from directory_objects where store_id = $1'],
      [
        'members',
        `select from replication_status where store_id = $1 and kind = 'group' and run = 'objects' and outcome = 'succeeded'`,
      ],
    ] as const) {
      await until(`the ${what} to be under way`, 40_000, async () => (await query(reached)).length > 0);
      await stack.stop('worker', 'SIGKILL');
      expect((await runsOf('objects'))[0]).toMatchObject({ state: 'running' });
      await stack.start('worker');
    }
    front.reset();
    expect(await ended('objects', undefined)).toMatchObject({ state: 'succeeded', reason: null });
    expect(await runsOf('objects')).toHaveLength(1);
    await sameAsDirectory();
    expect(await status()).toMatchObject({
      health: 'healthy',
      factors: [],
      running: [],
      restoreNeeded: false,
    });
  }, 120_000);

  test('native changes come with the next difference, at a cost that follows them [stores-and-links R3]', async () => {
    // As if the last changes were long ago, so that only what changes now is read again.
    await query(
      `update replication_status set cursor = jsonb_set(cursor::jsonb, '{seenAtMs}', '0')::text where store_id = $1 and cursor is not null`,
    );
    await new Promise((resolve) => setTimeout(resolve, 1100));
    for (let index = 0; index < 8; index += 1)
      await modify(`user${index}`, 'replace: description\ndescription: native');
    await slapd.ldapmodify(
      `dn: cn=group3,${people}\nchangetype: modify\nadd: member\nmember: uid=user900,${people}\n`,
    );
    front.reset();
    const before = front.entries;
    const run = await replicate();
    expect(run).toMatchObject({ state: 'succeeded', actorId: expect.any(String), removed: 0 });
    expect(run.changed).toBe(8);
    // The ten changes, the members of the one group, and what the server says of itself.
    expect(run.read).toBeLessThanOrEqual(20);
    expect(front.entries - before).toBeLessThan(100);
    const found = await query(
      `select 1 from directory_objects where store_id = $1 and attributes @> '{"description":["native"]}'`,
    );
    expect(found).toHaveLength(8);
    await sameAsDirectory();
  }, 60_000);

  test.skipIf(sambaMissing !== undefined)(
    `what samba-tool does comes with the next difference${sambaMissing === undefined ? '' : ` (skipped: ${sambaMissing})`} [stores-and-links S3] [stores-and-links R3] [stores-and-links R7]`,
    async () => {
      const samba = await domain;
      if (samba === null) throw new Error('No domain.');
      await samba.tool('user', 'create', 'first', '--random-password');
      await samba.tool('group', 'add', 'Crew');
      const made = await admin.post('/stores', {
        name: 'Corp',
        kind: 'active-directory',
        settings: storeSettings(samba),
      });
      const id = made.body.id as string;
      // Later, until somebody asks for it: nothing is read of its own accord.
      const row = async () => {
        const { body } = await admin.get('/replication');
        return body.stores.find((store: any) => store.storeId === id);
      };
      const userRow = async () => (await row()).kinds.find((one: any) => one.kind === 'user');
      expect(await userRow()).toMatchObject({ domain: samba.domain, objects: { outcome: 'never' } });
      const run = async (what: 'objects' | 'deleted' = 'objects') => {
        const runs = async () =>
          (await admin.get(`/replication/runs?storeId=${id}&run=${what}`)).body.items as any[];
        const before = (await runs())[0]?.id as string | undefined;
        await admin.post('/replication/run', { run: what, storeIds: [id] });
        let last: any;
        await until('the run to end', 60_000, async () => {
          [last] = await runs();
          return last !== undefined && last.id !== before && last.state !== 'running';
        });
        expect(last).toMatchObject({ state: 'succeeded', reason: null });
        return last;
      };
      const names = async (kindName: string) => {
        const { rows } = await pool.query<{ name: string }>(
          'select name from directory_objects where store_id = $1 and kind = $2',
          [id, kindName],
        );
        return rows.map(({ name }) => name);
      };
      await run();
      expect(await names('user')).toContain('first');
      await samba.tool('user', 'create', 'second', '--random-password');
      await samba.tool('group', 'addmembers', 'Crew', 'first,second');
      await samba.tool('user', 'rename', 'first', '--display-name=First of all');
      const changed = await run();
      expect(changed.read).toBeLessThan(15);
      expect(await names('user')).toEqual(expect.arrayContaining(['first', 'second']));
      const members = await pool.query(
        `select 1 from directory_members m join directory_objects g on g.store_id = m.store_id and g.object_id = m.group_id
         where m.store_id = $1 and g.name = 'Crew'`,
        [id],
      );
      expect(members.rows).toHaveLength(2);
      await samba.tool('user', 'delete', 'second');
      await run();
      await run('deleted');
      expect(await names('user')).not.toContain('second');
      expect(await row()).toMatchObject({ health: 'healthy', factors: [], enabled: true });
    },
    90_000,
  );

  test('two requests at once are one run, and the timetable stays [stores-and-links R2] [stores-and-links R4]', async () => {
    const timetable = async (run: 'objects' | 'deleted') => (await schedule(run).describe()) as any;
    const { spec, state } = await timetable('objects');
    expect([spec.intervals[0].every, state.paused]).toEqual([86_400_000, false]);
    const next = (await status()).nextObjectsAt as string;
    expect((await timetable('objects')).info.nextActionTimes[0].toISOString()).toBe(next);
    const known = await runsOf('objects');
    const ask = () => admin.post('/replication/run', { run: 'objects', storeIds: [storeId] });
    const [one, two] = await Promise.all([ask(), ask()]);
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(one.body).toEqual(two.body);
    await ended('objects', known[0]?.id);
    expect((await runsOf('objects')).length).toBe(known.length + 1);
    expect((await timetable('objects')).info.nextActionTimes[0].toISOString()).toBe(next);

    const settings = { objectInterval: 1440, deletedInterval: 720, errorThreshold: 1 };
    const changed = await admin.put('/replication/settings', settings, { headers: { 'if-match': '"1"' } });
    expect(changed).toMatchObject({ status: 200, body: { ...settings, version: 2 } });
    const other = await admin.post('/stores', {
      name: 'Another',
      kind: 'local',
      settings: { domain: 'a.test' },
    });
    const otherId = other.body.id as string;
    const paused = async (expected: boolean) =>
      until(`the timetable to be ${expected ? 'paused' : 'going'}`, 10_000, async () => {
        const found = await schedule('objects', otherId)
          .describe()
          .catch((error: unknown) => error);
        return !(found instanceof Error) && (found as any).state.paused === expected;
      });
    await until('the new interval', 10_000, async () => {
      return (await timetable('deleted')).spec.intervals[0].every === 43_200_000;
    });
    await paused(false);
    await admin.post(`/stores/${otherId}/disable`);
    await paused(true);
    expect((await admin.post('/replication/run', { run: 'objects', storeIds: [otherId] })).status).toBe(409);
    expect((await admin.delete(`/stores/${otherId}`)).status).toBe(204);
    await until('the timetable to be gone', 10_000, async () => {
      const found = await schedule('objects', otherId)
        .describe()
        .catch((error: unknown) => error);
      return found instanceof ScheduleNotFoundError;
    });
  }, 90_000);

  test('too many removals wait until an administrator confirms them [stores-and-links R3]', async () => {
    const alerts = { to: ['it@example.test'], cc: [] };
    expect((await admin.put(`/stores/${storeId}/replication/alerts`, alerts)).status).toBe(200);
    const gone = Array.from(
      { length: 300 },
      (_, index) => `dn: uid=user${index + 800},${people}\nchangetype: delete\n`,
    );
    await slapd.ldapmodify(gone.join('\n'));
    expect(await replicate('deleted')).toMatchObject({ state: 'held', removed: 0 });
    const [held] = (await status()).held;
    expect(held).toMatchObject({ kind: 'user', count: 300, known: users, allowed: 240, state: 'waiting' });
    expect(held.sample).toHaveLength(10);
    expect(held.sample[0].name).toMatch(/^User \d+$/);
    expect(await indexed('user')).toHaveLength(users);
    expect(await status()).toMatchObject({ health: 'errors', factors: [{ code: 'held' }] });
    expect(await kind('user')).toMatchObject({ domain: slapd.baseDn, deleted: { outcome: 'held' } });
    const card = await admin.get(`/stores/${storeId}`);
    expect(card.body.healthFactors).toEqual((await status()).factors);
    expect(
      await query(`select 1 from notifications where store_id = $1 and template = 'replicationHeld'`),
    ).toHaveLength(1);
    // A connection that works ends nothing of this [stores-and-links S6].
    expect((await admin.post(`/stores/${storeId}/test`)).body).toMatchObject({ ok: true });
    const settings = { password: slapd.servicePassword };
    expect(await admin.patch(`/stores/${storeId}`, { settings })).toMatchObject({
      status: 200,
      body: { health: 'errors', healthFactors: [{ code: 'held' }] },
    });
    expect(await status()).toMatchObject({ health: 'errors', factors: [{ code: 'held' }] });
    const before = (await runsOf('deleted'))[0].id as string;
    const confirmed = await admin.post(`/replication/held/${held.id}/confirm`);
    expect(confirmed).toMatchObject({ status: 200, body: { state: 'confirmed' } });
    expect(await ended('deleted', before)).toMatchObject({ state: 'succeeded', removed: 300 });
    expect((await admin.post(`/replication/held/${held.id}/dismiss`)).status).toBe(409);
    await replicate();
    await sameAsDirectory();
    expect(await status()).toMatchObject({ health: 'healthy', held: [] });
  }, 60_000);

  test('an added attribute asks for a restore, which brings it to all objects [stores-and-links R5] [stores-and-links R6]', async () => {
    const path = `/stores/${storeId}/replication/attributes`;
    const { body } = await admin.get(path);
    const user = body.kinds.find((one: any) => one.kind === 'user');
    expect(user).toMatchObject({ isDefault: true });
    const selected = user.attributes
      .filter((one: any) => one.selected)
      .map(({ name }: any) => name) as string[];
    expect(selected).not.toContain('roomNumber');
    expect(selected).toContain('mail');
    await modify('user1', 'add: roomNumber\nroomNumber: 4711');
    expect((await admin.put(path, { kinds: [{ kind: 'user', attributes: ['noSuchThing'] }] })).status).toBe(
      422,
    );
    const kinds = [{ kind: 'user', attributes: [...selected, 'roomNumber'] }];
    expect((await admin.put(path, { kinds })).body).toMatchObject({ restoreNeeded: true });
    expect((await status()).restoreNeeded).toBe(true);
    // One that a person's view asks for stays; what is in the way is named.
    const filter = { op: 'compare', attribute: 'department', test: 'equals', value: 'Sales' };
    const view = await admin.post('/saved-views', {
      list: 'people',
      name: 'Sales people',
      query: new URLSearchParams({ stores: storeId, filter: JSON.stringify(filter) }).toString(),
    });
    const without = selected.filter((name) => name !== 'departmentNumber');
    const fewer = { kinds: [{ kind: 'user', attributes: [...without, 'roomNumber'] }] };
    const refused = await admin.put(path, fewer);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'attribute.in_use',
        errors: [{ field: 'departmentNumber', message: expect.stringContaining('Sales people') }],
      },
    });
    expect((await admin.delete(`/saved-views/${view.body.id as string}`)).status).toBe(204);
    const offered = async () => {
      const { body } = await admin.get(`/filter-attributes?list=users&stores=${storeId}`);
      return body.items.map(({ name }: any) => name) as string[];
    };
    expect(await offered()).toEqual(expect.arrayContaining(['department', 'title']));
    expect((await admin.put(path, fewer)).status).toBe(200);
    expect(await offered()).toContain('title');
    expect(await offered()).not.toContain('department');
    expect(await replicate('restore')).toMatchObject({ state: 'succeeded', removed: 0 });
    const rooms = await query(
      `select 1 from directory_objects where store_id = $1 and attributes @> '{"roomNumber":["4711"]}'`,
    );
    expect(rooms).toHaveLength(1);
    expect((await status()).restoreNeeded).toBe(false);
    expect((await admin.put(path, { kinds: null })).body.kinds[0]).toMatchObject({ isDefault: true });
    await sameAsDirectory();
  }, 60_000);

  test('a deleted store is forgotten in the middle of a run, its timetables end, and the directory stays as it is [stores-and-links S8]', async () => {
    const everything = () => slapd.ldapsearch('(objectClass=*)', '*', '+');
    const before = await everything();
    front.plan('search', { kind: 'delay', ms: 60 }, 10_000);
    const { body } = await admin.post('/replication/restore', { storeIds: [storeId] });
    const { operationId } = body.operations[0];
    await until('the run to read', 20_000, async () => (await runsOf('restore'))[0]?.state === 'running');
    expect((await admin.delete(`/stores/${storeId}`)).status).toBe(204);
    await until('the run to end', 30_000, async () => {
      const { status } = await temporal.workflow.getHandle(operationId).describe();
      return status.name !== 'RUNNING';
    });
    for (const run of ['objects', 'deleted'] as const) {
      await until('the timetable to be gone', 10_000, async () => {
        const found = await schedule(run)
          .describe()
          .catch((error: unknown) => error);
        return found instanceof ScheduleNotFoundError;
      });
    }
    const rows = await query(
      `select 1 from directory_objects where store_id = $1 union all select 1 from directory_members where store_id = $1
       union all select 1 from replication_runs where store_id = $1 union all select 1 from store_secrets where store_id = $1`,
    );
    expect(rows).toEqual([]);
    expect((await everything()) === before, 'every entry, with when and by whom it was changed last').toBe(
      true,
    );
    expect((await admin.get('/history')).status).toBe(200);
  }, 90_000);
});
