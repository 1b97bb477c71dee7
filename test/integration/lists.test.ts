/** Lists of the index through the API: pages neither repeat nor lose, rights stay. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  indexObject,
  removeFromIndex,
  setMembers,
} from '../../activities/database/repositories/directory-index.ts';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { insertStore, updateStore } from '../../activities/database/repositories/stores.ts';
import { fold } from '../../activities/platform/fold.ts';
import type { Filter } from '../../workflows/contracts/filter.ts';
import { adminLogin, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';
import { filterOf } from '../support/filters.ts';

let api: ApiTest;
let admin: Client;
let user: Client;
beforeAll(async () => {
  api = await ApiTest.start();
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
}, 60_000);
afterAll(() => api[Symbol.asyncDispose]());

const newStore = async (name: string) =>
  (
    await insertStore(api.database.db, {
      name,
      kind: 'local',
      description: '',
      settings: { domain: 'example.org', database: 'embedded', instanceId: randomUUID() },
    })
  ).id;

/** A group of the index alone: lists never ask the directory. */
async function addGroup(
  storeId: string,
  displayName: string,
  attributes: Readonly<Record<string, readonly string[]>> = {},
): Promise<string> {
  const id = randomUUID();
  await indexObject(api.database.db, storeId, {
    kind: 'group',
    id,
    name: displayName,
    displayName,
    path: `Groups/${displayName}`,
    enabled: true,
    attributes: { name: [displayName], displayName: [displayName], ...attributes },
  });
  return id;
}

const query = (parameters: Readonly<Record<string, string | number | boolean>>): string =>
  new URLSearchParams(
    Object.entries(parameters).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
const compare = (attribute: string, test: string, value?: string) =>
  ({ op: 'compare', attribute, test, ...(value === undefined ? {} : { value }) }) as Filter;
const idsOf = (answer: { body: any }): string[] => answer.body.items.map((item: any) => item.id);

describe('what a filter or an order may not be answers 400, names the part and says what is right', () => {
  const deep = (levels: number): unknown =>
    levels === 0 ? compare('name', 'present') : { op: 'not', node: deep(levels - 1) };
  test.each([
    ['no JSON', '{', 'filter'],
    ['no tree', '[]', 'filter/op'],
    ['an unknown operator', { op: 'xor', nodes: [] }, 'filter/op'],
    ['a constructor', { op: 'constructor' }, 'filter/op'],
    ['no nodes', { op: 'and', nodes: [] }, 'filter/nodes'],
    [
      'an unknown attribute',
      { op: 'not', node: compare('objectGUID', 'equals', 'x') },
      'filter/node/attribute',
    ],
    ['an inherited attribute', compare('__proto__', 'present'), 'filter/attribute'],
    ['an unknown test', { op: 'or', nodes: [compare('name', 'like', 'x')] }, 'filter/nodes/0/test'],
    ['a test the attribute lacks', compare('securityType', 'contains', 'p'), 'filter/test'],
    ['a value that is none of the choices', compare('securityType', 'equals', 'x'), 'filter/value'],
    ['no value', compare('name', 'equals'), 'filter/value'],
    ['NUL', compare('name', 'equals', 'a\0b'), 'filter/value'],
    ['half a character', compare('name', 'equals', '\ud800'), 'filter/value'],
    ['more than is known', { ...compare('name', 'present'), more: 1 }, 'filter/more'],
    ['too deep', deep(20), `filter${'/node'.repeat(8)}`],
    [
      'too large',
      { op: 'and', nodes: Array.from({ length: 101 }, () => compare('name', 'present')) },
      'filter/nodes',
    ],
  ])('%s', async (_what, filter, field) => {
    const text = typeof filter === 'string' ? filter : JSON.stringify(filter);
    const answer = await user.get(`/lists/groups?${query({ filter: text })}`);
    expect([answer.status, answer.body.code, answer.body.errors[0].field]).toEqual([
      400,
      'filter.invalid',
      field,
    ]);
    expect(answer.body.detail.length).toBeGreaterThan(20);
  });

  test.each(['owner', 'nothing', '-', 'name,name', 'name,-mail,path,displayName', 'name;drop'])(
    'sort=%s',
    async (sort) => {
      const answer = await user.get(`/lists/groups?${query({ sort })}`);
      expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'sort']);
    },
  );

  test('a cursor of another order is none of this one', async () => {
    const { body } = await admin.get('/lists/users?limit=1');
    const answer = await admin.get(
      `/lists/users?${query({ limit: 1, sort: '-displayName', cursor: body.nextCursor })}`,
    );
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'cursor']);
  });
});

