/** Search as people use it: whatever is found, it is found by those who may see it, and by nobody else. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexObject, setMembers } from '../../activities/database/repositories/directory-index.ts';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { adminLogin, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';
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
