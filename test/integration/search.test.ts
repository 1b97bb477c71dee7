/** Search as people use it: whatever is found, it is found by those who may see it, and by nobody else. */
import { randomUUID } from 'node:crypto';
import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MockActivityEnvironment } from '@temporalio/testing';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexObject, setMembers } from '../../activities/database/repositories/directory-index.ts';
import { deleteExpiredExports } from '../../activities/database/repositories/exports.ts';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { putStoreReplication } from '../../activities/database/repositories/replication-settings.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import { createPostgresIndex } from '../../activities/directory-index/postgres/engine.ts';
import { createExportActivities } from '../../activities/exports/write-export.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { adminLogin, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';
import { seedGroups } from '../bench/lists-seed.ts';
import { hostileTexts } from '../support/filters.ts';

let api: ApiTest;
let admin: Client;
let user: Client;
/** A directory with contacts and computers. */
let corp: string;
beforeAll(async () => {
  api = await ApiTest.start();
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
  const { id } = await insertStore(api.database.db, {
    name: 'Corp',
    kind: 'active-directory',
    description: '',
    settings: { domain: 'corp.example.com', serviceAccount: 'muster@corp.example.com' },
  });
  corp = id;
}, 60_000);
afterAll(() => api[Symbol.asyncDispose]());

/** An object of the index alone: searches never ask the directory. */
async function add(
  storeId: string,
  kind: ObjectKind,
  displayName: string,
  attributes: Readonly<Record<string, readonly string[]>> = {},
): Promise<string> {
  const id = randomUUID();
  await indexObject(api.database.db, storeId, {
    kind,
    id,
    name: displayName,
    displayName,
    path: `CN=${displayName},OU=Staff,DC=corp,DC=example,DC=com`,
    enabled: true,
    attributes,
  });
  return id;
}
const makePrivate = (storeId: string, groupId: string) =>
  applySettings(api.database.db, storeId, groupId, { securityType: { old: null, new: 'private' } });

