/** Roles, what they allow and what their policies say, by the API. */
import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLostCriteriaActivities } from '../../activities/change/lost-criteria.ts';
import { removeFromIndex } from '../../activities/database/repositories/directory-index.ts';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { getRequest } from '../../activities/database/repositories/requests.ts';
import type { ProviderPool } from '../../activities/platform/provider-pool.ts';
import {
  addLocalUser,
  adminLogin,
  ApiTest,
  type Client,
  password,
  unknownId,
  userLogin,
} from '../support/api.ts';
import { planning } from '../support/plans.ts';
import { replicateOnce } from '../support/replication-run.ts';

let api: ApiTest;
let admin: Client;

beforeAll(async () => {
  api = await ApiTest.start();
  admin = await api.signedIn(adminLogin);
});
afterAll(() => api[Symbol.asyncDispose]());

const path = () => `/stores/${api.home.storeId}/roles`;
const newRole = (values: Record<string, unknown>) =>
  admin.post(path(), { criteriaGroupId: api.home.groupId, ...values });

describe('policies of a role', () => {
  it('have defaults, and are kept one by one [access-and-approvals 4]', async () => {
    const made = await newRole({ name: 'Policies', priority: 60 });
    expect(made.body.policies).toMatchObject({
      groupOwners: { primaryRequired: false, minAdditional: 0, maxAdditional: 100 },
      search: { containerId: null, filter: null },
      password: { questions: 4, minAnswerLength: 3, failThreshold: 5, lockMinutes: 15 },
      authentication: { enforcedFactors: [], chosenByUser: 0, secondFactor: false },
    });
    const role = `${path()}/${made.body.id as string}`;
    const owners = { primaryRequired: true, minAdditional: 1, maxAdditional: 4 };
    const filter = { op: 'compare', attribute: 'department', test: 'equals', value: 'Sales' };
    await admin.send('PATCH', role, { policies: { groupOwners: owners } });
    await admin.send('PATCH', role, { policies: { search: { containerId: null, filter } } });
    const { policies } = (await admin.get(role)).body;
    expect([policies.groupOwners, policies.search]).toEqual([owners, { containerId: null, filter }]);
    await admin.send('DELETE', role);
  });

  it('keep rules for jobs, which name stores, types and attributes that are there [access-and-approvals Y9]', async () => {
    const rule = {
      provider: 'local',
      storeId: api.home.storeId,
      kind: 'user',
      attribute: null,
      allow: false,
    };
    const synchronize = { source: [rule], destination: [{ ...rule, attribute: 'mail', allow: true }] };
    const made = await newRole({ name: 'Jobs', priority: 60, policies: { synchronize } });
    expect(made).toMatchObject({ status: 201, body: { policies: { synchronize } } });
    const exported = await admin.get(`/stores/${api.home.storeId}/configuration`);
    expect(exported.body.references).toContainEqual(
      expect.objectContaining({ kind: 'store', id: api.home.storeId }),
    );
    const wrong: [field: string, rules: object[]][] = [
      ['0/storeId', [{ ...rule, provider: 'ldap' }]],
      ['1/storeId', [rule, { ...rule, storeId: unknownId }]],
      ['0/kind', [{ ...rule, kind: 'container' }]],
      ['1', [rule, { ...rule, allow: true }]],
    ];
    const role = `${path()}/${made.body.id as string}`;
    for (const [field, source] of wrong) {
      const answer = await admin.send('PATCH', role, {
        policies: { synchronize: { source, destination: [] } },
      });
      expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([
        422,
        `policies/synchronize/source/${field}`,
      ]);
    }
    await admin.send('DELETE', role);
  });

  it('refuse what cannot be, naming the field [access-and-approvals O6] [access-and-approvals Y1]', async () => {
    const compare = { op: 'compare', test: 'equals', value: 'x' };
    const wrong: [field: string, policies: Record<string, unknown>][] = [
      [
        'policies/groupOwners/maxAdditional',
        { groupOwners: { primaryRequired: false, minAdditional: 2, maxAdditional: 1 } },
      ],
      [
        'policies/groupOwners/minAdditional',
        { groupOwners: { primaryRequired: false, minAdditional: 4, maxAdditional: 9 } },
      ],
      ['policies/groupNamePrefixes/prefixes', { groupNamePrefixes: { prefixes: [], enforce: true } }],
      [
        'policies/search/filter/attribute',
        { search: { containerId: null, filter: { ...compare, attribute: 'shoeSize' } } },
      ],
      [
        'policies/search/filter/nodes/0/value',
        {
          search: {
            containerId: null,
            filter: { op: 'and', nodes: [{ ...compare, attribute: 'kind', value: 'ghost' }] },
          },
        },
      ],
      [
        'policies/authentication/chosenByUser',
        { authentication: { enforcedFactors: [], chosenByUser: 1, secondFactor: false } },
      ],
      ['policies/nonsense', { nonsense: {} }],
    ];
    for (const [field, policies] of wrong) {
      const { status, body } = await newRole({ name: 'Wrong', priority: 61, policies });
      expect([field, status, body.errors?.[0]?.field]).toEqual([field, 422, field]);
    }
  });
});

