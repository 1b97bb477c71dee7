import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveChangeSet } from '../../activities/database/repositories/change-sets.ts';
import { savePlannedApprovals, setApproval } from '../../activities/database/repositories/approvals.ts';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { appendHistory } from '../../activities/database/repositories/history.ts';
import { appendEvent, getRequest, setState } from '../../activities/database/repositories/requests.ts';
import { ApiProblem } from '../../api/problem.ts';
import { adminLogin, ApiTest, type Client, userLogin } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let user: Client;
let owner: Client;
let ownerId: string;
let groupId: string;
let storeId: string;

beforeAll(async () => {
  api = await ApiTest.start();
  storeId = api.home.storeId;
  ownerId = await api.addUser('olga.owner');
  groupId = await api.addGroup('Cyclists', [], ownerId);
  [admin, user, owner] = await Promise.all([
    api.signedIn(adminLogin),
    api.signedIn(userLogin),
    api.signedIn('olga.owner'),
  ]);
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.engine.failure = null;
  api.engine.onStart = () => Promise.resolve();
});

const away = () => new ApiProblem('engine.unavailable', 'away', { retryAfterSeconds: 5 });
const join = (client: Client, headers: Record<string, string> = {}, body: unknown = {}) =>
  client.post(`/stores/${storeId}/groups/${groupId}/join`, body, headers);

/** A request that waits for the owner, as the workflow leaves it. */
async function pendingRequest(): Promise<string> {
  const { body } = await join(user, {}, { reason: 'I ride to work' });
  const { db } = api.database;
  await db.transaction((tx) =>
    savePlannedApprovals(tx, body.requestId, [
      {
        rule: 'Join a Group',
        approvers: [{ storeId, id: ownerId, name: 'Olga', mail: null }],
        held: false,
        auto: null,
        definitionId: randomUUID(),
        stage: 1,
      },
    ]),
  );
  await setApproval(db, body.requestId, 1, { state: 'open', openedAt: new Date() });
  await setState(db, body.requestId, 'pending');
  return body.requestId as string;
}