const query = (parameters: Readonly<Record<string, string | number | boolean>>): string =>
  new URLSearchParams(
    Object.entries(parameters).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
const find = (who: Client, parameters: Readonly<Record<string, string | number | boolean>>) =>
  who.get(`/search?${query(parameters)}`);
const suggest = (who: Client, parameters: Readonly<Record<string, string>>) =>
  who.get(`/search/suggestions?${query(parameters)}`);
const idsOf = (answer: { body: any }): string[] => answer.body.items.map((item: any) => item.id);
const namesOf = (answer: { body: any }): string[] => answer.body.items.map((item: any) => item.displayName);
const compare = (attribute: string, test: string, value: string) =>
  JSON.stringify({ op: 'compare', attribute, test, value });

test('suggestions begin at two characters, show ten, an exact mail or login name first, accents aside [users-and-search S2.1] [users-and-search S2.2]', async () => {
  for (let index = 0; index < 12; index += 1) await add(corp, 'user', `Zoë Zander ${index}`);
  const exact = await add(corp, 'user', 'Last of all', {
    userPrincipalName: ['zoe@corp.example.com'],
    mail: ['zoe'],
  });
  const stores = corp;
  expect((await suggest(admin, { text: 'z', stores })).body.items).toEqual([]);
  expect((await suggest(admin, { text: ' ', stores })).body.items).toEqual([]);
  const first = await suggest(admin, { text: 'ZOE', stores });
  expect(idsOf(first)).toHaveLength(10);
  expect(idsOf(first)[0]).toBe(exact);
  expect(first.body.items[1]).toMatchObject({ storeId: corp, kind: 'user', displayName: 'Zoë Zander 0' });
  expect(namesOf(await suggest(admin, { text: 'zander zo', stores })).slice(0, 1)).toEqual(['Zoë Zander 0']);
  // A beginning of a word, unless a star says otherwise, which needs three characters more.
  expect((await suggest(admin, { text: 'ander', stores })).body.items).toEqual([]);
  expect(idsOf(await suggest(admin, { text: '*ander', stores }))).toHaveLength(10);
  expect((await suggest(admin, { text: '*an', stores })).body.items).toEqual([]);
  const refused = await find(admin, { text: '*an', stores });
  expect([refused.status, refused.body.errors[0].field]).toEqual([422, 'text']);
  expect((await suggest(admin, { text: 'zo', stores, kinds: 'group' })).body.items).toEqual([]);
});

test('one search finds every kind; its counts are kind by kind, for the kinds the stores have; each row names its store [users-and-search S5.1] [users-and-search S3.2]', async () => {
  const { storeId } = api.home;
  const rows = [
    await add(corp, 'contact', 'Quill Press', { mail: ['press@example.com'] }),
    await add(corp, 'computer', 'Quill-01'),
    await add(corp, 'group', 'Quill readers', { description: ['Who reads'] }),
    await add(corp, 'user', 'Quinn Quill', { department: ['Sales'], telephoneNumber: ['+49 30 1'] }),
  ];
  const local = await add(storeId, 'user', 'Quill, local', { department: ['Sales'] });
  await add(corp, 'container', 'Quill units');
  const all = await find(admin, { text: 'quill', stores: `${corp},${storeId}`, counts: true });
  expect(idsOf(all).toSorted()).toEqual([...rows, local].toSorted());
  const one = { count: 1, exact: true };
  expect(all.body.counts).toEqual([
    { kind: 'user', total: { count: 2, exact: true } },
    { kind: 'group', total: one },
    { kind: 'contact', total: one },
    { kind: 'computer', total: one },
  ]);
  expect(all.body.items.find((item: any) => item.id === local).storeId).toBe(storeId);
  expect(all.body.items.find((item: any) => item.displayName === 'Quinn Quill')).toMatchObject({
    storeId: corp,
    department: 'Sales',
    phone: '+49 30 1',
    office: null,
  });
  // The local directory has neither contacts nor computers; a tab counts all kinds, and lists its own.
  const tab = await find(admin, { text: 'quill', kinds: 'user', counts: true });
  expect([idsOf(tab), tab.body.counts]).toEqual([
    [local],
    [
      { kind: 'user', total: one },
      { kind: 'group', total: { count: 0, exact: true } },
    ],
  ]);
  const some = await find(admin, { text: 'quill', kinds: 'contact,computer', stores: corp });
  expect(namesOf(some)).toEqual(['Quill Press', 'Quill-01']);
  for (const kinds of ['container', 'user,', 'users', '']) {
    expect((await find(admin, { text: 'quill', kinds })).status, kinds).toBe(422);
  }
});

test('a store without an attribute asked for is named and left out, the others answer [users-and-search S4.4]', async () => {
  const campus = await insertStore(api.database.db, {
    name: 'Campus',
    kind: 'ldap',
    description: '',
    settings: { servers: [{ host: 'ldap.example.com' }], baseDns: ['dc=example,dc=com'] },
  });
  const found = await add(corp, 'group', 'Scoped', { sAMAccountName: ['scoped'] });
  await add(campus.id, 'group', 'Scoped');
  const { body } = await find(admin, {
    filter: compare('accountName', 'equals', 'Scoped'),
    stores: `${corp},${campus.id}`,
    counts: true,
  });
  expect(idsOf({ body })).toEqual([found]);
  expect(body.stores).toMatchObject([
    { id: corp, skipped: null, missing: [] },
    { id: campus.id, name: 'Campus', skipped: 'attributes', missing: ['accountName'] },
  ]);
});

test('what a store does not index it is not asked for: it is named and left out, or the question is refused [stores-and-links R5] [users-and-search S3.1]', async () => {
  const { storeId } = api.home;
  const found = await add(storeId, 'user', 'Indexed', { department: ['Orchard'] });
  await add(corp, 'user', 'Not indexed', { department: ['Orchard'] });
  const filter = compare('department', 'equals', 'orchard');
  const choose = (user: readonly string[] | null) =>
    putStoreReplication(
      api.database.db,
      corp,
      // Of other kinds, too: a field is usable where one kind has it.
      {
        attributes:
          user === null
            ? null
            : { user, group: ['cn'], contact: ['cn'], computer: ['cn'], container: ['cn'] },
      },
      null,
    );
  await choose(['displayName', 'mail', 'roomNumber']);
  try {
    const stores = `${corp},${storeId}`;
    const skipped = { id: corp, name: 'Corp', skipped: 'attributes', missing: ['department'] };
    for (const [what, answer] of [
      ['query', await find(admin, { filter, stores })],
      ['advanced', await admin.get(`/search/advanced?${query({ department: 'orch', stores })}`)],
      ['list', await admin.get(`/lists/users?${query({ filter, stores })}`)],
      ['order', await admin.get(`/lists/users?${query({ search: 'indexed', sort: 'department', stores })}`)],
    ] as const) {
      expect([answer.status, idsOf(answer)], what).toEqual([200, [found]]);
      expect(answer.body.stores[0], what).toMatchObject(skipped);
    }
    const search = { filter, stores: corp };
    for (const [what, answer] of [
      ['query', await find(admin, search)],
      ['advanced', await admin.get(`/search/advanced?${query({ department: 'orch', stores: corp })}`)],
      ['list', await admin.get(`/lists/users?${query(search)}`)],
      ['order', await admin.get(`/lists/users?${query({ sort: 'department', stores: corp })}`)],
      ['export', await admin.post('/exports', { format: 'csv', search })],
      ['kept', await admin.post('/queries', { name: 'Orchard', isGlobal: false, search })],
    ] as const) {
      expect([answer.status, answer.body.code], what).toEqual([400, 'filter.invalid']);
    }

    // What is indexed beyond what Muster knows by a name is asked for by the directory's own.
    const room = await add(corp, 'user', 'In a room', { roomNumber: ['4711 b'] });
    const offered = await admin.get(`/filter-attributes?${query({ list: 'users', stores: corp })}`);
    expect(offered.body.items).toContainEqual(
      expect.objectContaining({ name: 'roomNumber', label: 'roomNumber', type: 'text', sortable: false }),
    );
    const inRoom = { filter: compare('roomNumber', 'contains', '711 B'), stores: corp };
    expect(idsOf(await find(admin, inRoom))).toEqual([room]);
    expect(idsOf(await admin.get(`/lists/users?${query(inRoom)}`))).toEqual([room]);
    const form = { attribute: 'roomNumber', value: '47', stores: corp };
    expect(idsOf(await admin.get(`/search/advanced?${query(form)}`))).toEqual([room]);
    await choose(null);
    expect((await find(admin, inRoom)).status).toBe(400);
  } finally {
    await choose(null);
  }
});

test('pages of several kinds and stores neither repeat nor lose a row [users-and-search S5.2]', async () => {
  const { storeId } = api.home;
  const kinds = ['user', 'group', 'contact', 'computer'] as const;
  const wanted: string[] = [];
  for (let index = 0; index < 45; index += 1) {
    const kind = kinds[index % 4] ?? 'user';
    const store = index % 3 === 0 && index % 4 < 2 ? storeId : corp;
    wanted.push(await add(store, kind, `Walker ${index % 7}`, { department: [`D${index % 4}`] }));
  }
  for (const sort of ['', 'displayName', '-department', 'kind,-displayName']) {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await find(admin, {
        text: 'walker',
        stores: `${corp},${storeId}`,
        limit: 7,
        ...(sort === '' ? {} : { sort }),
        ...(cursor === '' ? {} : { cursor }),
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      seen.push(...idsOf(answer));
      ({ nextCursor: cursor } = answer.body);
    }
    expect(seen).toHaveLength(wanted.length);
    expect(seen.toSorted()).toEqual(wanted.toSorted());
  }
});

describe('rights [users-and-search S1.2] [groups 4.1]', () => {
  test('a private group is in no row, count or suggestion of others; its members and owners find it', async () => {
    const { storeId } = api.home;
    const secret = await add(storeId, 'group', 'Xylophone takeover', { description: ['top secret'] });
    const open = await add(storeId, 'group', 'Xylophone club');
    const joined = await add(storeId, 'group', 'Xylophone board');
    const owned = await add(storeId, 'group', 'Xylophone council', { owner: [api.userId] });
    for (const id of [secret, joined, owned]) await makePrivate(storeId, id);
    await setMembers(api.database.db, storeId, joined, { add: [api.userId], remove: [] });
    const seen = [open, joined, owned].toSorted();
    const found = await find(user, { text: 'xylo', counts: true });
    expect(idsOf(found).toSorted()).toEqual(seen);
    expect(found.body.counts[1]).toEqual({ kind: 'group', total: { count: 3, exact: true } });
    expect(idsOf(await suggest(user, { text: 'xylo' })).toSorted()).toEqual(seen);
    for (const filter of [
      compare('securityType', 'equals', 'private'),
      compare('description', 'contains', 'secret'),
    ]) {
      const { body } = await find(user, { filter, counts: true, kinds: 'group' });
      expect(idsOf({ body })).not.toContain(secret);
      expect(body.counts[1].total.count).toBe(body.items.length);
    }
    expect(idsOf(await find(admin, { text: 'xylo' }))).toContain(secret);
    // In another store the same person is nobody's member.
    const elsewhere = await add(corp, 'group', 'Xylophone far away');
    await makePrivate(corp, elsewhere);
    await setMembers(api.database.db, corp, elsewhere, { add: [api.userId], remove: [] });
    expect((await find(user, { text: 'xylo', stores: corp })).status).toBe(404);
  });

  test('only administrators of stores search another store; nobody searches without signing in', async () => {
    for (const path of ['/search?text=ab', '/search/suggestions?text=ab']) {
      expect((await user.get(`${path}&stores=${api.home.storeId},${corp}`)).status).toBe(404);
      expect((await admin.get(`${path}&stores=${unknownId}`)).status).toBe(404);
      expect((await api.client().get(path)).status).toBe(401);
    }
  });
});

test('hostile texts are text: they answer in order or are refused in words, and are never syntax', async () => {
  await add(api.home.storeId, 'user', 'Percy Percent_100%', { mail: ['percy@example.org'] });
  const syntax = [
    ...hostileTexts,
    '*',
    '**',
    '%',
    '_',
    "' or 1=1 --",
    '"; drop table directory_objects; --',
    '*)(objectClass=*',
    '(cn=*)',
    '{"query":{"match_all":{}}}',
    'displayName:*',
    '/.*/',
    'a'.repeat(200),
    '\u202e\u0301',
    '🦜'.repeat(40),
  ];
  for (const text of syntax) {
    for (const answer of [
      await find(user, { text, limit: 3, counts: true }),
      ...(text === '' ? [] : [await suggest(user, { text })]),
    ]) {
      expect([200, 422], `${JSON.stringify(text)}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
      if (answer.status === 422) expect(answer.body.errors[0].field).toBe('text');
    }
  }
  for (const text of ['*', '%', '_']) {
    const { status, body } = await find(user, { text });
    expect([status, body.items ?? []], text).toEqual([status === 422 ? 422 : 200, []]);
  }
  expect(idsOf(await find(user, { text: 'percent_1' }))).toHaveLength(1);
  expect(idsOf(await find(user, { text: 'percentX1' }))).toEqual([]);
  for (const text of ['a\0b', 'a'.repeat(10_000)]) {
    expect((await user.get(`/search?${query({ text })}`)).status, text.slice(0, 5)).toBe(422);
  }
});

describe('exports [users-and-search S5.3]', () => {
  const start = (who: Client, search: Record<string, string>, format = 'xlsx') =>
    who.post('/exports', { format, search });
  /** The worker's part, without the engine between. */
  const write = async (exportId: string, attempt = 1, onPage: () => void = () => undefined) => {
    const activities = createExportActivities({
      db: api.database.db,
      index: createPostgresIndex(api.database.db),
      log: createLogger('test', 'silent'),
    });
    const environment = new MockActivityEnvironment({ attempt });
    environment.on('heartbeat', onPage);
    return environment.run((args: { exportId: string }) => activities.writeExport(args), { exportId });
  };
  const file = async (who: Client, exportId: string) => {
    const answer = await api.app.inject({
      method: 'GET',
      url: `/api/v1/exports/${exportId}/file`,
      headers: { cookie: who.cookie },
    });
    return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
  };
  const cells = async (bytes: Buffer): Promise<string[][]> =>
    (await readSheet(bytes)).map((row) => row.map((cell) => (cell === null ? '' : String(cell))));

  test('every row of the result in both formats, as the page shows it, text that stays text, for its owner alone', async () => {
    const store = corp;
    const names = [
      "=cmd|' /C calc'!A1",
      '@SUM(1)',
      '-1+1',
      '+1+cmd|x',
      'Tab\tbed',
      'Ampers & <b>"quoted"</b>',
      'umlaut Öß 🦜',
      'ctrl \u0001\u001f x',
      '_x0041_',
      'محمد',
    ];
    for (const [index, name] of names.entries()) {
      await add(store, index % 2 === 0 ? 'user' : 'contact', name, {
        department: ['Export hall'],
        telephoneNumber: ['+49 30 5550'],
      });
    }
    const search = {
      filter: compare('department', 'equals', 'export hall'),
      stores: store,
      sort: '-displayName',
    };
    const page = await find(admin, search);
    expect(page.body.items).toHaveLength(names.length);
    const shown: any[] = page.body.items;
    for (const format of ['xlsx', 'csv'] as const) {
      const started = await start(admin, search, format);
      expect([started.status, started.body.state, started.body.href]).toEqual([202, 'queued', null]);
      const { id } = started.body;
      expect(api.engine.exported).toContain(id);
      expect((await file(admin, id)).status).toBe(409);
      expect(await write(id)).toEqual({ rows: names.length });
      const done = (await admin.get(`/exports/${id as string}`)).body;
      expect(done).toMatchObject({
        state: 'ready',
        rows: names.length,
        total: names.length,
        totalExact: true,
      });
      const { status, headers, bytes } = await file(admin, id);
      expect([status, headers['content-disposition'], bytes.length]).toEqual([
        200,
        `attachment; filename="Search results.${format}"; filename*=UTF-8''Search%20results.${format}`,
        done.bytes,
      ]);
      const neutral = (text: string) => (/^[=+\-@\t]/.test(text) ? `'${text}` : text);
      if (format === 'xlsx') {
        const [head = [], ...rows] = await cells(bytes);
        const column = (row: string[], heading: string) => row[head.indexOf(heading)];
        const readable = (text: string) => neutral(text).replace(/[\u0001\u001f]/g, '');
        expect(rows.map((row) => column(row, 'Display name')?.replace(/[\u0001\u001f]/g, ''))).toEqual(
          shown.map((hit) => readable(hit.displayName)),
        );
        expect(rows.map((row) => column(row, 'Id'))).toEqual(shown.map((hit) => hit.id));
        // A telephone number can be dialled as it stands.
        expect(rows.map((row) => column(row, 'Phone'))).toEqual(rows.map(() => '+49 30 5550'));
      } else {
        const lines = bytes.toString('utf8').trim().split('\r\n');
        expect(lines).toHaveLength(names.length + 1);
        for (const hit of shown) {
          const quoted = JSON.stringify(neutral(hit.displayName)).slice(1, -1);
          if (/^[=+@-]/.test(hit.displayName)) expect(bytes.toString('utf8')).toContain(quoted);
        }
      }
      // Nobody else learns that there is one, administrators included.
      for (const path of [`/exports/${id as string}`, `/exports/${id as string}/file`]) {
        expect((await user.get(path)).status).toBe(404);
      }
      expect((await user.send('DELETE', `/exports/${id as string}`)).status).toBe(404);
    }
    expect((await user.get('/exports')).body.items).toEqual([]);
    // History tells who took what.
    const { body } = await admin.get('/history');
    expect(body.items.filter((entry: any) => entry.action === 'exportSearch')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ attribute: 'exportedRows', new: String(names.length) }),
        expect.objectContaining({
          attribute: 'exportedFilter',
          new: expect.stringContaining('"export hall"'),
        }),
      ]),
    );
    expect((await user.get('/history')).body.items.map((entry: any) => entry.action)).not.toContain(
      'exportSearch',
    );
  });

  test('an export holds what its owner may see, under the rights they had when they asked', async () => {
    const { storeId } = api.home;
    const secret = await add(storeId, 'group', 'Vault keys');
    const open = await add(storeId, 'group', 'Vault tours');
    await makePrivate(storeId, secret);
    const ids = async (who: Client) => {
      const { body } = await start(who, { text: 'vault' });
      await write(body.id);
      const [head = [], ...rows] = await cells((await file(who, body.id)).bytes);
      return rows.map((row) => row[head.indexOf('Id')]).toSorted();
    };
    expect(await ids(user)).toEqual([open]);
    expect(await ids(admin)).toEqual([open, secret].toSorted());
    expect((await start(user, { text: 'vault', stores: corp })).status).toBe(404);
    expect((await start(user, { filter: '{"op":"xor"}' })).status).toBe(400);
  });

  test('a try that was given up is no part of the file; one that is cancelled stops and leaves nothing', async () => {
    const { body } = await start(user, { text: 'uwe' });
    await api.database.pool.query('insert into export_chunks values ($1, 1, 0, $2)', [
      body.id,
      Buffer.from('old'),
    ]);
    await write(body.id, 2);
    expect((await cells((await file(user, body.id)).bytes)).length).toBeGreaterThan(1);
    // Tried again after its answer was lost: the file stays as it is.
    expect(await write(body.id, 3)).toEqual({ rows: 1 });
    expect((await user.get('/exports')).body.items[0].rows).toBe(1);

    const cancelled = (await start(user, { text: 'uwe' })).body;
    const answer = await user.post(`/exports/${cancelled.id as string}/cancel`);
    expect([answer.status, answer.body.state]).toEqual([200, 'cancelled']);
    expect((await user.post(`/exports/${cancelled.id as string}/cancel`)).status).toBe(409);
    await write(cancelled.id);
    expect((await file(user, cancelled.id)).status).toBe(409);
    const left = await api.database.pool.query('select from export_chunks where export_id = $1', [
      cancelled.id,
    ]);
    expect(left.rowCount).toBe(0);
    // Three at a time; the engine being away only delays one.
    api.engine.failure = new ApiProblem('engine.unavailable', 'away');
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await start(user, { text: 'uwe' })).status);
    api.engine.failure = null;
    expect(statuses).toEqual([202, 202, 202, 422]);
    for (const { id } of (await user.get('/exports')).body.items) {
      expect((await user.send('DELETE', `/exports/${id as string}`)).status).toBe(204);
    }
  });

  test('a file is kept for a day', async () => {
    const { body } = await start(user, { text: 'uwe' });
    await write(body.id);
    const keep = (seconds: number) =>
      api.database.pool.query(
        'update exports set expires_at = now() + make_interval(secs => $2) where id = $1',
        [body.id, seconds],
      );
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBeCloseTo(24 * 3_600_000, -4);
    await keep(5);
    expect((await file(user, body.id)).status).toBe(200);
    await keep(-1);
    expect((await file(user, body.id)).status).toBe(404);
    expect((await user.get('/exports')).body.items).toEqual([]);
    await deleteExpiredExports(api.database.db, new Date(Date.now() + 25 * 3_600_000));
    const { rowCount } = await api.database.pool.query('select from export_chunks');
    expect(rowCount).toBe(0);
  });

  test('10,000 rows are written in flat memory', async () => {
    const store = await insertStore(api.database.db, {
      name: 'Large',
      kind: 'local',
      description: '',
      settings: { domain: 'example.org', database: 'embedded', instanceId: randomUUID() },
    });
    const rows = 10_000;
    await seedGroups(api.databaseUrl, store.id, rows);
    const { body } = await start(admin, { stores: store.id, kinds: 'group' });
    // What is alive at each page, rubbish aside.
    v8.setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const alive: number[] = [];
    let pages = 0;
    const written = await write(body.id, 1, () => {
      pages += 1;
      if (pages % 3 !== 1) return;
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      alive.push((heapUsed + arrayBuffers) / 1_000_000);
    });
    expect([written, pages]).toEqual([{ rows }, 11]);
    const [first = 0, ...later] = alive;
    expect(Math.max(...later) - first).toBeLessThan(8);
    const answer = await file(admin, body.id);
    expect(answer.bytes.length).toBeGreaterThan(200_000);
    const read = await cells(answer.bytes);
    expect(read).toHaveLength(rows + 1);
    const idAt = read[0]?.indexOf('Id') ?? -1;
    expect(new Set(read.slice(1).map((row) => row[idAt])).size).toBe(rows);
  }, 60_000);
});