describe('a role', () => {
  it('lists its members, nested groups included, and is copied with all it holds [access-and-approvals O1]', async () => {
    const inner = await api.addGroup('Inner', [api.userId]);
    const outer = await api.addGroup('Outer', [inner]);
    const search = { containerId: 'People', filter: null };
    const made = await newRole({
      name: 'Original',
      priority: 62,
      description: 'As it was',
      criteriaGroupId: outer,
      permissions: ['Manage Any Group'],
      clients: { join: 'and', rows: [{ field: 'clientType', operator: 'isNot', value: 'mobile' }] },
      policies: { search },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { criteriaName: 'Outer', criteriaMissing: false, policies: { search } },
    });
    const role = `${path()}/${made.body.id as string}`;
    expect((await admin.get(`${role}/members`)).body).toMatchObject({
      items: [{ id: api.userId, displayName: userLogin, enabled: true }],
      total: 1,
      totalExact: true,
    });
    const copy = await admin.post(`${role}/copy`, { name: 'The copy', priority: 63 });
    const { description, permissions, policies, clients, criteriaGroupId, enabled } = made.body;
    const same = { description, permissions, policies, clients, criteriaGroupId, enabled };
    expect(copy).toMatchObject({ status: 201, body: { ...same, name: 'The copy', priority: 63 } });
    const taken = await admin.post(`${role}/copy`, { name: 'Third', priority: 63 });
    expect(taken).toMatchObject({ status: 409, body: { errors: [{ field: 'priority' }] } });
    for (const one of [made, copy]) await admin.send('DELETE', `${path()}/${one.body.id as string}`);
  });

  it('may be held by the people in a container and below [access-and-approvals 3]', async () => {
    const made = await newRole({
      name: 'Everyone of People',
      priority: 64,
      criteriaGroupId: null,
      criteriaContainerId: 'People',
      permissions: ['Manage Any Group'],
    });
    expect(made).toMatchObject({ status: 201, body: { criteriaName: 'People' } });
    const members = await admin.get(`${path()}/${made.body.id as string}/members?limit=200`);
    expect(members.body.items.map((person: { id: string }) => person.id)).toContain(api.userId);
    const check = await admin.get(`/stores/${api.home.storeId}/role-check?userId=${api.userId}`);
    expect(
      check.body.roles.find((role: { name: string }) => role.name === 'Everyone of People').verdict,
    ).toBe('outranked');
    await admin.send('DELETE', `${path()}/${made.body.id as string}`);
  });

  it('is refused by field: criteria, clients, prerequisites [access-and-approvals O6] [access-and-approvals 3.1]', async () => {
    const row = (field: string, value: string) => ({
      clients: { join: 'or', rows: [{ field, operator: 'is', value }] },
    });
    const wrong: [field: string, values: Record<string, unknown>][] = [
      ['criteriaGroupId', { criteriaGroupId: undefined }],
      ['criteriaGroupId', { criteriaGroupId: unknownId }],
      ['criteriaContainerId', { criteriaContainerId: 'People' }],
      ['criteriaContainerId', { criteriaGroupId: null, criteriaContainerId: 'Nowhere' }],
      ['clients/rows/0/value', row('clientName', unknownId)],
      ['clients/rows/0/value', row('clientType', 'telegraph')],
      ['permissions', { permissions: ['Manage Workflows'] }],
      ['permissions', { permissions: ['Manage Application Design Settings'] }],
      ['permissions/0', { permissions: ['Manage The World'] }],
    ];
    for (const [field, values] of wrong) {
      const { status, body } = await newRole({ name: 'Wrong', priority: 65, ...values });
      expect([values, status, body.errors?.[0]?.field]).toEqual([values, 422, field]);
    }
    const whole = await newRole({
      name: 'Whole',
      priority: 65,
      permissions: ['Manage Workflows', 'Manage Identity Store'],
    });
    expect(whole.status).toBe(201);
    const role = `${path()}/${whole.body.id as string}`;
    const stripped = await admin.send('PATCH', role, { permissions: ['Manage Workflows'] });
    expect(stripped).toMatchObject({ status: 422, body: { errors: [{ field: 'permissions' }] } });
    expect((await admin.send('PATCH', role, { description: 'Left as it is' })).status).toBe(200);
    await admin.send('DELETE', role);
  });

  it('says when its group is gone, and holds nobody then [access-and-approvals O6]', async () => {
    const group = await api.addGroup('Short-lived', [api.userId]);
    const made = await newRole({ name: 'Orphan', priority: 66, criteriaGroupId: group });
    const provider = await api.provider();
    await provider.remove?.({ kind: 'group', id: group });
    const { items } = (await admin.get(path())).body;
    expect(items.filter((role: any) => role.criteriaMissing).map((role: any) => role.name)).toEqual([
      'Orphan',
    ]);
    const check = await admin.get(`/stores/${api.home.storeId}/role-check?userId=${api.userId}`);
    expect(check.body.roles.find((role: any) => role.name === 'Orphan')).toMatchObject({
      verdict: 'notMember',
      criteriaMissing: true,
    });
    await admin.send('DELETE', `${path()}/${made.body.id as string}`);
  });

  it('that loses its group is told of by one mail and stands among what needs attention until it is mended [access-and-approvals O6]', async () => {
    const { db, pool } = api.database;
    const minder = await api.addUser('mia.minder', { mail: ['mia@example.org'] });
    const minders = await api.addGroup('Minders', [minder]);
    const minding = await newRole({
      ...{ name: 'Minders', priority: 12, criteriaGroupId: minders },
      permissions: ['Manage Security Roles', 'Manage Identity Store'],
    });
    const lone = await api.addUser('lea.lone');
    const crew = await api.addGroup('Night crew', [lone]);
    const role = await newRole({
      ...{ name: 'Night shift', priority: 13, criteriaGroupId: crew },
      permissions: ['Manage Any Group'],
    });
    const rolePath = `${path()}/${role.body.id as string}`;
    const provider = await api.provider();
    const providers = { open: () => api.provider() } as unknown as ProviderPool;
    const { storeId } = api.home;
    const told = async () =>
      (await pool.query("select recipient, data from notifications where template = 'roleLostCriteria'"))
        .rows;
    const attention = async () => (await admin.get('/operations/runs?view=attention')).body.lostCriteria;
    const tell = (alertId: string) =>
      new MockActivityEnvironment().run(() =>
        createLostCriteriaActivities({ db, providers }).queueLostCriteria({ storeId, alertId }),
      );
    const active = async () =>
      (await admin.get(`/stores/${storeId}/role-check?userId=${lone}`)).body.roles.find(
        ({ verdict }: any) => verdict === 'active',
      ).name;
    expect(await active()).toBe('Night shift');
    expect(await replicateOnce(api.database, providers, storeId, 'deleted')).not.toHaveProperty(
      'criteriaLost',
    );
    await provider.remove?.({ kind: 'group', id: crew });
    expect(await replicateOnce(api.database, providers, storeId, 'deleted')).toMatchObject({
      removed: 1,
      criteriaLost: true,
    });
    // Its people are left with what everybody has; nobody is let in by it.
    expect(await active()).toBe('User');
    expect((await admin.get(`${rolePath}/members`)).body.items).toEqual([]);

    expect(await tell(randomUUID())).toEqual({ mails: 1 });
    expect(await tell(randomUUID())).toEqual({ mails: 0 });
    expect(await told()).toMatchObject([
      { recipient: 'mia@example.org', data: { role: 'Night shift', target: 'Night crew' } },
    ]);
    // The next run has nothing new to tell; the line stays.
    expect(await replicateOnce(api.database, providers, storeId, 'deleted')).not.toHaveProperty(
      'criteriaLost',
    );
    expect(await attention()).toMatchObject([
      { roleId: role.body.id, roleName: 'Night shift', kind: 'group', name: 'Night crew', storeId },
    ]);
    expect((await admin.get('/operations/runs?view=running')).body.lostCriteria).toEqual([]);
    const next = await api.addGroup('Late crew', [lone]);
    expect((await admin.send('PATCH', rolePath, { criteriaGroupId: next })).status).toBe(200);
    expect(await attention()).toEqual([]);
    expect(await active()).toBe('Night shift');

    // Lost again, another way and another time: told again. One that only left searches is not lost.
    await removeFromIndex(db, storeId, next);
    expect((await attention()).length).toBe(1);
    expect(await tell(randomUUID())).toEqual({ mails: 0 });
    expect([await attention(), await active()]).toEqual([[], 'Night shift']);

    // Kept out of the index it is there; gone before the index ever had it, it is lost.
    const absent = async () => (await pool.query('select object_id from lost_criteria')).rows;
    await removeFromIndex(db, storeId, next);
    await pool.query('delete from lost_criteria');
    expect(await replicateOnce(api.database, providers, storeId, 'deleted')).not.toHaveProperty(
      'criteriaLost',
    );
    expect(await absent()).toEqual([]);
    await provider.remove?.({ kind: 'group', id: next });
    expect(await replicateOnce(api.database, providers, storeId, 'deleted')).toMatchObject({
      criteriaLost: true,
    });
    expect(await absent()).toEqual([{ object_id: next }]);
    expect(await tell(randomUUID())).toEqual({ mails: 1 });
    for (const made of [role, minding]) await admin.send('DELETE', `${path()}/${made.body.id as string}`);
  });

  it('that administers last is neither disabled, stripped, deleted nor shut away [access-and-approvals O1]', async () => {
    const { items } = (await admin.get(path())).body;
    const top = items.find((role: any) => role.name === 'Administrator');
    const role = `${path()}/${top.id as string}`;
    const none = { join: 'and', rows: [{ field: 'clientType', operator: 'is', value: 'mobile' }] };
    for (const change of [
      { enabled: false },
      { permissions: ['Manage Identity Store'] },
      { clients: none },
      { criteriaGroupId: null, permissions: [] },
    ]) {
      const answer = await admin.send('PATCH', role, change);
      expect([change, answer.status, answer.body.code]).toEqual([change, 409, 'role.last_administrator']);
    }
    expect(await admin.send('DELETE', role)).toMatchObject({ status: 409 });
    expect(top.permissions).toHaveLength(60);
    expect(items.map((one: any) => [one.name, one.priority])).toEqual([
      ['Administrator', 1],
      ['Helpdesk', 10],
      ['User', 25],
    ]);
  });
});