describe('a portal action', () => {
  it('is accepted durably and handed to the engine [stores-and-links 0.3] [groups 0.5]', async () => {
    const answer = await join(user);
    expect(answer).toMatchObject({ status: 202, body: { action: 'joinGroup', state: 'queued' } });
    expect(answer.headers['location']).toBe(answer.body.href);
    expect(api.engine.started).toContain(answer.body.requestId);
    const row = await getRequest(api.database.db, answer.body.requestId);
    expect(row).toMatchObject({ actorId: api.userId, targetId: groupId, input: { groupId } });
    expect(row?.startedAt).not.toBeNull();
  });

  it('is one request for one key, whatever the order of its fields; another body is refused [stores-and-links 0.2]', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const path = `/stores/${storeId}/groups`;
    const first = await user.post(path, { name: 'Runners', description: 'Run' }, key);
    const again = await user.post(path, { description: 'Run', name: 'Runners' }, key);
    expect(again.body.requestId).toBe(first.body.requestId);
    const other = await user.post(path, { name: 'Walkers' }, key);
    expect(other).toMatchObject({
      status: 422,
      body: { code: 'request.key_reused', errors: [{ field: 'idempotency-key' }] },
    });
    const stranger = await owner.post(path, { name: 'Runners', description: 'Run' }, key);
    expect(stranger.body.requestId).not.toBe(first.body.requestId);
  });

  it('is one request when the click comes sixteen times at once', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 16 }, () => join(user, key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.requestId)).size).toBe(1);
  });

  it('is accepted while the engine is away, and started by the sweeper', async () => {
    api.engine.failure = away();
    const { status, body } = await join(user);
    expect(status).toBe(202);
    expect((await getRequest(api.database.db, body.requestId))?.startedAt).toBeNull();
    api.engine.failure = null;
    await expect
      .poll(() => api.engine.started.includes(body.requestId), { timeout: 15_000, interval: 200 })
      .toBe(true);
  });

  it('answers the outcome when asked to wait, by notification', async () => {
    api.engine.onStart = (requestId) => {
      setTimeout(() => {
        void setState(api.database.db, requestId, 'succeeded').then(() =>
          appendEvent(api.database.db, requestId, 'succeeded', 'succeeded'),
        );
      }, 150);
      return Promise.resolve();
    };
    const begin = performance.now();
    const answer = await join(user, { prefer: 'respond-async, wait=10' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(answer.headers['preference-applied']).toBe('wait=10');
    expect(performance.now() - begin).toBeLessThan(800);
  });

  it('answers 202 when the wait ends first or somebody must approve', async () => {
    expect(await join(user, { prefer: 'wait=1' })).toMatchObject({ status: 202, body: { state: 'queued' } });
    api.endActions('pending');
    expect(await join(user, { prefer: 'wait=20' })).toMatchObject({
      status: 202,
      body: { state: 'pending' },
    });
  });

  it('answers the problem it ended with', async () => {
    api.engine.onStart = async (requestId) => {
      await setState(api.database.db, requestId, 'failed', {
        problem: { code: 'group.private', message: 'This group is private.' },
      });
    };
    const answer = await join(user, { prefer: 'wait=5' });
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'group.private', requestId: expect.any(String) },
    });
  });

  it('answers the plan of a dry run and nothing else [stores-and-links 0.2]', async () => {
    const shown = {
      store: 'Head office',
      object: groupId,
      objectName: 'Cyclists',
      operation: 'addValue' as const,
      attribute: 'member',
      old: null,
      new: api.userId,
      valueName: 'Uwe',
      skippedReason: null,
    };
    api.engine.onStart = async (requestId) => {
      await saveChangeSet(api.database.db, requestId, {
        changes: [],
        items: [{ ...shown, change: 0 }],
        warnings: [],
      });
      await setState(api.database.db, requestId, 'succeeded');
    };
    expect(await user.post(`/stores/${storeId}/groups/${groupId}/join?dryRun=true`)).toMatchObject({
      status: 200,
      body: { items: [shown], warnings: [] },
    });
  });

  it('checks the limits of each field [groups 1.8]', async () => {
    for (const [field, value] of [
      ['name', ''],
      ['name', 'x'.repeat(65)],
      ['accountName', 'x'.repeat(257)],
      ['description', 'x'.repeat(1025)],
      ['mail', 'no address'],
      ['scope', 'galactic'],
      ['securityType', 'secret'],
      ['members', ['a', 'a']],
      ['userAccountControl', 512],
    ] as const) {
      const answer = await user.post(`/stores/${storeId}/groups`, { name: 'Fine', [field]: value });
      expect([field, answer.status, answer.body.errors[0].field]).toEqual([
        field,
        422,
        expect.stringMatching(new RegExp(`^${field}`)),
      ]);
    }
  });

  it('takes names with every awkward character', async () => {
    for (const name of [' a', 'a,b+c"d\\e*f(g)#h', 'Ümläut', '🚲🚲', 'x'.repeat(64)]) {
      expect((await user.post(`/stores/${storeId}/groups`, { name })).status).toBe(202);
    }
  });

  it('acts in the store of the sign-in only', async () => {
    const { body } = await admin.post('/stores', {
      name: 'Elsewhere',
      kind: 'local',
      settings: { domain: 'else.example.org' },
    });
    const answer = await admin.post(`/stores/${body.id}/groups`, { name: 'Foreign' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
  });
});

