/** The find dialog's API and the pages of objects, over the index of one Active Directory. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexObject, setMembers } from '../../activities/database/repositories/directory-index.ts';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { appendHistory } from '../../activities/database/repositories/history.ts';
import { insertStore } from '../../activities/database/repositories/stores.ts';
import type { DirectoryObject, ObjectKind } from '../../workflows/contracts/directory.ts';
import { adminLogin, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let user: Client;
/** An Active Directory, as the index has it: nothing here asks the directory itself. */
let corp: string;
const ids: Record<string, string> = {};

async function add(
  kind: ObjectKind,
  name: string,
  container: string,
  extra: Partial<DirectoryObject> = {},
): Promise<string> {
  const id = randomUUID();
  const path = `${kind === 'container' ? 'OU' : 'CN'}=${name}${container === '' ? '' : `,${container}`},DC=corp`;
  await indexObject(api.database.db, corp, {
    kind,
    id,
    name,
    displayName: name,
    path,
    enabled: true,
    ...extra,
    attributes: { cn: [name], displayName: [name], ...extra.attributes },
  });
  ids[name] = id;
  return id;
}

beforeAll(async () => {
  api = await ApiTest.start();
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
  corp = (
    await insertStore(api.database.db, {
      name: 'Corp',
      kind: 'active-directory',
      description: '',
      historyViews: true,
      settings: { domain: 'corp' },
    })
  ).id;
  const security = { attributes: { groupCategory: ['security'] } };
  await add('container', 'Sales', '');
  await add('container', 'NotSales', '');
  await add('container', 'North', 'OU=Sales');
  await add('user', 'Søren Ångström', 'OU=North,OU=Sales', {
    attributes: { sAMAccountName: ['soren'], mail: ['soren@corp.example'], department: ['Sales'] },
  });
  await add('user', 'Sora Gone', 'OU=NotSales', { enabled: false });
  await add('contact', 'Sorensen Ltd', 'OU=Sales', {
    attributes: {
      mail: ['hello@sorensen.example'],
      company: ['Sorensen'],
      telephoneNumber: ['+45 1', '+45 2'],
      manager: [ids['Søren Ångström'] ?? ''],
    },
  });
  await add('computer', 'SORPC', 'OU=Sales', {
    attributes: { sAMAccountName: ['SORPC$'], managedBy: [ids['Søren Ångström'] ?? ''] },
  });
  await add('group', 'Sora Team', 'OU=Sales', security);
  await add('group', 'Sora Letters', 'OU=Sales', { attributes: { groupCategory: ['distribution'] } });
  await add('group', 'Sora Admins', '', { ...security, protection: 'it guards the rest.' });
  await add('group', 'Sora Old', 'OU=Sales', security);
  await add('group', 'Outer', 'OU=Sales', security);
  const { db, pool } = api.database;
  await applySettings(db, corp, ids['Sora Old'] ?? '', { securityType: { old: null, new: 'public' } });
  await pool.query("update group_settings set status = 'expired' where group_id = $1", [ids['Sora Old']]);
  const members = { add: [ids['Sorensen Ltd'] ?? '', ids['SORPC'] ?? ''], remove: [] };
  await setMembers(db, corp, ids['Sora Team'] ?? '', members);
  await setMembers(db, corp, ids['Outer'] ?? '', { add: [ids['Sora Team'] ?? ''], remove: [] });
}, 60_000);
afterAll(() => api[Symbol.asyncDispose]());

const find = async (query: Readonly<Record<string, string | number>>, who = admin, store = corp) => {
  const text = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  );
  return who.get(`/stores/${store}/find?${text.toString()}`);
};
const names = (answer: { body: any }): string[] => answer.body.items.map((one: any) => one.displayName);

