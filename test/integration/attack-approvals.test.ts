/**
 * Somebody who wants their own request approved, or more rights than they were given. What stands elsewhere: sessions
 * that were planted, CSRF, guessing and wildcards at sign-in (api-sign-in, factors, provider-suite), what a search policy
 * hides (search-policy), `__proto__` (api-routes, factors), leading to another site (openid).
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApproval, recordDecision } from '../../activities/change/approvals.ts';
import { savePlannedApprovals } from '../../activities/database/repositories/approvals.ts';
import { setMembers } from '../../activities/database/repositories/directory-index.ts';
import { isOwnPath } from '../../workflows/contracts/own-path.ts';
import { adminLogin, type Answer, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let storeId: string;
let olgaId: string;
let eveId: string;
let groupId: string;
let rolesPath: string;

beforeAll(async () => {
  api = await ApiTest.start();
  storeId = api.home.storeId;
  rolesPath = `/stores/${storeId}/roles`;
  [olgaId, eveId] = [await api.addUser('olga.owner'), await api.addUser('eve.evil')];
  groupId = await api.addGroup('Cyclists', [], olgaId);
  admin = await api.signedIn(adminLogin);
});
afterAll(() => api[Symbol.asyncDispose]());

type Sender = Pick<Client, 'send'>;
const by = (secret: string): Sender => ({
  send: (method, path, body) => api.client().send(method, path, body, { authorization: `Bearer ${secret}` }),
});
const join = (client: Sender, group = groupId): Promise<Answer> =>
  client.send('POST', `/stores/${storeId}/groups/${group}/join`, {});
const approve = (client: Sender, requestId: string): Promise<Answer> =>
  client.send('POST', `/requests/${requestId}/approve`, {});

/** A request that waits for somebody, as the workflow leaves it. */
async function waiting(asked: Answer, approverId: string): Promise<string> {
  const requestId = asked.body.requestId as string;
  const { db } = api.database;
  const approvers = [{ storeId, id: approverId, name: 'Approver', mail: null }];
  await db.transaction((tx) =>
    savePlannedApprovals(tx, requestId, [
      { rule: 'Join a Group', approvers, held: false, auto: null, definitionId: randomUUID(), stage: 1 },
    ]),
  );
  await openApproval({ db })({ requestId, step: 1 });
  return requestId;
}

const token = async (client: Client, scopes: readonly string[]): Promise<string> =>
  (await client.post('/api-tokens', { name: 'Own', scopes, days: 1 })).body.secret as string;
const refused = { status: 403, body: { code: 'permission.denied' } };
const days = (count: number): string => new Date(Date.now() + count * 24 * 3_600_000).toISOString();

/** Somebody who may manage all requests, in a role of their own. */
async function deciders(name: string, priority: number, members: readonly string[]): Promise<string> {
  const group = await api.addGroup(name, members);
  const { status, body } = await admin.post(rolesPath, {
    ...{ name, priority, criteriaGroupId: group },
    permissions: ['Manage All Requests', 'Manage My Groups'],
  });
  expect(status).toBe(201);
  return body.id as string;
}