describe('requests', () => {
  it('are seen by requester, approvers and holders of Manage All Requests, by nobody else [access-and-approvals Q2]', async () => {
    await api.addUser('sam.stranger');
    const stranger = await api.signedIn('sam.stranger');
    const id = await pendingRequest();
    for (const client of [user, owner, admin]) {
      expect((await client.get(`/requests/${id}`)).body).toMatchObject({
        id,
        state: 'pending',
        reason: 'I ride to work',
        approvals: [{ step: 1, state: 'open', approvers: [{ id: ownerId }] }],
      });
    }
    for (const path of ['', '/events'])
      expect((await stranger.get(`/requests/${id}${path}`)).status).toBe(404);
    for (const act of ['approve', 'withdraw', 'undo']) {
      expect((await stranger.post(`/requests/${id}/${act}`)).status).toBe(404);
    }
    const listed = async (client: Client, scope: string) =>
      (await client.get(`/requests?scope=${scope}&state=pending`)).body.items.map((item: any) => item.id);
    expect(await listed(user, 'mine')).toContain(id);
    expect(await listed(owner, 'inbox')).toContain(id);
    expect(await listed(owner, 'mine')).not.toContain(id);
    expect(await listed(admin, 'all')).toContain(id);
    expect(await listed(stranger, 'inbox')).toEqual([]);
    expect((await user.get('/requests?scope=all')).status).toBe(403);
  });

  it('are listed page by page, each once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await user.get(`/requests?limit=3${cursor}`);
      seen.push(...body.items.map((item: any) => item.id));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(6);
    expect((await user.get('/requests?cursor=nonsense')).body.errors[0].field).toBe('cursor');
  });

  it('are decided by their approvers; the reason of a denial is required [access-and-approvals Q3]', async () => {
    const id = await pendingRequest();
    expect((await user.post(`/requests/${id}/approve`)).status).toBe(403);
    expect((await owner.post(`/requests/${id}/deny`, {})).body.errors[0].field).toBe('reason');
    expect((await owner.post(`/requests/${id}/deny`, { reason: '   ' })).status).toBe(422);
    expect((await owner.post(`/requests/${id}/deny`, { reason: 'x'.repeat(501) })).status).toBe(422);
    expect((await owner.post(`/requests/${id}/approve`, { comment: 'Welcome' })).status).toBe(200);
    const { decisionId } = api.engine.decided.find(({ requestId }) => requestId === id) ?? {};
    const { rows } = await api.database.pool.query('select * from decisions where id = $1', [decisionId]);
    expect(rows[0]).toMatchObject({ decider_id: ownerId, decided_as: 'approver', comment: 'Welcome' });
  });

  it('pass on what the engine refuses [access-and-approvals Q1]', async () => {
    const id = await pendingRequest();
    api.engine.failure = new ApiProblem('request.decided', 'Decided already.');
    expect(await admin.post(`/requests/${id}/deny`, { reason: 'No' })).toMatchObject({
      status: 409,
      body: { code: 'request.decided' },
    });
    api.engine.failure = away();
    const unavailable = await owner.post(`/requests/${id}/approve`);
    expect(unavailable).toMatchObject({ status: 503, body: { code: 'engine.unavailable' } });
    expect(unavailable.headers['retry-after']).toBe('5');
  });

  it('are withdrawn by the requester only, and not after their end [access-and-approvals Q5]', async () => {
    const id = await pendingRequest();
    expect((await owner.post(`/requests/${id}/withdraw`)).status).toBe(403);
    expect((await user.post(`/requests/${id}/withdraw`)).status).toBe(200);
    await setState(api.database.db, id, 'cancelled');
    expect((await user.post(`/requests/${id}/withdraw`)).body.code).toBe('request.decided');
    expect((await owner.post(`/requests/${id}/approve`)).body.code).toBe('request.decided');
  });

  it('tell their progress as events, resume after the last one seen, and end', async () => {
    const { body } = await join(user);
    const { db } = api.database;
    await appendEvent(db, body.requestId, 'planned', 'planned');
    setTimeout(() => {
      void setState(db, body.requestId, 'succeeded').then(() =>
        appendEvent(db, body.requestId, 'succeeded', 'succeeded'),
      );
    }, 200);
    const all = await user.get(`/requests/${body.requestId}/events`);
    expect(String(all.headers['content-type'])).toContain('text/event-stream');
    const kinds = [...String(all.body).matchAll(/^event: (\w+)$/gm)].map(([, kind]) => kind);
    expect(kinds.slice(0, 2)).toEqual(['accepted', 'planned']);
    const ids = [...String(all.body).matchAll(/^id: (\d+)$/gm)].map(([, id]) => id);
    const rest = await user.get(`/requests/${body.requestId}/events`, { 'last-event-id': ids[0] ?? '' });
    expect(rest.body).not.toContain('event: accepted');
    expect(rest.body).toContain('event: planned');
  });
});