describe('the find dialog [users-and-search S6.1]', () => {
  test('offers what the field takes in its store', async () => {
    const kinds = async (purpose: string, store = corp) =>
      (await find({ purpose }, admin, store)).body.kinds as string[];
    expect(await kinds('members')).toEqual(['user', 'mailbox', 'group', 'contact', 'computer']);
    expect(await kinds('owner')).toEqual(['user', 'mailbox', 'group', 'contact']);
    expect(await kinds('manager')).toEqual(['user', 'mailbox']);
    expect(await kinds('members', api.home.storeId)).toEqual(['user', 'group']);
    const entra = await insertStore(api.database.db, {
      name: 'Cloud',
      kind: 'entra-id',
      description: '',
      settings: { domain: 'cloud' },
    });
    expect(await kinds('owner', entra.id)).toEqual(['user', 'mailbox']);
    expect(await kinds('additionalOwner', entra.id)).toEqual(['user', 'mailbox', 'group']);
    // Security groups own by their members; lists of addresses own nothing.
    expect(names(await find({ purpose: 'owner', text: 'sora', kinds: 'group' }))).toEqual([
      'Sora Admins',
      'Sora Old',
      'Sora Team',
    ]);
    expect(names(await find({ purpose: 'members', text: 'sora l' }))).toEqual(['Sora Letters']);
    expect(names(await find({ purpose: 'manager', kinds: 'group' }))).toEqual([]);
    expect((await find({ purpose: 'nothing' })).body.errors[0].field).toBe('purpose');
  });

  test('finds by the beginnings of any name, within words after *, and by further fields', async () => {
    // Case and accents do not matter.
    expect(names(await find({ purpose: 'members', text: 'SØREN' }))).toEqual([
      'Søren Ångström',
      'Sorensen Ltd',
    ]);
    expect(names(await find({ purpose: 'members', text: 'sorpc' }))).toEqual(['SORPC']);
    expect(names(await find({ purpose: 'members', text: 'rensen' }))).toEqual([]);
    expect(names(await find({ purpose: 'members', text: '*rensen' }))).toEqual(['Sorensen Ltd']);
    const filter = JSON.stringify({ op: 'compare', attribute: 'company', test: 'equals', value: 'sorensen' });
    expect(names(await find({ purpose: 'members', filter }))).toEqual(['Sorensen Ltd']);
    expect((await find({ purpose: 'members', filter: '{' })).body.code).toBe('filter.invalid');
  });

  test('looks in a container with all below it, and in no other that ends alike', async () => {
    const within = async (container: string) =>
      names(await find({ purpose: 'members', kinds: 'user', container }));
    expect(await within(ids['Sales'] ?? '')).toEqual(['Søren Ångström']);
    expect(await within(ids['North'] ?? '')).toEqual(['Søren Ångström']);
    expect(await within(ids['NotSales'] ?? '')).toEqual(['Sora Gone']);
    const none = await find({ purpose: 'members', container: ids['Outer'] ?? '' });
    expect(none.body.errors[0].field).toBe('container');
  });

  test('says what speaks against choosing an object [users-and-search S6.2] [groups 19.1]', async () => {
    const marks = async (query: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        (await find({ text: 'so', ...query })).body.items.map((one: any) => [
          one.displayName,
          [one.enabled, one.status, one.protection, one.refusal],
        ]),
      );
    expect(await marks({ purpose: 'members', groupId: ids['Sora Team'] ?? '' })).toMatchObject({
      'Sora Gone': [false, 'active', null, null],
      'Sora Team': [true, 'active', null, 'self'],
      'Sorensen Ltd': [true, 'active', null, 'member'],
      'Sora Old': [true, 'expired', null, 'expired'],
      'Sora Admins': [true, 'active', 'it guards the rest.', null],
    });
    expect(await marks({ purpose: 'group' })).toMatchObject({
      'Sora Admins': [true, 'active', 'it guards the rest.', 'protected'],
      'Sora Team': [true, 'active', null, null],
    });
  });

  test('pages lose and repeat nothing, and shows nobody what they may not see [users-and-search S1.2]', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: any } = await find({
        purpose: 'members',
        text: 'so',
        limit: 2,
        ...(cursor === '' ? {} : { cursor }),
      });
      seen.push(...names({ body }));
      cursor = body.nextCursor as string | null;
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
    for (const path of ['find?purpose=members', `objects/${ids['SORPC'] ?? ''}`]) {
      expect((await user.get(`/stores/${corp}/${path}`)).status, path).toBe(404);
    }
    const hidden = await api.addGroup('Secret plan', []);
    const change = { securityType: { old: null, new: 'private' } } as const;
    await applySettings(api.database.db, api.home.storeId, hidden, change);
    const query = { purpose: 'members', text: 'secret' };
    expect(names(await find(query, user, api.home.storeId))).toEqual([]);
    expect(names(await find(query, admin, api.home.storeId))).toEqual(['Secret plan']);
    expect((await user.get(`/stores/${api.home.storeId}/objects/${hidden}`)).status).toBe(404);
  });
});