describe('one’s own request is approved by nobody who is oneself [access-and-approvals W8] [access-and-approvals Q3]', () => {
  it('not in a second session, and not by Manage All Requests', async () => {
    await deciders('First deciders', 5, [eveId]);
    const [first, second] = [await api.signedIn('eve.evil'), await api.signedIn('eve.evil')];
    const requestId = await waiting(await join(first), olgaId);
    for (const client of [first, second]) expect(await approve(client, requestId)).toMatchObject(refused);
    expect(api.engine.decided.filter((one) => one.requestId === requestId)).toEqual([]);
  });

  it('not by an API token of one’s own [access-and-approvals B3]', async () => {
    const eve = await api.signedIn('eve.evil');
    const own = by(await token(eve, ['Manage All Requests']));
    expect(await approve(own, await waiting(await join(eve), olgaId))).toMatchObject(refused);
    // Nor the other way about: asked by the token, approved in the browser.
    expect(await approve(eve, await waiting(await join(own), olgaId))).toMatchObject(refused);
  });

  it('not by a token that one made for the account of a program, in either direction [access-and-approvals B3]', async () => {
    const robotId = await api.addUser('svc.robot');
    await deciders('Robots', 6, [robotId]);
    const body = { ownerId: robotId, name: 'Robot', scopes: ['Manage All Requests'], days: 1 };
    const { secret } = (await admin.post(`/stores/${storeId}/tokens`, body)).body;
    const robot = by(secret as string);
    expect(await approve(robot, await waiting(await join(admin), olgaId))).toMatchObject(refused);
    expect(await approve(admin, await waiting(await join(robot), olgaId))).toMatchObject(refused);
    // What others asked for it decides.
    const others = await waiting(await join(await api.signedIn(userLogin)), olgaId);
    expect((await approve(robot, others)).status).toBe(200);
  });

  it('not by delegation: neither as the delegate nor by a token of the delegate [access-and-approvals B1]', async () => {
    const olga = await api.signedIn('olga.owner');
    const user = await api.signedIn(userLogin);
    const handed = await olga.post('/delegations', { delegateId: api.userId, endsAt: days(1) });
    expect(handed.status).toBe(201);
    const requestId = await waiting(await join(user), olgaId);
    expect(await approve(user, requestId)).toMatchObject(refused);
    // Past the API, with a row in its own words, the workflow's step refuses it as well.
    const decisionId = randomUUID();
    await api.database.pool.query(
      `insert into decisions (id, request_id, step, decision, decider_store_id, decider_id, decider_name, decided_as,
         on_behalf_of_id, on_behalf_of_name) values ($1, $2, 1, 'approve', $3, $4, 'uwe', 'delegate', $5, 'olga')`,
      [decisionId, requestId, storeId, api.userId, olgaId],
    );
    await expect(
      recordDecision({ db: api.database.db })({ requestId, step: 1, decisionId, decision: 'approve' }),
    ).rejects.toMatchObject({ code: 'permission.denied' });
    // A program never stands in for somebody.
    const others = await waiting(await join(await api.signedIn('eve.evil')), olgaId);
    const program = by(await token(user, ['Create Static Group']));
    expect((await approve(program, others)).status).toBe(403);
    expect((await program.send('GET', `/requests/${others}`)).status).toBe(404);
    expect((await approve(user, others)).status).toBe(200);
    await api.database.pool.query('delete from delegations');
  });

  it('not with a decision that was not taken in Muster', async () => {
    const requestId = await waiting(await join(await api.signedIn('eve.evil')), olgaId);
    await expect(
      recordDecision({ db: api.database.db })({
        requestId,
        step: 1,
        decisionId: unknownId,
        decision: 'approve',
      }),
    ).rejects.toMatchObject({ code: 'permission.denied' });
  });
});

describe('a role that is lost decides nothing any more, at once [access-and-approvals A6] [access-and-approvals Q3]', () => {
  it('in a session that still believes in it, and by a token', async () => {
    const maxId = await api.addUser('max.manager');
    const roleId = await deciders('Second deciders', 7, [maxId]);
    const max = await api.signedIn('max.manager');
    const program = by(await token(max, ['Manage All Requests']));
    const user = await api.signedIn(userLogin);
    const [one, two, three] = [
      await waiting(await join(user), olgaId),
      await waiting(await join(user), olgaId),
      await waiting(await join(user), olgaId),
    ];
    expect((await approve(max, one)).status).toBe(200);
    await admin.send('PATCH', `${rolesPath}/${roleId}`, { enabled: false });
    // No minute has passed; neither has seen the request as somebody who is asked.
    expect((await approve(max, two)).status).toBe(404);
    expect((await approve(program, three)).status).toBe(403);
  });

  it('nor does an account that was disabled this moment', async () => {
    const noraId = await api.addUser('nora.next');
    const requestId = await waiting(await join(await api.signedIn(userLogin)), noraId);
    const nora = await api.signedIn('nora.next');
    expect((await nora.get(`/requests/${requestId}`)).body.mayDecide).toBe(true);
    const provider = await api.provider();
    await provider.setEnabled?.({ kind: 'user', id: noraId }, false);
    expect(await approve(nora, requestId)).toMatchObject({ status: 401, body: { code: 'session.missing' } });
  });
});

describe('joining the group of a role raises nobody while it waits [access-and-approvals O2] [groups 4.1]', () => {
  it('the role is what the directory says, and the join is decided by somebody else', async () => {
    const chiefs = await api.addGroup('Chiefs', [], olgaId);
    const role = await admin.post(rolesPath, {
      ...{ name: 'Chief', priority: 2, criteriaGroupId: chiefs },
      permissions: ['Manage All Requests', 'Manage Any Group', 'Manage My Groups'],
    });
    expect(role.status).toBe(201);
    const miaId = await api.addUser('mia.more');
    const mia = await api.signedIn('mia.more');
    const requestId = await waiting(await join(mia, chiefs), olgaId);
    api.advance(61_000);
    expect((await mia.get('/session')).body.role.name).toBe('User');
    expect((await (await api.signedIn('mia.more')).get('/session')).body.role.name).toBe('User');
    expect(await approve(mia, requestId)).toMatchObject(refused);
    // A token made now stays within what its maker may now, whatever the join brings.
    const early = by(await token(await api.signedIn('mia.more'), ['Create Static Group']));
    expect(
      (await mia.post('/api-tokens', { name: 'Chief', scopes: ['Manage Any Group'], days: 1 })).status,
    ).toBe(422);
    // The index says so first: what counts is the directory.
    await setMembers(api.database.db, storeId, chiefs, { add: [miaId], remove: [] });
    api.advance(61_000);
    expect((await mia.get('/session')).body.role.name).toBe('User');
    expect(await approve(mia, requestId)).toMatchObject(refused);
    const provider = await api.provider();
    const [group] = await provider.read([{ kind: 'group', id: chiefs }]);
    const delta = [{ attribute: 'member', op: 'values' as const, add: [miaId], remove: [] }];
    await provider.update?.(group ?? { kind: 'group', id: chiefs }, delta);
    api.advance(61_000);
    expect((await mia.get('/session')).body.role.name).toBe('Chief');
    // Even then it is one's own request, and an old token is what it was.
    expect(await approve(mia, requestId)).toMatchObject(refused);
    expect((await early.send('GET', '/requests?scope=all')).status).toBe(403);
  });
});