describe('an open event stream [access-and-approvals A6]', () => {
  /** A stream that has told what was there; what is told next is for whoever still may read. */
  async function watching(client: Client, requestId: string) {
    const response = await api.app.inject({
      method: 'GET',
      url: `/api/v1/requests/${requestId}/events`,
      headers: { cookie: client.cookie },
      payloadAsStream: true,
    });
    let text = '';
    const ended = (async () => {
      for await (const chunk of response.stream()) text += String(chunk);
    })();
    await vi.waitFor(() => {
      expect(text).toContain('event: accepted');
    });
    return {
      /** A line of progress; the stream goes on when it was told. */
      tell: async (key: string): Promise<'told' | 'ended'> => {
        await appendEvent(api.database.db, requestId, 'planned', key, { key });
        const told = vi.waitFor(() => {
          expect(text).toContain(`"key":"${key}"`);
        }, 5000);
        return Promise.race([told.then(() => 'told' as const), ended.then(() => 'ended' as const)]);
      },
    };
  }
  const dueForReview = () => {
    api.advance(46_000);
  };

  it('ends for whoever is no approver any more, at the next news, and tells them nothing', async () => {
    const id = await pendingRequest();
    const stream = await watching(owner, id);
    expect(await stream.tell('first')).toBe('told');
    const asked = await api.database.pool.query(
      'delete from approval_approvers where request_id = $1 and approver_id = $2',
      [id, ownerId],
    );
    expect(asked.rowCount).toBe(1);
    expect(await stream.tell('second')).toBe('ended');
    // They are still signed in.
    expect((await owner.get('/session')).status).toBe(200);
  });

  it('ends within a minute for a disabled account, a lost role and a lost permission, though nothing else is asked', async () => {
    const roles = (change: string) =>
      api.database.pool.query(`update roles set ${change} where store_id = $1 and name = 'User'`, [storeId]);
    const endsBy = async (login: string, take: () => Promise<unknown>, give: () => Promise<unknown>) => {
      const client = await api.signedIn(login);
      const id = (await join(client)).body.requestId as string;
      const stream = await watching(client, id);
      expect(await stream.tell('first')).toBe('told');
      await take();
      dueForReview();
      expect(await stream.tell('second')).toBe('ended');
      await give();
      // The session is over, not only the stream.
      expect((await client.get('/session')).status).toBe(401);
    };
    const disabled = await api.addUser('dis.abled');
    const directory = await api.provider();
    await endsBy(
      'dis.abled',
      async () => directory.setEnabled?.({ kind: 'user', id: disabled }, false),
      () => Promise.resolve(),
    );
    await api.addUser('role.less');
    await endsBy(
      'role.less',
      () => roles('enabled = false'),
      () => roles('enabled = true'),
    );
    const id = await pendingRequest();
    const stream = await watching(admin, id);
    expect(await stream.tell('first')).toBe('told');
    const administrators = (change: string) =>
      api.database.pool.query(
        `update roles set permissions = permissions ${change} where store_id = $1 and name = 'Administrator'`,
        [storeId],
      );
    await administrators(`- 'Manage All Requests'`);
    dueForReview();
    expect(await stream.tell('second')).toBe('ended');
    await administrators(`|| '["Manage All Requests"]'`);
    api.advance(61_000);
    expect((await admin.get('/session')).status).toBe(200);
  });
});