describe('the page of an object', () => {
  test('holds what the directory has of a contact and a computer, and names its store', async () => {
    const contact = await admin.get(`/stores/${corp}/objects/${ids['Sorensen Ltd'] ?? ''}`);
    expect(contact.body).toMatchObject({
      kind: 'contact',
      storeName: 'Corp',
      mail: 'hello@sorensen.example',
      manager: { kind: 'user', name: 'Søren Ångström' },
      owner: null,
    });
    expect(contact.body.attributes).toContainEqual({ name: 'phone', values: ['+45 1', '+45 2'] });
    const computer = await admin.get(`/stores/${corp}/objects/${ids['SORPC'] ?? ''}`);
    expect(computer.body).toMatchObject({ kind: 'computer', owner: { name: 'Søren Ångström' } });
    expect((await admin.get(`/stores/${corp}/objects/${unknownId}`)).status).toBe(404);
  });

  test('names the groups that hold it, directly and at any depth [users-and-search U2.10]', async () => {
    const path = `/stores/${corp}/objects/${ids['SORPC'] ?? ''}/groups`;
    const direct = await admin.get(path);
    expect(direct.body.items).toMatchObject([{ displayName: 'Sora Team', direct: true, storeName: 'Corp' }]);
    const effective = await admin.get(`${path}?nested=true&total=true`);
    expect(effective.body.items).toMatchObject([
      { displayName: 'Outer', direct: false },
      { displayName: 'Sora Team', direct: true },
    ]);
    expect(effective.body.total).toEqual({ count: 2, exact: true });
  });

  test('tells what was changed about it, as object and as member, to those who may read it', async () => {
    const computer = ids['SORPC'] ?? '';
    const entry = (objectId: string, newValue: string | null, position: number) => ({
      storeId: corp,
      requestId: unknownId,
      position,
      workflowId: 'request:x',
      action: 'addMembers' as const,
      actorStoreId: corp,
      actorId: 'somebody',
      actorName: 'Somebody',
      onBehalfOfId: null,
      source: 'portal' as const,
      objectKind: 'group',
      objectId,
      objectName: 'Sora Team',
      operation: 'addValue' as const,
      attribute: 'member',
      oldValue: null,
      newValue,
      valueName: newValue === null ? null : 'SORPC',
    });
    await api.database.db.transaction((tx) =>
      appendHistory(tx, corp, unknownId, [
        entry(ids['Sora Team'] ?? '', computer, 0),
        entry(computer, null, 1),
        entry(ids['Outer'] ?? '', 'another', 2),
      ]),
    );
    const told = await admin.get(`/history?storeId=${corp}&aboutId=${computer}`);
    expect(told.body.items).toHaveLength(2);
    expect((await user.get(`/history?storeId=${corp}&aboutId=${computer}`)).body.items).toEqual([]);
    expect((await admin.get(`/history?aboutId=${computer}`)).body.errors[0].field).toBe('aboutId');
  });
});