test.each(['displayName', '-displayName', 'mail', '-mail,name', 'securityType,-displayName', 'description'])(
  'pages by %s neither repeat nor lose a row while others come and go [users-and-search S5.2]',
  async (sort) => {
    const [one, two] = [await newStore(`Walk ${sort} 1`), await newStore(`Walk ${sort} 2`)];
    const stays = new Set<string>();
    const goes: [string, string][] = [];
    for (let index = 0; index < 60; index += 1) {
      const storeId = index % 3 === 0 ? two : one;
      const id = await addGroup(storeId, `Name ${index % 13}`, {
        description: [`Text ${index % 5}`],
        ...(index % 2 === 0 ? { mail: [`m${index % 7}@example.org`] } : {}),
      });
      if (index % 4 === 1)
        await applySettings(api.database.db, storeId, id, { securityType: { old: null, new: 'public' } });
      if (index % 5 === 4) goes.push([storeId, id]);
      else stays.add(id);
    }
    const seen: any[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 100; page += 1) {
      const answer = await admin.get(
        `/lists/groups?${query({ stores: `${one},${two}`, sort, limit: 7, ...(cursor === null ? {} : { cursor }) })}`,
      );
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      seen.push(...answer.body.items);
      cursor = answer.body.nextCursor;
      if (cursor === null) break;
      // Rows come at both ends and in between, and others go.
      await addGroup(page % 2 === 0 ? one : two, `Name ${page % 13}`, { mail: [`m${page % 7}@example.org`] });
      const gone = goes.pop();
      if (gone !== undefined) await removeFromIndex(api.database.db, gone[0], gone[1]);
    }
    const ids = seen.map(({ id }) => id as string);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of stays) expect(ids).toContain(id);
    expect(new Set(seen.map(({ storeId }) => storeId))).toEqual(new Set([one, two]));
    const [first = ''] = sort.split(',');
    const key = first.replace('-', '');
    const values = seen.map((item) => (item[key] === null ? '' : fold(item[key] as string)));
    const filled = values.filter((value) => value !== '');
    expect(filled).toEqual(first.startsWith('-') ? filled.toSorted().toReversed() : filled.toSorted());
    // Rows without a value come last.
    expect(values.slice(filled.length).every((value) => value === '')).toBe(true);
  },
  60_000,
);

describe('rights [groups 4.1] [users-and-search S1.2]', () => {
  test('no filter, order, count, export or list of members shows a private group to others', async () => {
    const { storeId } = api.home;
    const secret = await addGroup(storeId, 'Merger with Initech', { description: ['top secret'] });
    const open = await addGroup(storeId, 'Canteen', { description: ['not secret'] });
    await applySettings(api.database.db, storeId, secret, { securityType: { old: null, new: 'private' } });
    await setMembers(api.database.db, storeId, open, { add: [secret], remove: [] });
    expect(idsOf(await admin.get(`/lists/groups?${query({ search: 'initech' })}`))).toEqual([secret]);
    await fc.assert(
      fc.asyncProperty(
        filterOf(['displayName', 'description', 'path']),
        fc.constantFrom('displayName', '-description', 'securityType,-name'),
        async (some, sort) => {
          const filter = JSON.stringify({
            op: 'or',
            nodes: [
              some,
              compare('description', 'contains', 'secret'),
              compare('securityType', 'equals', 'private'),
            ],
          });
          const { body } = await user.get(
            `/lists/groups?${query({ filter, sort, total: true, limit: 200 })}`,
          );
          expect(idsOf({ body })).not.toContain(secret);
          expect(body.total).toEqual({ count: body.items.length, exact: true });
        },
      ),
      { numRuns: 30 },
    );
    for (const path of ['/lists/groups', `/stores/${storeId}/groups`]) {
      const { body } = await user.get(
        `${path}?${query({ filter: JSON.stringify(compare('securityType', 'equals', 'private')), total: true })}`,
      );
      expect([body.items, body.total.count]).toEqual([[], 0]);
    }
    const { body } = await user.get('/lists/groups/export');
    expect(body).toContain('Canteen');
    expect(body).not.toContain('Initech');
    const members = await user.get(`/stores/${storeId}/groups/${open}/members?total=true`);
    expect([idsOf(members), members.body.total.count]).toEqual([[], 0]);
    expect(idsOf(await admin.get(`/stores/${storeId}/groups/${open}/members?total=true`))).toEqual([secret]);
  });

  test('only administrators of stores list another store; a disabled one is named, not searched [stores-and-links S7]', async () => {
    const other = await newStore('Elsewhere');
    await addGroup(other, 'Far away');
    for (const path of ['/lists/groups', '/lists/users', '/lists/groups/export', '/filter-attributes']) {
      expect((await user.get(`${path}?stores=${api.home.storeId},${other}`)).status).toBe(404);
      expect((await admin.get(`${path}?stores=${unknownId}`)).status).toBe(404);
    }
    const both = await admin.get(
      `/lists/groups?${query({ stores: `${api.home.storeId},${other}`, search: 'far' })}`,
    );
    expect(both.body.items).toMatchObject([{ storeId: other, displayName: 'Far away' }]);
    await updateStore(api.database.db, other, null, { enabled: false });
    const { body } = await admin.get(`/lists/groups?stores=${other}`);
    expect([body.items, body.stores]).toMatchObject([
      [],
      [{ id: other, name: 'Elsewhere', skipped: 'disabled' }],
    ]);
  });

  test('owner and member can be filtered by, private groups aside', async () => {
    const { storeId } = api.home;
    const mine = await addGroup(storeId, 'Owned by user', { owner: [api.userId] });
    const also = await addGroup(storeId, 'Owned beside');
    await applySettings(api.database.db, storeId, also, {
      additionalOwners: { add: [api.userId], remove: [] },
    });
    await setMembers(api.database.db, storeId, also, { add: [api.userId], remove: [] });
    const by = (attribute: string) =>
      admin.get(
        `/lists/groups?${query({ filter: JSON.stringify(compare(attribute, 'equals', api.userId)) })}`,
      );
    expect(idsOf(await by('owner')).toSorted()).toEqual([mine, also].toSorted());
    expect(idsOf(await by('member'))).toEqual([also]);
  });
});