describe('T1: who signs in by what [access-and-approvals O2] [access-and-approvals T1]', () => {
  it('portal: User; command line: Administrator; Admin Center: 403 signin.no_role', async () => {
    const { items } = (await admin.get(path())).body;
    const user = items.find((role: any) => role.name === 'User');
    const only = (type: string) => ({
      clients: { join: 'and', rows: [{ field: 'clientType', operator: 'is', value: type }] },
    });
    const login = 'tina.two';
    const group = await api.addGroup('Twofold', [await api.addUser(login)]);
    const chief = await newRole({
      name: 'Chief',
      priority: 2,
      criteriaGroupId: group,
      permissions: ['Manage Any Group'],
      ...only('command-line'),
    });
    await admin.send('PATCH', `${path()}/${user.id as string}`, only('portal'));
    const signIn = (by: object) =>
      api.client().post('/session', { storeId: api.home.storeId, loginName: login, password, ...by });
    const roleBy = async (by: object) => (await signIn(by)).body.role?.name;
    expect(await roleBy({ portal: api.home.portalPath })).toBe('User');
    expect(await roleBy({ client: 'command-line' })).toBe('Chief');
    expect(await signIn({ client: 'admin-center' })).toMatchObject({
      status: 403,
      body: { code: 'signin.no_role' },
    });
    expect(await signIn({ client: 'api', portal: api.home.portalPath })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'client' }] },
    });

    const clients = (await admin.get(`/stores/${api.home.storeId}/clients`)).body.items;
    const portal = clients.find((one: any) => one.type === 'portal');
    const [person] = (await admin.get(`/lists/users?search=${login}`)).body.items;
    const check = async (client?: string) => {
      const query = new URLSearchParams({ userId: person.id, ...(client === undefined ? {} : { client }) });
      return (await admin.get(`/stores/${api.home.storeId}/role-check?${query.toString()}`)).body;
    };
    const verdicts = (answer: any) =>
      Object.fromEntries(answer.roles.map((role: any) => [role.name, role.verdict]));
    expect(verdicts(await check(portal.name))).toMatchObject({ Chief: 'client', User: 'active' });
    expect(verdicts(await check('command-line'))).toMatchObject({ Chief: 'active', User: 'client' });
    expect(await check('admin-center')).toMatchObject({ active: null, permissions: [], policies: null });
    const whole = await check();
    expect(verdicts(whole)).toMatchObject({ Administrator: 'notMember', Chief: 'active', User: 'outranked' });
    expect(whole.permissions).toEqual([
      { name: 'Manage My Groups', heldBy: 'Manage Any Group' },
      { name: 'Manage Any Group', heldBy: 'Manage Any Group' },
    ]);
    await admin.send('PATCH', `${path()}/${user.id as string}`, { clients: null });
    await admin.send('DELETE', `${path()}/${chief.body.id as string}`);
  });

  it('lists every permission, with a mark at those nothing asks for yet [access-and-approvals 3.1]', async () => {
    const { items } = (await admin.get('/permissions')).body;
    expect(items).toHaveLength(60);
    expect(items.find((one: any) => one.name === 'Create Contact')).toEqual({
      name: 'Create Contact',
      area: 'users',
      built: false,
      needs: null,
      heldBy: null,
    });
    expect(items.find((one: any) => one.name === 'Manage Workflows')).toMatchObject({
      built: true,
      needs: 'Manage Identity Store',
    });
  });
});

