/** What a policy hides, objects or fields of them, is not there: by no list, count, suggestion, export, id, picker, plan or error text. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deleteOpenidProvider,
  insertOpenidProvider,
} from '../../activities/database/repositories/openid-providers.ts';
import { appendHistory } from '../../activities/database/repositories/history.ts';
import { putStoreReplication } from '../../activities/database/repositories/replication-settings.ts';
import { getRequest } from '../../activities/database/repositories/requests.ts';
import { createPostgresIndex } from '../../activities/directory-index/postgres/engine.ts';
import { createExportActivities } from '../../activities/exports/write-export.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { planning } from '../support/plans.ts';
import { adminLogin, type Answer, ApiTest, type Client, unknownId } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let vera: Client;
const ids: Record<string, string> = {};
const id = (name: string): string => ids[name] ?? '';

const store = () => `/stores/${api.home.storeId}`;
const sales = (attribute: string, test: string, value: string) => ({ op: 'compare', attribute, test, value });
/** People of Sales, and groups that say so. */
const policyFilter = {
  op: 'or',
  nodes: [sales('department', 'equals', 'Sales'), sales('displayName', 'startsWith', 'Sales')],
};

beforeAll(async () => {
  api = await ApiTest.start();
  admin = await api.signedIn(adminLogin);
  const person = async (login: string, department: string, extra: Record<string, string[]> = {}) => {
    ids[login] = await api.addUser(login, {
      department: [department],
      mail: [`${login}@example.org`],
      ...extra,
    });
  };
  await person('mia.manager', 'Board');
  await person('vera.viewer', 'Board', { manager: [id('mia.manager')] });
  await person('henry.hidden', 'Research');
  await person('sam.sales', 'Sales', { manager: [id('henry.hidden')] });
  await person('rita.report', 'Research', { manager: [id('vera.viewer')] });
  const group = async (name: string, members: string[], owner?: string) => {
    ids[name] = await api.addGroup(name, members, owner);
  };
  await group('Sales club', [id('sam.sales'), id('henry.hidden')], id('henry.hidden'));
  await group('Research club', [id('sam.sales'), id('henry.hidden')], id('henry.hidden'));
  await group('Hiking', [id('vera.viewer'), id('sam.sales'), id('henry.hidden')]);
  await group('Knitting', [id('sam.sales'), id('henry.hidden')], id('vera.viewer'));
  const roles = (await admin.get(`${store()}/roles`)).body.items as { id: string; name: string }[];
  const everybody = roles.find(({ name }) => name === 'User');
  const answer = await admin.send('PATCH', `${store()}/roles/${everybody?.id ?? ''}`, {
    policies: { search: { containerId: null, filter: policyFilter } },
  });
  expect(answer.status).toBe(200);
  vera = await api.signedIn('vera.viewer');
  // The planner itself, in the place of the workflow.
  api.engine.onStart = planning(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const namesIn = (answer: Answer): string[] =>
  (answer.body.items as { displayName: string }[]).map(({ displayName }) => displayName).toSorted();
const query = (values: Record<string, string>) => new URLSearchParams(values).toString();
const hidden = ['henry.hidden', 'Research club', 'Root Admin', 'Muster Administrators'];
const tellsNothing = (answer: Answer) => {
  for (const name of hidden) expect(JSON.stringify(answer.body)).not.toContain(name);
};

describe('a search policy [users-and-search S1.2] [access-and-approvals Y4]', () => {
  it('narrows every list and its count', async () => {
    const people = await vera.get('/lists/users?total=true');
    expect([namesIn(people), people.body.total]).toEqual([['sam.sales'], { count: 1, exact: true }]);
    const groups = await vera.get('/lists/groups?total=true');
    expect([namesIn(groups), groups.body.total]).toEqual([['Sales club'], { count: 1, exact: true }]);
    expect(namesIn(await vera.get(`${store()}/users`))).toEqual(['sam.sales']);
    expect(namesIn(await vera.get(`${store()}/groups`))).toEqual(['Sales club']);
    expect(namesIn(await vera.get('/lists/users?search=henry'))).toEqual([]);
    // One's own groups are one's own.
    expect(namesIn(await vera.get('/lists/groups?relation=member'))).toEqual(['Hiking']);
    expect(namesIn(await vera.get('/lists/groups?relation=owner'))).toEqual(['Knitting']);
  });

  it('narrows search, its tabs and suggestions, whatever is typed or filtered by', async () => {
    const all = await vera.get('/search?counts=true');
    expect(namesIn(all)).toEqual(['Sales club', 'sam.sales']);
    expect(all.body.counts).toEqual([
      { kind: 'user', total: { count: 1, exact: true } },
      { kind: 'group', total: { count: 1, exact: true } },
    ]);
    for (const text of ['henry', 'henry.hidden@example.org', 'research', '*idden']) {
      const found = await vera.get(`/search?${query({ text, counts: 'true' })}`);
      expect([text, found.body.items, found.body.counts[0].total.count]).toEqual([text, [], 0]);
      const suggested = await vera.get(`/search/suggestions?${query({ text })}`);
      expect([text, suggested.body.items]).toEqual([text, []]);
    }
    const filter = JSON.stringify({ op: 'not', node: sales('department', 'equals', 'Sales') });
    expect(namesIn(await vera.get(`/search?${query({ filter })}`))).toEqual(['Sales club']);
    const advanced = await vera.get(`/search/advanced?${query({ department: 'Research' })}`);
    expect(advanced.body.items).toEqual([]);
  });

  it('tells by no filter whose manager, owner or member somebody hidden is', async () => {
    const by = (attribute: string, value: string) =>
      vera.get(`/search?${query({ filter: JSON.stringify(sales(attribute, 'equals', value)) })}`);
    for (const attribute of ['manager', 'owner', 'member', 'effectiveMember']) {
      const { status, body } = await by(attribute, id('henry.hidden'));
      expect([attribute, status, body.items]).toEqual([attribute, 200, []]);
    }
    expect(namesIn(await by('member', id('sam.sales')))).toEqual(['Sales club']);
  });

  it('narrows pickers and the find dialog, beside what their fields take', async () => {
    for (const purpose of ['owner', 'manager', 'members', 'group', 'additionalOwner', 'approver']) {
      for (const text of ['', 'henry']) {
        const found = await vera.get(
          `${store()}/find?${query({ purpose, ...(text === '' ? {} : { text }) })}`,
        );
        expect([purpose, found.status]).toEqual([purpose, 200]);
        tellsNothing(found);
      }
    }
    const members = await vera.get(`${store()}/find?${query({ purpose: 'members' })}`);
    expect(namesIn(members)).toEqual(['Sales club', 'sam.sales']);
    const places = await vera.get(`${store()}/find?${query({ purpose: 'manager', container: 'People' })}`);
    expect(namesIn(places)).toEqual(['sam.sales']);
  });

  it('answers an id outside of it as one that does not exist', async () => {
    for (const [path, unknown] of [
      [`${store()}/objects/${id('henry.hidden')}`, `${store()}/objects/${unknownId}`],
      [`${store()}/users/${id('henry.hidden')}`, `${store()}/users/${unknownId}`],
      [`${store()}/groups/${id('Research club')}`, `${store()}/groups/${unknownId}`],
      [`${store()}/groups/${id('Research club')}/members`, `${store()}/groups/${unknownId}/members`],
      [`${store()}/objects/${id('henry.hidden')}/groups`, `${store()}/objects/${unknownId}/groups`],
      [`${store()}/objects/${id('Research club')}/groups`, `${store()}/objects/${unknownId}/groups`],
    ] as const) {
      const [closed, none] = [await vera.get(path), await vera.get(unknown)];
      expect([path, closed.status, closed.body.detail]).toEqual([path, 404, none.body.detail]);
      tellsNothing(closed);
    }
  });

  it('leaves oneself, one’s manager, one’s reports and one’s groups', async () => {
    for (const name of ['vera.viewer', 'mia.manager', 'rita.report', 'sam.sales']) {
      expect([name, (await vera.get(`${store()}/users/${id(name)}`)).status]).toEqual([name, 200]);
    }
    for (const name of ['Hiking', 'Knitting', 'Sales club']) {
      expect([name, (await vera.get(`${store()}/groups/${id(name)}`)).status]).toEqual([name, 200]);
    }
    expect(namesIn(await vera.get(`${store()}/objects/${id('vera.viewer')}/groups`))).toEqual(['Hiking']);
  });

  it('narrows members, their count, groups of others, owners and managers', async () => {
    for (const [group, members] of [
      ['Sales club', ['sam.sales']],
      ['Hiking', ['sam.sales']],
      ['Knitting', ['sam.sales']],
    ] as const) {
      const list = await vera.get(`${store()}/groups/${id(group)}/members?total=true`);
      expect([group, namesIn(list), list.body.total.count]).toEqual([group, members, members.length]);
      const view = await vera.get(`${store()}/groups/${id(group)}`);
      expect([group, view.body.memberCount]).toEqual([group, members.length]);
      tellsNothing(view);
    }
    expect(namesIn(await vera.get(`${store()}/objects/${id('sam.sales')}/groups?nested=true`))).toEqual([
      'Sales club',
    ]);
    tellsNothing(await vera.get(`${store()}/objects/${id('sam.sales')}`));
    tellsNothing(await vera.get(`${store()}/objects/${id('Sales club')}`));
  });

  it('narrows exports, those of lists and those in the background', async () => {
    const people = await vera.get('/lists/users/export');
    expect(people.body).toContain('sam.sales');
    tellsNothing(people);
    tellsNothing(await vera.get('/lists/groups/export'));
    const started = await vera.post('/exports', {
      format: 'csv',
      search: { filter: JSON.stringify(sales('enabled', 'equals', 'true')) },
    });
    expect(started.status).toBe(202);
    const index = createPostgresIndex(api.database.db);
    const activities = createExportActivities({
      db: api.database.db,
      index,
      log: createLogger('test', 'silent'),
    });
    const exportId = started.body.id as string;
    await new MockActivityEnvironment().run((args: { exportId: string }) => activities.writeExport(args), {
      exportId,
    });
    const file = await vera.get(`/exports/${exportId}/file`);
    expect(file.body).toContain('sam.sales');
    tellsNothing(file);
    expect((await vera.get(`/exports/${exportId}`)).body.rows).toBe(2);
  });

  it('holds for history: names of what is hidden are not told', async () => {
    tellsNothing(await vera.get('/history'));
    tellsNothing(await vera.get(`/history?storeId=${api.home.storeId}&objectId=${id('Research club')}`));
  });

  it('hides the whole of other stores from who may read them', async () => {
    const roles = (await admin.get(`${store()}/roles`)).body.items as { id: string; name: string }[];
    const top = roles.find(({ name }) => name === 'Administrator')?.id ?? '';
    const other = await admin.post('/stores', {
      name: 'Elsewhere',
      kind: 'local',
      settings: { domain: 'elsewhere.example', database: 'embedded' },
    });
    expect(other.status).toBe(201);
    const elsewhere = await api.provider(other.body.id as string);
    expect(elsewhere).toBeDefined();
    const set = (policy: unknown) =>
      admin.send('PATCH', `${store()}/roles/${top}`, { policies: { search: policy } });
    expect((await set({ containerId: null, filter: policyFilter })).status).toBe(200);
    api.advance(61_000);
    expect(
      (await admin.get(`/lists/users?stores=${other.body.id as string}&total=true`)).body.total.count,
    ).toBe(0);
    expect(namesIn(await admin.get('/lists/users'))).toEqual(['sam.sales']);
    expect((await set({ containerId: null, filter: null })).status).toBe(200);
    api.advance(61_000);
    expect(namesIn(await admin.get('/lists/users')).length).toBeGreaterThan(5);
  });
});

describe('the attributes a search policy compares [stores-and-links R5]', () => {
  it('stay indexed, as do those of queries, workflows and sign-in providers; each use is named', async () => {
    const { storeId } = api.home;
    const path = `${store()}/replication/attributes`;
    const { kinds } = (await admin.get(path)).body as {
      kinds: { kind: string; attributes: { name: string }[] }[];
    };
    const without = (name: string) => ({
      kinds: kinds.map(({ kind, attributes }) => ({
        kind,
        attributes: attributes.map((one) => one.name).filter((one) => one !== name),
      })),
    });
    const kept = await admin.post('/queries', {
      ...{ name: 'Boards', isGlobal: false },
      search: { filter: JSON.stringify({ op: 'not', node: sales('department', 'equals', 'Board') }) },
    });
    expect(kept.status, JSON.stringify(kept.body)).toBe(201);
    const workflow = await admin.post(`${store()}/workflows`, {
      ...{ name: 'Of the board', objects: ['group'], event: 'edit', fields: ['displayName'] },
      filters: [{ subject: 'requester', attribute: 'department', test: 'equals', value: 'Board' }],
      approvers: [{ kind: 'object', id: id('mia.manager') }],
    });
    expect(workflow.status, JSON.stringify(workflow.body)).toBe(201);
    const provider = await insertOpenidProvider(api.database.db, {
      ...{ storeId, name: 'Elsewhere', issuer: 'https://id.example', clientId: 'muster', scopes: 'profile' },
      ...{ claim: 'unit', attribute: 'department', trustsSecondFactor: false, enabled: false },
    });
    const refused = await admin.send('PUT', path, without('department'));
    expect([refused.status, refused.body.code]).toEqual([409, 'attribute.in_use']);
    expect(refused.body.errors.map(({ field, message }: any) => `${field} ${message}`)).toEqual([
      'department is used by the query "Boards" of Root Admin',
      'department is used by the search policy of the role "User"',
      'department is used by the workflow "Of the board"',
      'department is used by the sign-in provider "Elsewhere"',
    ]);
    // What nothing uses goes; then no policy can be made of it.
    const taken = await admin.send('PUT', path, without('city'));
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    const roles = (await admin.get(`${store()}/roles`)).body.items as { id: string; name: string }[];
    const everybody = `${store()}/roles/${roles.find(({ name }) => name === 'User')?.id ?? ''}`;
    const byCity = await admin.send('PATCH', everybody, {
      policies: { search: { containerId: null, filter: sales('city', 'equals', 'Berlin') } },
    });
    expect([byCity.status, byCity.body.errors[0].field]).toEqual([422, 'policies/search/filter/attribute']);
    expect((await admin.send('PUT', path, { kinds: null })).status).toBe(200);
    await admin.send('DELETE', `/queries/${kept.body.id as string}`);
    await admin.send('DELETE', `${store()}/workflows/${workflow.body.id as string}`);
    await deleteOpenidProvider(api.database.db, provider.id);
  });

  it('show nothing where the index lacks them all the same, not everything', async () => {
    const { db } = api.database;
    const roles = (await admin.get(`${store()}/roles`)).body.items as { id: string; name: string }[];
    const everybody = `${store()}/roles/${roles.find(({ name }) => name === 'User')?.id ?? ''}`;
    const set = (filter: unknown) =>
      admin.send('PATCH', everybody, { policies: { search: { containerId: null, filter } } });
    const listed = async () => namesIn(await vera.get('/lists/users'));
    expect((await set({ op: 'not', node: sales('department', 'equals', 'Research') })).status).toBe(200);
    api.advance(61_000);
    expect(await listed()).toContain('sam.sales');
    // As an older version let it happen.
    const attributes = { user: ['name', 'displayName'], group: ['name', 'displayName'] };
    await putStoreReplication(db, api.home.storeId, { attributes }, null);
    expect(await listed()).toEqual([]);
    expect((await vera.get(`/objects/${api.home.storeId}/${id('henry.hidden')}`)).status).toBe(404);
    await putStoreReplication(db, api.home.storeId, { attributes: null }, null);
    expect((await set(policyFilter)).status).toBe(200);
    api.advance(61_000);
    expect(await listed()).toEqual(['sam.sales']);
  });
});

describe('a plan under a search policy [users-and-search S1.2] [users-and-search S6.2]', () => {
  const outcome = async (
    path: string,
    body: unknown,
  ): Promise<{ state: string; problem: string; fields: string[]; items: unknown[] }> => {
    const { body: accepted } = await vera.post(`${store()}${path}`, body, { prefer: 'wait=5' });
    const request = await getRequest(api.database.db, accepted.requestId as string);
    const view = await vera.get(`/requests/${accepted.requestId as string}`);
    // Who decides about one's own request is told: the policy leaves requests.
    if (view.body.approvals.length === 0) tellsNothing(view);
    return {
      state: request?.state ?? 'none',
      problem: request?.problem?.message ?? '',
      fields: request?.problem?.fields?.map(({ field }) => field) ?? [],
      items: view.body.plan?.items ?? [],
    };
  };

  it('does not know a group outside of it', async () => {
    const closed = await outcome(`/groups/${id('Research club')}/join`, {});
    const unknown = await outcome(`/groups/${unknownId}/join`, {});
    expect(closed).toEqual(unknown);
    expect(closed.state).toBe('failed');
    expect((await outcome(`/groups/${id('Sales club')}/join`, {})).problem).toBe('');
  });

  it('takes no member and no owner outside of it', async () => {
    for (const who of [id('henry.hidden'), unknownId]) {
      const added = await outcome(`/groups/${id('Knitting')}/members`, { memberIds: [who] });
      expect([added.state, added.fields]).toEqual(['failed', ['memberIds/0']]);
      expect(added.problem.replace(who, 'X')).toContain('There is no such object');
      const made = await outcome('/groups', { name: `Club ${who}`.slice(0, 40), owner: who });
      expect([made.state, made.fields]).toEqual(['failed', ['owner']]);
    }
  });

  it('does not tell whether somebody outside of it is a member', async () => {
    const removed = async (who: string) => {
      const { state, items } = await outcome(`/groups/${id('Knitting')}/members/remove`, {
        memberIds: [who],
      });
      return [state, JSON.stringify(items).replaceAll(who, 'X')];
    };
    expect(await removed(id('henry.hidden'))).toEqual(await removed(unknownId));
  });
});

/** No value without it is hidden, and no other value has it. */
const mark = 'zq7';
const silent = (answer: Answer, about: unknown) => {
  expect(JSON.stringify(answer.body), String(about)).not.toContain(mark);
};
const set = async (role: string, policies: unknown): Promise<Answer> => {
  const roles = (await admin.get(`${store()}/roles`)).body.items as { id: string; name: string }[];
  const one = roles.find(({ name }) => name === role)?.id ?? '';
  return admin.send('PATCH', `${store()}/roles/${one}`, { policies });
};
const write = async (format: 'csv' | 'xlsx'): Promise<string> => {
  const started = await vera.post('/exports', { format, search: { kinds: 'user' } });
  expect(started.status).toBe(202);
  const log = createLogger('test', 'silent');
  const activities = createExportActivities({
    ...api.database,
    index: createPostgresIndex(api.database.db),
    log,
  });
  const exportId = started.body.id as string;
  await new MockActivityEnvironment().run((args: { exportId: string }) => activities.writeExport(args), {
    exportId,
  });
  return exportId;
};
/** What the write of a request leaves in history. */
const remember = (requestId: string, ...attributes: readonly string[]) =>
  api.database.db.transaction((tx) =>
    appendHistory(
      tx,
      api.home.storeId,
      requestId,
      attributes.map((attribute, position) => ({
        ...{ requestId, position, workflowId: 'w', action: 'updateGroup' as const, onBehalfOfId: null },
        ...{ storeId: api.home.storeId, source: 'portal' as const, objectKind: 'group' },
        ...{ actorStoreId: api.home.storeId, actorId: id('vera.viewer'), actorName: 'Vera' },
        ...{ objectId: id('Quiet'), objectName: 'Quiet', operation: 'update' as const, attribute },
        oldValue: attribute === 'displayName' ? 'Loud' : `${mark} before`,
        newValue: attribute === 'displayName' ? 'Quiet' : `${mark} after`,
        valueName: null,
      })),
    ),
  );

/** Asks every route there is, about what bears hidden values. @returns how many answered, without one of them */
async function everyAnswer(
  reader: Client,
  { more = [], ...asked }: { more?: string[]; queryId?: string; exportId: string; requestId: string },
): Promise<{ silent: number }> {
  const { body } = await api.client().get('/openapi.json');
  const named: Readonly<Record<string, string>> = {
    ...{ storeId: api.home.storeId, groupId: id('Quiet'), userId: id('tess'), objectId: id('tess') },
    ...asked,
  };
  const paths = Object.entries(body.paths as Record<string, Record<string, unknown>>).flatMap(
    ([path, item]) => ('get' in item ? [path.replace('/api/v1', '')] : []),
  );
  expect(paths.length).toBeGreaterThan(60);
  const addressed = paths.map((path) =>
    path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => named[name] ?? unknownId),
  );
  const others = [
    ...['groups', 'users', 'members', 'objects'].map((list) => `/filter-attributes?list=${list}`),
    ...['', 'manager', 'members', 'owner'].map((purpose) => `${store()}/find?${query({ purpose })}`),
    `${store()}/objects/${id('Quiet')}`,
    `${store()}/objects/${id('tess')}/groups?nested=true`,
    `/history?storeId=${api.home.storeId}&aboutId=${id('Quiet')}`,
    '/search?counts=true&limit=100',
    '/search/suggestions?text=te',
    '/search/advanced?department=Hush',
    '/lists/groups?relation=owner',
  ];
  let told = 0;
  for (const path of [...addressed, ...others, ...more]) {
    const answer = await reader.get(path);
    expect([path, answer.status >= 500]).toEqual([path, false]);
    silent(answer, path);
    if (answer.status === 200) told += 1;
  }
  return { silent: told };
}

describe('fields a role hides [users-and-search S1.3]', () => {
  const hiddenNames = ['mail', 'phone', 'description', 'manager'];
  let oldExport: string;
  let edit: string;
  let staleEdit: string;
  let sharedQuery: string;

  beforeAll(async () => {
    const whole = { containerId: null, filter: null };
    expect((await set('User', { search: whole })).status).toBe(200);
    api.advance(61_000);
    ids['tess'] = await api.addUser('tess.told', {
      ...{ mail: [`${mark}mail@hush.example`], phone: [`+49 ${mark} 1`], department: ['Hush'] },
      manager: [id('vera.viewer')],
    });
    ids['Quiet'] = await api.addGroup('Quiet', [id('tess')], id('vera.viewer'), {
      ...{ mail: [`${mark}group@hush.example`], description: [`${mark} is what it is about`] },
    });
    // What came before the policy: a change, one that somebody else was quicker with, its history, a file, a query.
    const quiet = `${store()}/groups/${id('Quiet')}`;
    const asked = async (body: unknown) =>
      (await vera.send('PATCH', quiet, body, { prefer: 'wait=5' })).body as { requestId: string };
    edit = (await asked({ description: 'About boats', mail: 'boats@example.org' })).requestId;
    staleEdit = (await asked({ description: 'About ships', seen: { description: 'Something else' } }))
      .requestId;
    expect((await vera.get(`/requests/${edit}`)).body.plan.items).toHaveLength(2);
    expect(JSON.stringify((await vera.get(`/requests/${staleEdit}`)).body)).toContain(mark);
    await remember(edit, 'mail', 'description', 'displayName');
    oldExport = await write('csv');
    expect((await vera.get(`/exports/${oldExport}/file`)).body).toContain(mark);
    const kept = await admin.post('/queries', {
      ...{ name: 'By mail', isGlobal: true },
      search: { filter: JSON.stringify(sales('mail', 'contains', 'hush')) },
    });
    sharedQuery = kept.body.id as string;
    expect((await vera.get(`/queries/${sharedQuery}/results`)).body.items).toHaveLength(2);
    expect((await set('User', { hiddenFields: { names: hiddenNames } })).status).toBe(200);
    api.advance(61_000);
  });

  it('are named by the role, in words of the store, and only such as can be done without', async () => {
    const offered = (await admin.get(`${store()}/hideable-fields`)).body.items as { name: string }[];
    expect(offered.map(({ name }) => name)).toEqual(expect.arrayContaining([...hiddenNames, 'loginName']));
    for (const name of ['displayName', 'name', 'owner', 'member', 'path', 'enabled', 'nonsense']) {
      const { status, body } = await set('Helpdesk', { hiddenFields: { names: ['mail', name] } });
      expect([name, status, body.errors?.[0]?.field]).toEqual([name, 422, 'policies/hiddenFields/names/1']);
      expect(body.errors[0].message).toContain(name);
      expect(offered.map((one) => one.name)).not.toContain(name);
    }
    const { user, group } = (await vera.get('/session')).body.hiddenFields;
    expect([user.toSorted(), group.toSorted()]).toEqual([hiddenNames.toSorted(), hiddenNames.toSorted()]);
    expect((await vera.get(`${store()}/hideable-fields`)).status).toBe(403);
  });

  it('are in no answer of any route, whatever is asked for', async () => {
    const { silent: told } = await everyAnswer(vera, {
      ...{ queryId: sharedQuery, exportId: await write('csv'), requestId: edit },
      more: [`/requests/${staleEdit}`, `/requests/${staleEdit}/events`],
    });
    expect(told).toBeGreaterThan(35);
  });

  it('are null where they were, and everything else is as it was', async () => {
    const tess = (await vera.get(`${store()}/objects/${id('tess')}`)).body;
    expect([tess.displayName, tess.mail, tess.manager]).toEqual(['tess.told', null, null]);
    expect(tess.attributes.map(({ name }: any) => name)).toContain('department');
    const group = (await vera.get(`${store()}/groups/${id('Quiet')}`)).body;
    expect([group.mail, group.description, group.isOwner]).toEqual([null, null, true]);
    // One's own account is read by the same policy; what one signed in by is the session's.
    expect((await vera.get(`${store()}/users/${id('vera.viewer')}`)).body.mail).toBeNull();
    // Others read them still.
    expect((await admin.get(`${store()}/users/${id('tess')}`)).body.mail).toContain(mark);
  });

  it('are neither filter, order nor column: asked for they are answered like a field that does not exist', async () => {
    const withName = (text: string, name: string) => text.replaceAll(name, 'X').replaceAll('nonsense', 'X');
    for (const name of hiddenNames) {
      for (const path of ['/lists/users?', '/search?', '/search/advanced?']) {
        const kind = path === '/search/advanced?' ? { kinds: 'user' } : {};
        const by = (attribute: string) => ({
          filter: JSON.stringify(sales(attribute, 'equals', id('vera.viewer'))),
        });
        for (const make of [by, (one: string) => ({ sort: one }), (one: string) => ({ sort: `-${one}` })]) {
          const [hidden_, none] = [
            await vera.get(`${path}${query({ ...kind, ...make(name) })}`),
            await vera.get(`${path}${query({ ...kind, ...make('nonsense') })}`),
          ];
          expect([path, name, hidden_.status]).toEqual([path, name, 400]);
          expect(withName(JSON.stringify(hidden_.body.errors), name)).toBe(
            withName(JSON.stringify(none.body.errors), name),
          );
        }
      }
      const advanced = await vera.get(`/search/advanced?${query({ attribute: name, value: mark })}`);
      expect([name, advanced.status]).toEqual([name, 400]);
    }
    const fields = (await vera.get('/filter-attributes')).body.items as { list: string; name: string }[];
    const offered = fields.filter(({ list }) => list !== 'history' && list !== 'requests');
    expect(offered.filter(({ name }) => hiddenNames.includes(name))).toEqual([]);
  });

  it('are found by no word: not in lists, search, suggestions, counts or the find dialog', async () => {
    for (const text of [`${mark}mail@hush.example`, mark, `${mark}m`, '*hush', `tess ${mark}`]) {
      for (const path of [
        `/lists/users?${query({ search: text, total: 'true' })}`,
        `/lists/groups?${query({ search: text, total: 'true' })}`,
        `/search?${query({ text, counts: 'true' })}`,
        `/search/suggestions?${query({ text })}`,
        `${store()}/find?${query({ purpose: 'manager', text })}`,
        `${store()}/groups/${id('Quiet')}/members?${query({ search: text, total: 'true' })}`,
      ]) {
        const answer = await vera.get(path);
        expect([path, answer.status, answer.body.items, answer.body.total?.count ?? 0]).toEqual([
          path,
          200,
          [],
          0,
        ]);
        for (const { total } of answer.body.counts ?? []) expect([path, total.count]).toEqual([path, 0]);
      }
    }
    // By its name it is found, with the same letters beside it.
    expect(namesIn(await vera.get('/lists/users?search=tess'))).toEqual(['tess.told']);
    expect(namesIn(await vera.get('/search?text=tess'))).toEqual(['tess.told']);
    expect(namesIn(await admin.get(`/lists/users?search=${mark}`))).toEqual(['tess.told']);
  });

  it('are no part of exports, of lists or in the background, and an older file is not given out', async () => {
    const header = async (address: string) => String((await vera.get(address)).body).split('\n')[0];
    expect(await header(`/exports/${await write('csv')}/file`)).not.toMatch(/Mail|Phone|Description/);
    expect((await vera.get(`/exports/${await write('xlsx')}/file`)).status).toBe(200);
    expect(await header('/lists/users/export')).not.toContain('Mail');
    expect(await header('/lists/groups/export')).not.toMatch(/Mail|Description/);
    const old = await vera.get(`/exports/${oldExport}/file`);
    expect([old.status, old.body.code]).toEqual([409, 'object.state']);
    expect(old.body.detail).toContain('mail');
  });

  it('show in history that they changed, not from what to what, whatever is asked', async () => {
    const about = `storeId=${api.home.storeId}&objectId=${id('Quiet')}`;
    const { items } = (await vera.get(`/history?${about}`)).body as { items: any[] };
    expect(items.map((one) => [one.attribute, one.hidden, one.old, one.new])).toEqual([
      ['displayName', false, 'Loud', 'Quiet'],
      ['description', true, null, null],
      ['mail', true, null, null],
    ]);
    // A hash would say whether a guess is right.
    expect(items.map(({ hash, previousHash }) => hash ?? previousHash)).toEqual([null, null, null]);
    const by = async (filter: unknown) =>
      (await vera.get(`/history?${about}&${query({ filter: JSON.stringify(filter) })}`)).body.items.map(
        ({ attribute }: any) => attribute,
      );
    expect(await by(sales('newValue', 'startsWith', mark))).toEqual([]);
    expect(await by({ op: 'not', node: sales('oldValue', 'startsWith', mark) })).toEqual(['displayName']);
    const seen = (await admin.get(`/history?${about}`)).body.items as any[];
    expect(seen.map(({ new: value, hash }) => [value, typeof hash])).toContainEqual([
      `${mark} after`,
      'string',
    ]);
  });

  it('leave a request what was asked for, without what was there', async () => {
    const { items } = (await vera.get(`/requests/${edit}`)).body.plan;
    expect(items.map((one: any) => [one.attribute, one.old, one.new, one.hidden])).toEqual([
      ['description', null, 'About boats', true],
      ['mail', null, 'boats@example.org', true],
    ]);
    const stale = (await vera.get(`/requests/${staleEdit}`)).body;
    expect(stale.problem).toMatchObject({ code: 'version.stale', message: 'Changed by someone else.' });
    silent(await vera.get('/requests?scope=mine'), 'requests');
  });

  it('are not written: by edit, creation or undo, nor told by what refuses it', async () => {
    const outcome = async (method: string, path: string, body: unknown) => {
      const answer = await vera.send(method, path, body, { prefer: 'wait=5' });
      silent(answer, path);
      return [answer.status, answer.body.code, (answer.body.errors ?? []).map(({ field }: any) => field)];
    };
    const quiet = `${store()}/groups/${id('Quiet')}`;
    const refused = (...fields: string[]) => [403, 'policy.fields', fields];
    expect(await outcome('PATCH', quiet, { mail: 'x@example.org' })).toEqual(refused('mail'));
    // Nor may one try what it holds.
    const guess = { displayName: 'Q', seen: { displayName: 'Quiet', description: 'guess' } };
    expect(await outcome('PATCH', quiet, guess)).toEqual(refused('description'));
    expect(await outcome('PATCH', `${quiet}?dryRun=true`, { description: 'x' })).toEqual(
      refused('description'),
    );
    expect(await outcome('POST', `${store()}/groups`, { name: 'New', mail: 'x@example.org' })).toEqual(
      refused('mail'),
    );
    expect(await outcome('POST', `/requests/${edit}/undo`, {})).toEqual(refused('mail', 'description'));
    expect((await outcome('PATCH', quiet, { displayName: 'Quieter' }))[0]).toBe(200);
    // A plan's hash is of what may be known: with only hidden fields changed it is the same one.
    const provider = await api.provider();
    const change = (attribute: string, old: string, wanted: string) =>
      provider.update?.({ kind: 'group', id: id('Quiet') }, [{ attribute, op: 'set', old, new: wanted }]);
    const hash = async () => (await vera.send('DELETE', `${quiet}?dryRun=true`)).headers['etag'];
    const first = await hash();
    await change('mail', `${mark}group@hush.example`, `${mark}other@hush.example`);
    expect([typeof first, await hash()]).toEqual(['string', first]);
    await change('displayName', 'Quiet', 'Silent');
    expect(await hash()).not.toBe(first);
  });

  it('make a query of somebody else’s refused, naming the condition [users-and-search S4.3]', async () => {
    const view = (await vera.get(`/queries/${sharedQuery}`)).body;
    expect(view.refusal).toBe('It compares mail, which your role hides from you.');
    const run = await vera.get(`/queries/${sharedQuery}/results`);
    expect([run.status, run.body.code]).toEqual([403, 'permission.denied']);
    expect(run.body.detail).toContain('mail');
    const own = await vera.post('/queries', {
      ...{ name: 'Mine', isGlobal: false },
      search: { filter: JSON.stringify(sales('mail', 'present', '')) },
    });
    expect(own.status).toBe(400);
  });

  it('travel with the configuration of the store [access-and-approvals B7]', async () => {
    const { body } = await admin.get(`${store()}/configuration`);
    const role = body.roles?.find(({ name }: any) => name === 'User');
    expect(role?.policies?.hiddenFields).toEqual({ names: hiddenNames });
  });
});

describe('fields with levels [stores-and-links P5]', () => {
  const roleIds: Record<string, string> = {};
  const never = { level: 'never' };
  const related = { level: 'managerAndOwner' };
  const role = (name: string, ...excluded: string[]) => ({
    level: 'role',
    roleId: roleIds[name] ?? '',
    excludeRoles: excluded.map((one) => roleIds[one] ?? ''),
  });
  const of = (kind: string, field: string, visibility: unknown, access: unknown = null) => ({
    ...{ kind, field },
    ...{ visibility, access },
  });
  const put = (...fieldLevels: unknown[]) => admin.send('PATCH', store(), { fieldLevels });
  const level = async (...fieldLevels: unknown[]) => {
    expect((await put(...fieldLevels)).status).toBe(200);
  };
  const quiet = () => `${store()}/groups/${id('Quiet')}`;
  const tess = () => `${store()}/users/${id('tess')}`;
  const everywhere = (visibility: unknown) => [
    ...['mail', 'phone', 'description', 'manager'].map((field) => of('user', field, visibility)),
    ...['mail', 'description'].map((field) => of('group', field, visibility)),
  ];
  let edit: string;
  let before: string;

  beforeAll(async () => {
    const roles = (await admin.get(`${store()}/roles`)).body.items as { id: string; name: string }[];
    for (const { id: roleId, name } of roles) roleIds[name] = roleId;
    expect((await set('User', { hiddenFields: { names: [] } })).status).toBe(200);
    expect((await set('User', { search: { containerId: null, filter: null } })).status).toBe(200);
    api.advance(61_000);
    // Their own: the tests above have changed theirs.
    ids['tess'] = await api.addUser('tina.told', {
      ...{ mail: [`${mark}tina@hush.example`], phone: [`+49 ${mark} 2`], manager: [id('vera.viewer')] },
    });
    ids['Quiet'] = await api.addGroup('Calm', [id('tess')], id('vera.viewer'), {
      ...{ mail: [`${mark}calm@hush.example`], description: [`${mark} of boats`] },
    });
    edit = (await vera.send('PATCH', quiet(), { description: 'Of boats' }, { prefer: 'wait=5' })).body
      .requestId as string;
    await remember(edit, 'description');
    before = await write('csv');
    expect((await vera.get(`/exports/${before}/file`)).body).toContain(mark);
  });

  it('are such as the store has, for roles it has and for whom the object can know', async () => {
    const offered = (await admin.get(`${store()}/levelled-fields`)).body;
    expect(offered.roles.map(({ name }: any) => name)).toEqual(['Administrator', 'Helpdesk', 'User']);
    expect(offered.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'user', name: 'phone', visibility: true, access: false }),
        expect.objectContaining({ kind: 'group', name: 'description', visibility: true, access: true }),
        expect.objectContaining({ kind: 'group', name: 'owner', visibility: false, access: true }),
      ]),
    );
    for (const [wrong, field] of [
      [of('group', 'nonsense', never), 'field'],
      [of('group', 'displayName', never), 'visibility'],
      [of('user', 'title', null, never), 'access'],
      [of('group', 'mail', null, null), 'visibility'],
      [of('group', 'mail', { level: 'self' }), 'visibility/level'],
      [of('group', 'mail', { ...role('User'), roleId: unknownId }), 'visibility/roleId'],
      [of('group', 'mail', null, { ...role('User'), excludeRoles: [unknownId] }), 'access/excludeRoles/0'],
      [of('user', 'phone', never), 'field'],
    ] as const) {
      const { status, body } = await put(of('user', 'phone', never), wrong);
      expect([wrong, status, body.errors?.map((one: any) => one.field)]).toEqual([
        ...[wrong, 422],
        [`fieldLevels/1/${field}`],
      ]);
    }
    expect((await vera.send('PATCH', store(), { fieldLevels: [] })).status).toBe(403);
    expect((await admin.get(store())).body.fieldLevels).toEqual([]);
  });

  it('for nobody are told nobody, by no route', async () => {
    await level(...everywhere(never));
    const exportId = await write('csv');
    for (const reader of [vera, admin]) {
      const { silent: told } = await everyAnswer(reader, { exportId, requestId: edit });
      expect(told).toBeGreaterThan(35);
    }
    const { user, group } = (await vera.get('/session')).body.hiddenFields;
    expect([user, group]).toEqual([
      expect.arrayContaining(['mail', 'phone', 'manager']),
      expect.arrayContaining(['mail', 'description']),
    ]);
    // Neither found by what they hold, nor asked for.
    for (const path of ['/lists/users?', '/lists/groups?', '/search?']) {
      const words = path === '/search?' ? { text: mark } : { search: mark };
      expect([path, (await admin.get(path + query(words))).body.items]).toEqual([path, []]);
      const filter = JSON.stringify(sales('mail', 'startsWith', mark));
      expect([path, (await admin.get(path + query({ filter }))).status]).toEqual([path, 400]);
      expect([path, (await admin.get(`${path}sort=mail`)).status]).toEqual([path, 400]);
    }
    const old = await vera.get(`/exports/${before}/file`);
    expect([old.status, old.body.code, old.body.detail]).toEqual([
      ...[409, 'object.state'],
      expect.stringContaining('mail'),
    ]);
    silent(await vera.get(`/exports/${exportId}/file`), 'the file');
  });

  it('for a role are told it and those above, but those left out', async () => {
    const told = async (reader: Client) => [
      (await reader.get(tess())).body.mail?.includes(mark) ?? false,
      (await reader.get(quiet())).body.mail?.includes(mark) ?? false,
      namesIn(await reader.get(`/search?${query({ text: `${mark}tina@hush.example` })}`)).length > 0,
    ];
    const [all, none] = [
      [true, true, true],
      [false, false, false],
    ];
    await level(...everywhere(role('Helpdesk')));
    expect([await told(vera), await told(admin)]).toEqual([none, all]);
    await level(...everywhere(role('User', 'Administrator')));
    expect([await told(vera), await told(admin)]).toEqual([all, none]);
  });

  it('for owners, managers and oneself are told with the object alone, and to no administrator', async () => {
    await level(
      ...[of('user', 'mail', related), of('user', 'phone', { level: 'self' }), of('group', 'mail', related)],
    );
    const mailsOf = async (reader: Client) => [
      (await reader.get(tess())).body.mail,
      (await reader.get(`${store()}/objects/${id('tess')}`)).body.mail,
      (await reader.get(quiet())).body.mail,
    ];
    const [person, group] = [`${mark}tina@hush.example`, `${mark}calm@hush.example`];
    expect(await mailsOf(vera)).toEqual([person, person, group]);
    expect(await mailsOf(admin)).toEqual([null, null, null]);
    const self = await vera.get(`${store()}/objects/${id('vera.viewer')}`);
    // She has a manager, who is told her mail; she is not.
    expect(self.body.mail).toBeNull();
    for (const path of ['/lists/users', '/lists/groups?relation=owner', `/search?text=${mark}`]) {
      expect([path, JSON.stringify((await vera.get(path)).body).includes('@hush')]).toEqual([path, false]);
    }
    expect((await vera.get(quiet())).body.lockedFields).toEqual([]);
    expect((await admin.get(quiet())).body.lockedFields).toEqual([
      { field: 'mail', hidden: true, reason: 'This is for the owners of the group alone.' },
    ]);
  });

  it('of one kind leave the others as they are', async () => {
    await level(of('group', 'mail', never));
    const found = async (kinds: string) =>
      namesIn(await vera.get(`/search?${query({ kinds, text: `${mark}tina@hush.example` })}`));
    expect(await found('user')).toEqual(['tina.told']);
    const filter = JSON.stringify(sales('mail', 'startsWith', mark));
    expect((await vera.get(`/search?${query({ kinds: 'user', filter })}`)).body.items).not.toHaveLength(0);
    expect((await vera.get(`/search?${query({ kinds: 'user,group', filter })}`)).status).toBe(400);
    expect((await vera.get(tess())).body.mail).toContain(mark);
    expect((await vera.get(quiet())).body.mail).toBeNull();
  });

  it('keep from changing who may not, by edit, creation or undo, and say for whom they are', async () => {
    const outcome = async (who: Client, method: string, path: string, body: unknown) => {
      const answer = await who.send(method, path, body, { prefer: 'wait=5' });
      const errors = (answer.body.errors ?? []) as { field: string; message: string }[];
      return [answer.status, ...errors.map(({ field, message }) => `${field}: ${message}`)];
    };
    const describe_ = (text: string) => ({ description: text });
    await level(of('group', 'description', null, role('Helpdesk')), of('group', 'owner', null, never));
    const refused =
      'description: You cannot change description. This is for Helpdesk and the roles above it; yours is User.';
    expect(await outcome(vera, 'PATCH', quiet(), describe_('x'))).toEqual([403, refused]);
    expect(await outcome(vera, 'PATCH', `${quiet()}?dryRun=true`, describe_('x'))).toEqual([403, refused]);
    expect(await outcome(vera, 'POST', `${store()}/groups`, { name: 'N1', ...describe_('x') })).toEqual([
      ...[403, refused],
    ]);
    expect(await outcome(admin, 'PATCH', quiet(), describe_('by the administrator'))).toEqual([200]);
    expect((await outcome(admin, 'PATCH', quiet(), { owner: null }))[0]).toBe(403);
    const locked = (answer: Answer) => answer.body.lockedFields.map(({ field }: any) => field);
    expect([locked(await vera.get(quiet())), locked(await vera.get('/group-rules'))]).toEqual([
      ['description', 'owner'],
      ['description', 'owner'],
    ]);

    await level(of('group', 'description', null, related));
    expect(await outcome(admin, 'PATCH', quiet(), describe_('x'))).toEqual([
      ...[403, 'description: You cannot change description. This is for the owners of the group alone.'],
    ]);
    expect(await outcome(vera, 'PATCH', quiet(), describe_('by its owner'))).toEqual([200]);
    // Who creates a group owns it, unless somebody else is to.
    const create = (name: string, owner: string) =>
      outcome(vera, 'POST', `${store()}/groups`, { name, owner, ...describe_('x') });
    expect((await create('N2', id('vera.viewer')))[0]).toBe(200);
    expect((await create('N3', id('tess')))[0]).toBe(403);
    const undo = await outcome(admin, 'POST', `/requests/${edit}/undo`, {});
    expect([undo[0], String(undo[1])]).toEqual([403, expect.stringContaining('owners of the group')]);
  });

  it('travel with the configuration, roles by name [access-and-approvals B7]', async () => {
    await level(of('user', 'phone', role('Helpdesk', 'Administrator')), of('group', 'owner', null, never));
    const { body: file } = await admin.get(`${store()}/configuration`);
    const [phone, owner] = file.storeSettings.fieldLevels;
    const named = { level: 'role', role: 'Helpdesk', excludeRoles: ['Administrator'] };
    expect([phone, owner]).toEqual([of('user', 'phone', named), of('group', 'owner', null, never)]);
    await level();
    const bring = (fieldLevels: unknown) =>
      admin.post(`${store()}/configuration`, {
        ...file,
        storeSettings: { ...file.storeSettings, fieldLevels },
      });
    const wrong = await bring([of('user', 'phone', { ...named, role: 'Nobody' })]);
    expect([wrong.status, wrong.body.errors?.[0]?.field]).toEqual([
      ...[422, 'storeSettings/fieldLevels/0/visibility/role'],
    ]);
    expect((await bring(file.storeSettings.fieldLevels)).status).toBe(200);
    expect((await admin.get(store())).body.fieldLevels).toEqual([
      of('user', 'phone', role('Helpdesk', 'Administrator')),
      of('group', 'owner', null, never),
    ]);
    await level();
  });
});