test('an export holds every row of the list, and nothing a spreadsheet runs [users-and-search S5.3]', async () => {
  const storeId = await newStore('Exported');
  for (let index = 0; index < 620; index += 1) await addGroup(storeId, `=cmd|' /C calc'!A${index}`);
  const { status, headers, body } = await admin.get(
    `/lists/groups/export?${query({ stores: storeId, filter: JSON.stringify(compare('name', 'endsWith', '7')) })}`,
  );
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  const lines = String(body).trim().split('\r\n');
  expect(lines).toHaveLength(1 + 62);
  expect(lines.slice(1).every((line) => line.startsWith("Exported,'=cmd"))).toBe(true);
  expect((await admin.get(`/lists/groups/export?${query({ sort: 'nothing' })}`)).status).toBe(400);
  const whole = await admin.get(`/lists/groups/export?stores=${storeId}`);
  expect(String(whole.body).trim().split('\r\n')).toHaveLength(621);
}, 60_000);

test('views are kept for one person alone', async () => {
  const view = { list: 'groups', name: 'Mine', query: 'q=sales' };
  const kept = await user.post('/saved-views', view);
  expect([kept.status, kept.body]).toMatchObject([201, view]);
  expect((await user.post('/saved-views', { ...view, name: 'MINE' })).body.code).toBe('name.taken');
  expect((await user.post('/saved-views?dryRun=true', { ...view, name: 'Tried' })).status).toBe(200);
  // Another person has names of their own, and cannot touch these.
  expect((await admin.post('/saved-views', view)).status).toBe(201);
  const path = `/saved-views/${kept.body.id as string}`;
  expect((await admin.send('PATCH', path, { name: 'Stolen' })).status).toBe(404);
  expect((await admin.send('DELETE', path)).status).toBe(404);
  expect((await user.send('PATCH', path, { name: 'Sales', query: 'q=field' })).body).toMatchObject({
    name: 'Sales',
    query: 'q=field',
  });
  expect((await user.get('/saved-views?list=groups')).body.items).toMatchObject([{ name: 'Sales' }]);
  expect((await user.get('/saved-views?list=people')).body.items).toEqual([]);
  expect((await user.send('DELETE', path)).status).toBe(204);
  expect((await user.get('/saved-views')).body.items).toEqual([]);
  expect((await admin.get('/saved-views')).body.items).toHaveLength(1);
});

test('rows of an older version are completed by the migration', async () => {
  const storeId = await newStore('Older');
  const id = await addGroup(storeId, 'Größe', { description: ['Öl'] });
  await api.database.pool.query(
    'update directory_objects set folded = null, words = null where object_id = $1',
    [id],
  );
  const found = async () =>
    idsOf(
      await admin.get(
        `/lists/groups?${query({ stores: storeId, filter: JSON.stringify(compare('description', 'equals', 'ol')) })}`,
      ),
    );
  expect(await found()).toEqual([]);
  const { migrateDatabase } = await import('../../activities/database/migrate.ts');
  await migrateDatabase(api.databaseUrl);
  expect(await found()).toEqual([id]);
});