describe('policies about groups, in the plan', () => {
  let olga: Client;
  let olgaId: string;
  let roleId: string;
  const more: string[] = [];
  const set = async (policies: object) => {
    const answer = await admin.send('PATCH', `${path()}/${roleId}`, { policies });
    expect(answer.status).toBe(200);
  };
  const end = async (method: string, address: string, body: object) => {
    const answer = await olga.send(method, `/stores/${api.home.storeId}${address}`, body, {
      prefer: 'wait=5',
    });
    const request = await getRequest(api.database.db, answer.body.requestId as string);
    const plan = (await olga.get(`/requests/${answer.body.requestId as string}`)).body.plan;
    return {
      code: request?.problem?.code ?? null,
      fields: request?.problem?.fields?.map((one) => one.field),
      plan,
    };
  };
  const owners = (primaryRequired: boolean, minAdditional: number, maxAdditional: number) => ({
    groupOwners: { primaryRequired, minAdditional, maxAdditional },
  });

  beforeAll(async () => {
    olgaId = await api.addUser('olga.owner');
    for (let at = 0; at < 7; at += 1) more.push(await api.addUser(`helper.${at}`));
    const group = await api.addGroup('Makers', [olgaId]);
    const made = await newRole({
      name: 'Maker',
      priority: 20,
      criteriaGroupId: group,
      permissions: ['Create Static Group', 'Manage My Groups'],
    });
    roleId = made.body.id as string;
    olga = await api.signedIn('olga.owner');
    api.engine.onStart = planning(api);
  });

  it('T4: fewest and most additional owners [access-and-approvals Y1] [access-and-approvals T4]', async () => {
    await set(owners(false, 2, 100));
    const club = await api.addGroup('Club of T4', [], olgaId);
    const save = (count: number) =>
      end('PATCH', `/groups/${club}`, { additionalOwners: more.slice(0, count) }).then(({ code }) => code);
    expect([await save(1), await save(2)]).toEqual(['policy.owners', null]);
    expect((await end('POST', '/groups', { name: 'Too few', additionalOwners: more.slice(0, 1) })).code).toBe(
      'policy.owners',
    );
    await set(owners(false, 0, 3));
    await applySettings(api.database.db, api.home.storeId, club, {
      additionalOwners: { add: more.slice(0, 5), remove: [] },
    });
    expect([await save(5), await save(4), await save(6)]).toEqual([null, null, 'policy.owners']);
    const swapped = [...more.slice(0, 4), more[6]];
    expect((await end('PATCH', `/groups/${club}`, { additionalOwners: swapped })).code).toBe('policy.owners');
    await set(owners(true, 0, 100));
    expect((await end('PATCH', `/groups/${club}`, { owner: null })).fields).toEqual(['owner']);
    expect((await end('PATCH', `/groups/${club}`, { owner: more[0] })).code).toBeNull();
    expect((await end('POST', '/groups', { name: 'Nobody’s', owner: null })).code).toBe('policy.owners');
    await set(owners(false, 0, 100));
  });

  it('a prefix that is enforced stands before the name [access-and-approvals Y2] [groups 1.3]', async () => {
    await set({ groupNamePrefixes: { prefixes: ['PRJ-', 'TEAM '], enforce: true } });
    expect(await end('POST', '/groups', { name: 'Bridge' })).toMatchObject({
      code: 'policy.prefix',
      fields: ['name'],
    });
    expect((await end('POST', '/groups', { name: 'PRJ-' })).code).toBe('policy.prefix');
    expect((await end('POST', '/groups', { name: 'PRJ-Bridge' })).code).toBeNull();
    expect((await olga.get('/group-rules')).body).toMatchObject({
      prefixes: ['PRJ-', 'TEAM '],
      prefixRequired: true,
      containers: null,
    });
    await set({ groupNamePrefixes: { prefixes: ['PRJ-'], enforce: false } });
    expect((await end('POST', '/groups', { name: 'Bridge' })).code).toBeNull();
  });

  it('the store offers prefixes beside those of roles; a role that enforces leaves its own only [access-and-approvals Y2]', async () => {
    const store = `/stores/${api.home.storeId}`;
    const offer = (groupNamePrefixes: string[]) => admin.send('PATCH', store, { groupNamePrefixes });
    expect(await offer(['ORG-', 'org-'])).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'groupNamePrefixes' }] },
    });
    expect(await offer(['ORG-', 'PRJ-'])).toMatchObject({
      status: 200,
      body: { groupNamePrefixes: ['ORG-', 'PRJ-'] },
    });
    const rules = async () => (await olga.get('/group-rules')).body;
    await set({ groupNamePrefixes: { prefixes: ['PRJ-'], enforce: false } });
    expect(await rules()).toMatchObject({ prefixes: ['PRJ-', 'ORG-'], prefixRequired: false });
    expect((await end('POST', '/groups', { name: 'Harbour' })).code).toBeNull();
    await set({ groupNamePrefixes: { prefixes: ['PRJ-'], enforce: true } });
    expect(await rules()).toMatchObject({ prefixes: ['PRJ-'], prefixRequired: true });
    expect((await end('POST', '/groups', { name: 'ORG-Harbour' })).code).toBe('policy.prefix');
    // The configuration file carries the list, and brings it back.
    const file = (await admin.get(`${store}/configuration`)).body;
    expect(file.storeSettings).toEqual({ groupNamePrefixes: ['ORG-', 'PRJ-'], fieldLevels: [] });
    expect((await offer([])).status).toBe(200);
    const changes = async (given: any) =>
      (await admin.post(`${store}/configuration`, given)).body.changes.filter(
        ({ change }: any) => change !== 'unchanged',
      );
    expect(await changes({ ...file, storeSettings: { groupNamePrefixes: ['ORG-'] } })).toMatchObject([
      { section: 'storeSettings', fields: [{ field: 'groupNamePrefixes', old: '[]', new: '["ORG-"]' }] },
    ]);
    expect((await admin.get(store)).body.groupNamePrefixes).toEqual(['ORG-']);
    expect((await olga.send('PATCH', store, { groupNamePrefixes: [] })).status).toBe(403);
    await offer([]);
    await set({ groupNamePrefixes: { prefixes: ['PRJ-'], enforce: false } });
  });

  it('new groups go where a role allows; the only place is taken by itself [access-and-approvals Y3] [groups 1.2]', async () => {
    const containers = (group: string[]) => ({
      newObject: { ownContainerOnly: false, containers: { user: [], group, contact: [] } },
    });
    const { items } = (await admin.get(path())).body;
    const everybody = `${path()}/${items.find((role: any) => role.name === 'User').id as string}`;
    await set(containers(['Groups/Clubs']));
    // The role User allows any place, and any role's will do.
    expect((await end('POST', '/groups', { name: 'Free', container: 'Groups' })).code).toBeNull();
    await admin.send('PATCH', everybody, { policies: containers(['Groups/Teams']) });
    expect(await end('POST', '/groups', { name: 'Elsewhere', container: 'Groups' })).toMatchObject({
      code: 'policy.container',
      fields: ['container'],
    });
    expect((await end('POST', '/groups', { name: 'Which' })).code).toBe('policy.container');
    for (const container of ['Groups/Clubs', 'Groups/Teams']) {
      expect((await end('POST', '/groups', { name: `In ${container.slice(7)}`, container })).code).toBeNull();
    }
    expect((await olga.get('/group-rules')).body.containers).toEqual(['Groups/Clubs', 'Groups/Teams']);
    await admin.send('PATCH', everybody, { policies: containers(['Groups/Clubs']) });
    expect((await end('POST', '/groups', { name: 'By itself' })).code).toBeNull();
    await set({ newObject: { ownContainerOnly: true, containers: { user: [], group: [], contact: [] } } });
    await admin.send('PATCH', everybody, {
      policies: { newObject: { ownContainerOnly: true, containers: { user: [], group: [], contact: [] } } },
    });
    expect((await olga.get('/group-rules')).body.containers).toEqual(['People']);
  });
});