describe('what a search policy hides [access-and-approvals Y4]', () => {
  it('is hidden from a token of the same person, by id, list, count, suggestion and history', async () => {
    const henryId = await api.addUser('henry.hidden', { department: ['Research'] });
    const veraId = await api.addUser('vera.viewer', { department: ['Sales'] });
    const group = await api.addGroup('Viewers', [veraId]);
    const filter = { op: 'compare', attribute: 'department', test: 'equals', value: 'Sales' };
    const role = await admin.post(rolesPath, {
      ...{ name: 'Viewer', priority: 8, criteriaGroupId: group, permissions: ['Create Static Group'] },
      policies: { search: { containerId: null, filter } },
    });
    expect(role.status).toBe(201);
    // The role User finds the whole store; it is not one of hers any more.
    const everybody = (await admin.get(rolesPath)).body.items.find(({ name }: any) => name === 'User');
    await admin.send('PATCH', `${rolesPath}/${everybody.id as string}`, { enabled: false });
    const vera = await api.signedIn('vera.viewer');
    const program = by(await token(vera, ['Create Static Group']));
    for (const path of [`/stores/${storeId}/users/${henryId}`, `/stores/${storeId}/objects/${henryId}`]) {
      const answer = await program.send('GET', path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(JSON.stringify(answer.body)).not.toContain('henry');
      expect([path, (await admin.get(path)).status]).toEqual([path, 200]);
    }
    for (const path of ['/lists/users?search=henry&total=true', '/search/suggestions?text=henry']) {
      const told = async (client: Sender) => JSON.stringify((await client.send('GET', path)).body);
      expect([path, await told(admin)]).toEqual([path, expect.stringContaining('henry.hidden')]);
      expect([path, await told(program)]).toEqual([path, expect.not.stringContaining('henry.hidden')]);
    }
    // Nor can he be handed what waits for her, which would tell that he exists.
    const hand = (delegateId: string) => vera.post('/delegations', { delegateId, endsAt: days(1) });
    const [hidden, unknown] = [await hand(henryId), await hand(unknownId)];
    expect(hidden).toMatchObject({ status: 404 });
    expect({ ...hidden.body, traceId: '' }).toEqual({ ...unknown.body, traceId: '' });
    await admin.send('PATCH', `${rolesPath}/${everybody.id as string}`, { enabled: true });
  });
});

describe('the page after a sign-in', () => {
  it('is one of these', () => {
    for (const to of [
      ...['https://evil.example/', '//evil.example', '/\\evil.example', '\\/evil', 'javascript:alert(1)'],
      ...['/\t/evil.example', '/\n/evil.example', '\t//evil.example', ' //evil.example', '/a\\..\\evil', ''],
    ]) {
      expect([to, isOwnPath(to)]).toEqual([to, false]);
    }
    for (const to of ['/', '/requests/1?tab=plan#top', '/groups/a/ä', '/search?q=https://example.org']) {
      expect([to, isOwnPath(to)]).toEqual([to, true]);
    }
  });
});

describe('JSON with __proto__ and constructor', () => {
  it('names no field of tokens and delegations, and changes nobody’s permissions', async () => {
    const user = await api.signedIn(userLogin);
    const raw = (path: string, text: string) => user.send('POST', path, text);
    const token = '{"name":"x","scopes":[],"days":1,';
    for (const extra of [
      '"__proto__":{"scopes":["Manage Any Group"]}}',
      '"constructor":{"prototype":{"kind":"service"}}}',
    ]) {
      for (const path of ['/api-tokens', '/delegations']) {
        const { status } = await raw(path, token + extra);
        expect([path, status >= 400 && status < 500]).toEqual([path, true]);
      }
    }
    expect((await user.get('/session')).body.permissions).not.toContain('Manage Any Group');
    expect(Object.keys({}.constructor.prototype as object)).toEqual([]);
  });
});