describe('groups and history', () => {
  it('list groups by folded search, page by page', async () => {
    for (const name of ['Ärzte Süd', 'Aerzte Nord', 'Ärzte West']) await api.addGroup(name, []);
    const found = await user.get(`/stores/${storeId}/groups?search=arzte`);
    expect(found.body.items.map(({ name }: any) => name)).toEqual(['Ärzte Süd', 'Ärzte West']);
    const first = await user.get(`/stores/${storeId}/groups?limit=2`);
    const next = await user.get(`/stores/${storeId}/groups?limit=2&cursor=${first.body.nextCursor}`);
    expect(first.body.items[1].id).not.toBe(next.body.items[0].id);
    expect((await user.get(`/stores/${storeId}/users?search=owner`)).body.items).toMatchObject([
      { id: ownerId },
    ]);
  });

  it('hide private groups from all but members, owners and Manage Any Group [groups 4.1]', async () => {
    const memberId = await api.addUser('mia.member');
    const secret = await api.addGroup('Secret', [memberId], ownerId);
    await applySettings(api.database.db, storeId, secret, { securityType: { old: null, new: 'private' } });
    const member = await api.signedIn('mia.member');
    const sees = async (client: Client) => {
      const list = await client.get(`/stores/${storeId}/groups?search=secret`);
      const one = await client.get(`/stores/${storeId}/groups/${secret}`);
      const members = await client.get(`/stores/${storeId}/groups/${secret}/members`);
      return [list.body.items.length, one.status, members.status];
    };
    expect(await sees(user)).toEqual([0, 404, 404]);
    for (const client of [member, owner, admin]) expect(await sees(client)).toEqual([1, 200, 200]);
    const view = await owner.get(`/stores/${storeId}/groups/${secret}`);
    expect(view.body).toMatchObject({
      isOwner: true,
      isMember: false,
      memberCount: 1,
      owner: { id: ownerId },
    });
  });

  it('show another store to administrators of stores only', async () => {
    const { body } = await admin.post('/stores', {
      name: 'Faraway',
      kind: 'local',
      settings: { domain: 'far.example.org' },
    });
    expect((await user.get(`/stores/${body.id}/groups`)).status).toBe(404);
    expect((await admin.get(`/stores/${body.id}/groups`)).status).toBe(200);
  });

  it('show history of own acts and own groups; all of it to administrators', async () => {
    const requestId = randomUUID();
    await api.database.db.transaction((tx) =>
      appendHistory(tx, storeId, requestId, [
        {
          storeId,
          requestId,
          position: 0,
          workflowId: `request:${requestId}`,
          action: 'addMembers',
          actorStoreId: storeId,
          actorId: api.home.userId,
          actorName: 'Root Admin',
          onBehalfOfId: null,
          source: 'portal',
          objectKind: 'group',
          objectId: groupId,
          objectName: 'Cyclists',
          operation: 'addValue',
          attribute: 'member',
          oldValue: null,
          newValue: 'someone',
          valueName: 'Someone',
        },
      ]),
    );
    const entries = async (client: Client) =>
      (await client.get(`/history?objectId=${groupId}`)).body.items.map((entry: any) => entry.requestId);
    expect(await entries(admin)).toEqual([requestId]);
    expect(await entries(owner)).toEqual([requestId]);
    expect(await entries(user)).toEqual([]);
  });

  it('are filtered by the same trees as lists of the directory, within what one may see [users-and-search S4.1]', async () => {
    const id = await pendingRequest();
    await setState(api.database.db, id, 'pending', { targetName: '50% Cyclists_' });
    const compare = (attribute: string, test: string, value: string) => ({
      op: 'compare',
      attribute,
      test,
      value,
    });
    const asked = (client: Client, path: string, filter: object) =>
      client.get(
        `${path}${path.includes('?') ? '&' : '?'}filter=${encodeURIComponent(JSON.stringify(filter))}`,
      );
    const object = (test: string, value: string) => compare('targetName', test, value);
    const state = compare('state', 'equals', 'pending');
    for (const [filter, found] of [
      [{ op: 'and', nodes: [object('contains', 'CYCLISTS'), state] }, true],
      [object('startsWith', '50%'), true],
      [object('startsWith', '5%C'), false],
      [object('endsWith', 'cyclists_'), true],
      [object('endsWith', 'cyclist__'), false],
      [object('equals', '50% cyclists_'), true],
      [{ op: 'not', node: object('contains', 'cyclists') }, false],
      [{ op: 'not', node: { op: 'compare', attribute: 'targetName', test: 'present' } }, false],
      [{ op: 'or', nodes: [compare('action', 'equals', 'deleteGroup'), state] }, true],
      [compare('actorName', 'contains', 'nobody of that name'), false],
    ] as const) {
      const { body } = await asked(user, '/requests', filter);
      expect([filter, body.items.some((item: any) => item.id === id)]).toEqual([filter, found]);
    }
    expect((await asked(owner, '/requests', state)).body.items).toEqual([]);

    const added = {
      op: 'and',
      nodes: [compare('valueName', 'equals', 'someone'), compare('operation', 'equals', 'addValue')],
    };
    expect((await asked(admin, '/history', added)).body.items).toMatchObject([{ valueName: 'Someone' }]);
    expect((await asked(admin, '/history', { op: 'not', node: added })).body.items).toEqual([]);
    expect((await asked(user, '/history', added)).body.items).toEqual([]);

    for (const [path, filter, field] of [
      ['/requests', compare('input', 'equals', 'x'), 'filter/attribute'],
      ['/requests', compare('state', 'equals', 'forgotten'), 'filter/value'],
      ['/history', compare('hash', 'equals', 'x'), 'filter/attribute'],
    ] as const)
      expect(await asked(admin, path, filter)).toMatchObject({
        status: 400,
        body: { code: 'filter.invalid', errors: [{ field }] },
      });
    const { body } = await admin.get('/filter-attributes?list=history');
    expect(body.items.map(({ name }: any) => name)).toContain('newValue');
  });
});