describe('the query designer of a role [access-and-approvals Y10] [users-and-search S4.3]', () => {
  it('keeps attributes, operators, kinds and places within what is allowed, for saving and running', async () => {
    const group = await api.addGroup('Askers', [await api.addUser('quentin.query')]);
    const made = await newRole({ name: 'Asker', priority: 21, criteriaGroupId: group });
    const role = `${path()}/${made.body.id as string}`;
    const free = (await admin.get(role)).body.policies.queryDesigner;
    const quentin = await api.signedIn('quentin.query');
    const set = async (part: object) => {
      const answer = await admin.send('PATCH', role, { policies: { queryDesigner: { ...free, ...part } } });
      expect(answer.status).toBe(200);
      api.advance(61_000);
    };
    const compare = (attribute: string, test: string) =>
      JSON.stringify({ op: 'compare', attribute, test, value: 'x' });
    let number = 0;
    const save = async (search: object) => {
      number += 1;
      const { status, body } = await quentin.post('/queries', {
        name: `Q${number}`,
        isGlobal: false,
        search,
      });
      return [status, body.detail ?? body.id];
    };
    const refused = (words: string) => [403, expect.stringContaining(words)];
    const saved = [201, expect.any(String)];

    const [, early] = await save({ filter: compare('title', 'equals') });
    await set({ attributes: [{ name: 'department', operators: ['equals'] }] });
    expect(await save({ filter: compare('title', 'equals') })).toEqual(refused('compares title'));
    expect(await save({ filter: compare('department', 'contains') })).toEqual(refused('by contains'));
    expect(await save({ filter: compare('department', 'equals') })).toEqual(saved);
    expect(await quentin.get(`/queries/${early as string}/results`)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('compares title') },
    });
    await set({ objectTypes: { kinds: ['user', 'group'], enforce: false } });
    expect(await save({})).toEqual(refused('user, group'));
    expect(await save({ kinds: 'user' })).toEqual(saved);
    await set({ objectTypes: { kinds: ['user', 'group'], enforce: true } });
    expect(await save({ kinds: 'user' })).toEqual(refused('all of them'));
    expect(await save({ kinds: 'user,group' })).toEqual(saved);
    await set({ startIn: { containerIds: ['People'], enforce: true } });
    expect(await save({})).toEqual(refused('People'));
    expect(await save({ within: `${api.home.storeId}:People` })).toEqual(saved);
    await set({ newGroupsOnly: true, startIn: { containerIds: ['People'], enforce: true } });
    expect(await save({})).toEqual(saved);
    expect((await quentin.get('/query-rules')).body.startIn).toEqual({
      containerIds: ['People'],
      enforce: true,
    });
    await admin.send('DELETE', role);
  });
});