describe('advanced search [users-and-search S3.1] [users-and-search S3.2]', () => {
  const advanced = (who: Client, parameters: Readonly<Record<string, string | number | boolean>>) =>
    who.get(`/search/advanced?${query(parameters)}`);
  const placed = (name: string, path: string, attributes: Readonly<Record<string, readonly string[]>> = {}) =>
    indexed(name, 'user', path, attributes);
  const indexed = async (
    name: string,
    kind: ObjectKind,
    path: string,
    attributes: Readonly<Record<string, readonly string[]>> = {},
    storeId = corp,
  ): Promise<string> => {
    const id = randomUUID();
    await indexObject(api.database.db, storeId, {
      ...{ kind, id, name, displayName: name, path, enabled: true, attributes },
    });
    return id;
  };

  test('every field that is filled in must match; a star looks within; at least one field or kind is asked for', async () => {
    const stores = corp;
    const ada = await add(corp, 'user', 'Ada Advance', {
      givenName: ['Ada'],
      department: ['Flight control'],
      l: ['Köln'],
    });
    await add(corp, 'user', 'Ada Advance', { givenName: ['Ada'], department: ['Catering'], l: ['Köln'] });
    const asked = { stores, displayName: 'ada adv', department: 'flight', city: 'koln' };
    expect(idsOf(await advanced(admin, asked))).toEqual([ada]);
    expect(idsOf(await advanced(admin, { ...asked, department: 'control' }))).toEqual([]);
    expect(idsOf(await advanced(admin, { ...asked, department: '*control' }))).toEqual([ada]);
    expect(
      idsOf(await advanced(admin, { stores, attribute: 'city', value: '*', displayName: 'ada' })),
    ).toHaveLength(2);
    expect(idsOf(await advanced(admin, { ...asked, kinds: 'group' }))).toEqual([]);
    for (const wrong of [
      { stores },
      { stores, displayName: '  ' },
      { stores, attribute: 'city' },
      { stores, value: 'x', kinds: 'user' },
    ]) {
      expect((await advanced(admin, wrong)).status).toBe(422);
    }
    expect((await advanced(admin, { stores, attribute: 'shoeSize', value: '4' })).status).toBe(400);
    expect((await advanced(admin, { stores, kinds: 'computer' })).status).toBe(200);
  });

  test('mailboxes are users of whom the directory says so, found, counted, kept and chosen as a type of their own [users-and-search U1.3] [users-and-search S5.1]', async () => {
    const { storeId } = api.home;
    const post = await add(corp, 'user', 'Mabel Post', { hasMailbox: ['true'] });
    const plain = await add(corp, 'user', 'Mabel Plain', { hasMailbox: ['false'] });
    const group = await add(corp, 'group', 'Mabel’s group');
    // The local directory has mail addresses, and does not say what is behind them.
    const elsewhere = await add(storeId, 'user', 'Mabel Elsewhere', { mail: ['mabel@example.com'] });
    const stores = `${corp},${storeId}`;
    const typed = (kinds: string, more: object = {}) =>
      advanced(admin, { displayName: 'mabel', stores, kinds, counts: true, ...more });
    const total = (count: number) => ({ count, exact: true });
    const mailboxes = await typed('mailbox');
    expect(mailboxes.body.items).toMatchObject([{ id: post, kind: 'user', hasMailbox: true }]);
    expect(mailboxes.body.stores).toMatchObject([
      { id: corp, skipped: null },
      { id: storeId, skipped: 'attributes', missing: ['mailbox'] },
    ]);
    // The users’ tab holds those with a mailbox, who are counted by themselves only where they are asked for.
    const two = await typed('mailbox,group');
    expect(idsOf(two).toSorted()).toEqual([post, group].toSorted());
    expect(two.body.counts).toEqual(
      expect.arrayContaining([
        { kind: 'user', total: total(3) },
        { kind: 'group', total: total(1) },
        { kind: 'mailbox', total: total(1) },
      ]),
    );
    const users = await typed('mailbox,user');
    expect(idsOf(users).toSorted()).toEqual([post, plain, elsewhere].toSorted());
    expect(users.body.counts.some(({ kind }: any) => kind === 'mailbox')).toBe(false);
    expect(idsOf(await find(admin, { text: 'mabel', kinds: 'mailbox', stores }))).toEqual([post]);
    expect(idsOf(await suggest(admin, { text: 'mabel', kinds: 'mailbox', stores }))).toEqual([post]);
    const asField = await admin.get(
      `/lists/users?${query({ search: 'mabel', filter: compare('mailbox', 'equals', 'true'), stores: corp })}`,
    );
    expect(idsOf(asField)).toEqual([post]);

    const offers = async (id: string) =>
      (await admin.get(`/filter-attributes?${query({ list: 'objects', stores: id })}`)).body.items.some(
        ({ name }: any) => name === 'mailbox',
      );
    expect([await offers(corp), await offers(storeId)]).toEqual([true, false]);
    const choose = (id: string, purpose: string, kinds: string) =>
      admin.get(`/stores/${id}/find?${query({ purpose, text: 'mabel', kinds })}`);
    const chosen = await choose(corp, 'manager', 'mailbox');
    expect([idsOf(chosen), chosen.body.kinds]).toEqual([[post], ['user', 'mailbox']]);
    expect((await choose(storeId, 'manager', 'user')).body.kinds).toEqual(['user']);
    expect(idsOf(await choose(corp, 'group', 'mailbox'))).toEqual([]);

    const kept = await admin.post('/queries', {
      name: 'Mailboxes of Mabel',
      isGlobal: false,
      search: { kinds: 'mailbox,group', stores: corp, filter: compare('displayName', 'contains', 'mabel') },
    });
    expect(kept.body.search.kinds).toBe('mailbox,group');
    const results = `/queries/${kept.body.id}/results`;
    expect(idsOf(await admin.get(results)).toSorted()).toEqual([post, group].toSorted());
    expect(idsOf(await admin.get(`${results}?kinds=mailbox`))).toEqual([post]);
    expect((await admin.get(`${results}?kinds=user`)).body.items).toEqual([]);
  });

  test('a place stands for all below it, of its own store alone; one that is gone is told', async () => {
    const base = 'DC=corp,DC=example,DC=com';
    const [top, berlin, other] = await Promise.all([
      indexed('Corp, Inc', 'container', String.raw`OU=Corp\, Inc,${base}`),
      indexed('Berlin', 'container', String.raw`OU=Berlin,OU=Corp\, Inc,${base}`),
      indexed('Inc', 'container', `OU=Inc,${base}`),
    ]);
    const [deep, near] = await Promise.all([
      placed('Place Deep', String.raw`CN=Place Deep,OU=Berlin,OU=Corp\, Inc,${base}`),
      placed('Place Near', String.raw`CN=Place Near,OU=Corp\, Inc,${base}`),
      placed('Place Elsewhere', `CN=Place Elsewhere,OU=Inc,${base}`),
    ]);
    const { items } = (await admin.get(`/stores/${corp}/places`)).body;
    const place = (id: string) => items.find((one: any) => one.id === id);
    expect([place(top).parentId, place(berlin).parentId, place(other).parentId]).toEqual([null, top, null]);
    const inside = (within: string) =>
      advanced(admin, { stores: `${corp},${api.home.storeId}`, displayName: 'place', within });
    expect(idsOf(await inside(`${corp}:${top}`))).toEqual([deep, near]);
    expect(idsOf(await inside(`${corp}:${berlin}`))).toEqual([deep]);
    expect(idsOf(await inside(`${corp}:${berlin},${corp}:${other}`))).toHaveLength(2);
    expect((await inside(`${corp}:${unknownId}`)).body.errors[0].field).toBe('within');
    expect((await inside(`${unknownId}:${top}`)).status).toBe(422);
    expect((await user.get(`/stores/${corp}/places`)).status).toBe(404);
    // The local directory has paths where others have objects.
    const own = (await user.get(`/stores/${api.home.storeId}/places`)).body.items;
    const found = await user.get(
      `/search/advanced?${query({ kinds: 'user', within: `${api.home.storeId}:${encodeURIComponent(own.find((one: any) => one.name === 'People').id)}` })}`,
    );
    expect(idsOf(found)).toContain(api.userId);

    // Where one's searches begin is a setting, of a place that one sees.
    const settings = { language: 'en', timeZone: null, theme: 'auto', pageSize: 25 };
    const keep = (searchPlaceId: string) =>
      user.send('PUT', '/session/settings', { ...settings, searchPlaceId });
    expect(await keep(top)).toMatchObject({ status: 422, body: { errors: [{ field: 'searchPlaceId' }] } });
    expect((await keep(own[0].id)).body).toMatchObject({ searchPlaceId: own[0].id });
    expect((await user.get('/session')).body.settings).toMatchObject({ searchPlaceId: own[0].id });
    expect((await user.send('PUT', '/session/settings', settings)).body).toMatchObject({
      searchPlaceId: null,
    });
  });

  test('an organizational unit of Google stands for all below it', async () => {
    const { id } = await insertStore(api.database.db, {
      name: 'Campus mail',
      kind: 'google-workspace',
      description: '',
      settings: { adminUsername: 'admin@campus.example' },
    });
    const unit = (name: string, path: string) => indexed(name, 'container', path, {}, id);
    const [sales, north, salesforce] = [
      await unit('Sales', '/Sales'),
      await unit('North', '/Sales/North'),
      await unit('Salesforce', '/Salesforce'),
    ];
    const person = (name: string, place: string) => indexed(name, 'user', `${place}/${name}@x.y`, {}, id);
    const deep = await person('unit deep', '/sales/north');
    const near = await person('unit near', '/Sales');
    await person('unit elsewhere', '/Salesforce');
    const { items } = (await admin.get(`/stores/${id}/places`)).body;
    expect(items.map((one: any) => [one.id, one.parentId])).toEqual([
      [north, sales],
      [sales, null],
      [salesforce, null],
    ]);
    const inside = (within: string) =>
      advanced(admin, { stores: id, displayName: 'unit', within: `${id}:${within}` });
    expect(idsOf(await inside(sales))).toEqual([deep, near]);
    expect(idsOf(await inside(north))).toEqual([deep]);
  });

  test('an export takes the form and its places along [users-and-search S5.3]', async () => {
    const answer = await admin.post('/exports', {
      format: 'csv',
      search: { stores: corp, displayName: 'place', within: `${corp}:${unknownId}` },
    });
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'within']);
  });
});