describe('the administrators of a second store (docs/adr/0015)', () => {
  let storeId: string;
  let branch: Client;
  const home = () => api.home.storeId;
  const versioned = async (id: string, change: object, client = admin) => {
    const { version } = (await admin.get(`/stores/${id}`)).body;
    return client.send('PATCH', `/stores/${id}`, change, { 'if-match': `"${String(version)}"` });
  };

  beforeAll(async () => {
    const settings = { domain: 'branch.example.org' };
    const made = await admin.post('/stores', { name: 'Small branch', kind: 'local', settings });
    storeId = made.body.id;
    const login = 'bert.branch';
    await addLocalUser(api.database, await api.provider(storeId), storeId, login);
    const [role] = (await admin.get(`/stores/${storeId}/roles`)).body.items;
    await api.database.pool.query(`update roles set criteria_container_id = 'People' where id = $1`, [
      role.id,
    ]);
    const [portal] = (await admin.get('/portals')).body.items;
    await api.database.pool.query(
      'insert into portal_stores (portal_id, store_id, position) values ($1, $2, 9)',
      [portal.id, storeId],
    );
    branch = await api.signedIn(login, storeId);
  });

  it('administer it, and neither another store nor the installation [access-and-approvals O1] [stores-and-links S1]', async () => {
    expect((await branch.get('/session')).body).toMatchObject({
      role: { name: 'Administrator' },
      administersAll: false,
    });
    expect((await admin.get('/session')).body.administersAll).toBe(true);
    expect((await branch.get('/stores')).body.items.map(({ id }: any) => id)).toEqual([storeId]);
    expect((await admin.get('/stores')).body.items.length).toBeGreaterThan(1);
    for (const path of ['', '/roles', '/workflows', '/tokens', '/sessions', '/factor-settings', '/mail']) {
      const [own, other] = [`/stores/${storeId}${path}`, `/stores/${home()}${path}`];
      expect([own, (await branch.get(own)).status]).toEqual([own, 200]);
      expect([path, await branch.get(other)]).toMatchObject([
        path,
        { status: 403, body: { code: 'permission.denied', permission: expect.any(String) } },
      ]);
    }
    const [theirs] = (await admin.get(`/stores/${home()}/roles`)).body.items;
    const [own] = (await branch.get(`/stores/${storeId}/roles`)).body.items;
    const rename = (of: string, role: any) =>
      branch.send('PATCH', `/stores/${of}/roles/${role.id}`, { description: 'Changed' });
    expect((await rename(storeId, own)).status).toBe(200);
    expect((await rename(home(), theirs)).status).toBe(403);
    for (const path of ['/portals', '/notifications', '/duty-rules', '/replication', '/search-engine']) {
      expect([path, (await branch.get(path)).status]).toEqual([path, 403]);
    }
    const another = { name: 'Another', kind: 'local', settings: { domain: 'x.example.org' } };
    expect((await branch.post('/stores', another)).status).toBe(403);
    // Nor do they read across: objects, history and runs of the other store are not there for them.
    for (const path of [`/stores/${home()}/users`, `/users?stores=${home()}`]) {
      expect([path, (await branch.get(path)).status]).toEqual([path, 404]);
    }
    const history = (await branch.get(`/history?storeId=${home()}`)).body;
    expect(history.items).toEqual([]);
    const usable = (await branch.get('/session')).body.permissions;
    expect(usable).toContain('Manage Security Roles');
    expect(usable).not.toContain('Manage Applications');
  });

  it('get a wider reach from whoever has it, never from themselves, and somebody always has it', async () => {
    expect(await versioned(storeId, { administersAll: true }, branch)).toMatchObject({ status: 403 });
    expect(await versioned(home(), { administersAll: false })).toMatchObject({
      status: 409,
      body: { code: 'role.last_administrator' },
    });
    expect((await versioned(storeId, { administersAll: true })).body).toMatchObject({ administersAll: true });
    api.advance(61_000);
    expect((await branch.get(`/stores/${home()}/roles`)).status).toBe(200);
    expect((await branch.get('/portals')).status).toBe(200);
    expect((await versioned(storeId, { administersAll: false })).status).toBe(200);
    api.advance(61_000);
    expect((await branch.get(`/stores/${home()}/roles`)).status).toBe(403);
  });
});