describe('saved queries [users-and-search S4]', () => {
  const filter = compare('department', 'equals', 'Query office');
  const keep = (who: Client, name: string, more: object = {}) =>
    who.post('/queries', { name, isGlobal: false, search: { filter, kinds: 'user' }, ...more });

  test('a query is private until it is shared, runs under the rights of who runs it, and only its author and administrators change it [users-and-search S4.2]', async () => {
    const { storeId } = api.home;
    const one = await add(storeId, 'user', 'Query One', { department: ['Query office'] });
    const own = await keep(user, ' Office ');
    expect([own.status, own.body.name, own.body.isOwn]).toEqual([201, 'Office', true]);
    const address = `/queries/${own.body.id}`;
    expect((await admin.get(address)).status).toBe(404);
    expect((await admin.get(`${address}/results`)).status).toBe(404);
    expect((await admin.send('DELETE', address)).status).toBe(404);
    expect((await keep(user, 'OFFICE')).body.errors[0]).toMatchObject({ field: 'name', code: 'name.taken' });
    expect((await keep(admin, 'Office')).status).toBe(201);
    expect((await keep(user, 'x'.repeat(101))).status).toBe(422);
    // Sharing is a right of its own.
    expect((await keep(user, 'Shared', { isGlobal: true })).status).toBe(403);
    expect((await user.send('PATCH', address, { isGlobal: true })).status).toBe(403);
    const shared = await keep(admin, 'Shared', { isGlobal: true });
    const found = await user.get(`/queries/${shared.body.id}/results?counts=true`);
    expect(idsOf(found)).toEqual([one]);
    expect((await user.get('/queries')).body.items.map((item: any) => [item.name, item.mayEdit])).toEqual([
      ['Office', true],
      ['Shared', false],
    ]);
    for (const refused of [
      await user.send('PATCH', `/queries/${shared.body.id}`, { name: 'Mine' }),
      await user.send('DELETE', `/queries/${shared.body.id}`),
    ]) {
      expect(refused.status).toBe(403);
    }
    // What somebody else changed meanwhile is not written over.
    const renamed = await user.send('PATCH', address, { name: 'Bureau' }, { 'if-match': '"1"' });
    expect([renamed.status, renamed.body.version]).toEqual([200, 2]);
    expect((await user.send('PATCH', address, { name: 'Again' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await user.send('DELETE', address)).status).toBe(204);
    const { items } = (await user.get(`/history?objectId=${own.body.id}`)).body;
    expect([...new Set(items.map((entry: any) => entry.action))]).toEqual([
      'deleteQuery',
      'updateQuery',
      'createQuery',
    ]);
    expect(items.find((entry: any) => entry.action === 'updateQuery')).toMatchObject({
      attribute: 'queryName',
      old: 'Office',
      new: 'Bureau',
    });
  });

  test('a private group stays hidden to who runs a shared query', async () => {
    const { storeId } = api.home;
    const secret = await add(storeId, 'group', 'Query secret', { description: ['Query secret'] });
    await makePrivate(storeId, secret);
    const asked = { search: { filter: compare('description', 'equals', 'Query secret') }, isGlobal: true };
    const { body } = await keep(admin, 'Secrets', asked);
    expect(idsOf(await admin.get(`/queries/${body.id}/results`))).toEqual([secret]);
    const seen = await user.get(`/queries/${body.id}/results?counts=true`);
    expect(idsOf(seen)).toEqual([]);
    expect(seen.body.counts.every((one: any) => one.total.count === 0)).toBe(true);
  });

  test('a shared query that a role does not allow is refused, naming the condition [users-and-search S4.3]', async () => {
    const { body } = await keep(admin, 'Corp people', {
      isGlobal: true,
      search: { stores: `${api.home.storeId},${corp}`, filter },
    });
    const refused = await user.get(`/queries/${body.id}/results`);
    expect([refused.status, refused.body.code]).toEqual([403, 'permission.denied']);
    expect(refused.body.detail).toContain('“Corp”');
    expect((await user.get(`/queries/${body.id}`)).body.refusal).toContain('“Corp”');
  });

  test('it runs in the stores that have what it asks for, and names the others; tab, order and pages are the reader’s [users-and-search S4.4]', async () => {
    const stores = `${api.home.storeId},${corp}`;
    const asked = {
      op: 'and',
      nodes: [{ op: 'not', node: JSON.parse(filter) }, JSON.parse(compare('groupScope', 'equals', 'global'))],
    };
    expect((await keep(admin, 'Nowhere', { search: { filter: JSON.stringify(asked) } })).status).toBe(400);
    const { id } = await insertStore(api.database.db, {
      ...{ name: 'Library', kind: 'ldap' as const, description: '' },
      settings: {
        servers: [{ host: 'ldap.example.com' }],
        serviceAccount: 'cn=muster',
        baseDns: ['dc=example'],
      },
    });
    for (const name of ['Account A', 'Account B', 'Account C']) {
      await add(corp, 'user', name, { sAMAccountName: ['query-account'], department: ['Query office'] });
    }
    const { body } = await keep(admin, 'Accounts', {
      search: {
        stores: `${stores},${id}`,
        filter: compare('accountName', 'equals', 'QUERY-account'),
        kinds: 'user,group',
      },
    });
    const first = await admin.get(`/queries/${body.id}/results?limit=2&sort=-displayName&counts=true`);
    expect(namesOf(first)).toEqual(['Account C', 'Account B']);
    expect(first.body.stores.find((one: any) => one.id === id)).toMatchObject({
      skipped: 'attributes',
      missing: ['accountName'],
    });
    const next = await admin.get(
      `/queries/${body.id}/results?limit=2&sort=-displayName&cursor=${encodeURIComponent(first.body.nextCursor)}`,
    );
    expect([namesOf(next), next.body.nextCursor]).toEqual([['Account A'], null]);
    expect(idsOf(await admin.get(`/queries/${body.id}/results?kinds=group`))).toEqual([]);
    expect(idsOf(await admin.get(`/queries/${body.id}/results?kinds=computer`))).toEqual([]);
  });
});
