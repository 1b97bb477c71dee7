/** Requests in numbers: deciding several, finding them again, rerouting, letting old ones go. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rerouteApproval } from '../../activities/change/reroute.ts';
import {
  listApprovers,
  savePlannedApprovals,
  setApproval,
} from '../../activities/database/repositories/approvals.ts';
import { putApprovalSettings } from '../../activities/database/repositories/approval-workflows.ts';
import { setState } from '../../activities/database/repositories/requests.ts';
import { defaultApprovalSettings } from '../../workflows/contracts/approvals.ts';
import type { FinalState } from '../../workflows/contracts/requests.ts';
import { adminLogin, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let user: Client;
let owner: Client;
let storeId: string;
const ids = new Map<string, string>();
const id = (name: string): string => ids.get(name) ?? '';

beforeAll(async () => {
  api = await ApiTest.start();
  storeId = api.home.storeId;
  const add = async (name: string, extra = {}) => {
    ids.set(name, await api.addUser(name, { mail: [`${name}@example.org`], ...extra }));
  };
  await add('mara.manager');
  await add('sven.second');
  await add('olga.owner', { manager: [id('mara.manager')] });
  ids.set(userLogin, api.userId);
  [admin, user, owner] = await Promise.all([
    api.signedIn(adminLogin),
    api.signedIn(userLogin),
    api.signedIn('olga.owner'),
  ]);
});
afterAll(() => api[Symbol.asyncDispose]());

const db = () => api.database.db;
const rows = async (text: string, values: unknown[] = []): Promise<any[]> =>
  (await api.database.pool.query(text, values)).rows;

let groups = 0;
/** A request that waits for these people, as the workflow leaves it. */
async function pending(
  options: { by?: Client; approvers?: readonly string[]; reason?: string; group?: string } = {},
): Promise<string> {
  groups += 1;
  const group = await api.addGroup(options.group ?? `Group ${String(groups)}`, []);
  const { body } = await (options.by ?? user).post(`/stores/${storeId}/groups/${group}/join`, {
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  });
  const approvers = (options.approvers ?? ['olga.owner']).map((name) => ({
    storeId,
    id: id(name),
    name,
    mail: `${name}@example.org`,
  }));
  await db().transaction((tx) =>
    savePlannedApprovals(tx, body.requestId, [
      { rule: 'Join a Group', approvers, held: false, auto: null, definitionId: randomUUID(), stage: 1 },
    ]),
  );
  await setApproval(db(), body.requestId, 1, { state: 'open', openedAt: new Date() });
  await setState(db(), body.requestId, 'pending', { targetName: options.group ?? `Group ${String(groups)}` });
  return body.requestId as string;
}

describe('several decisions at once [access-and-approvals Q3]', () => {
  const decide = (client: Client, body: Record<string, unknown>, key: string = randomUUID()) =>
    client.post('/requests/decisions', body, { 'idempotency-key': key });

  it('each is decided on its own; the answer tells of each which it was or why not', async () => {
    const [one, two, decided, foreign] = [
      await pending(),
      await pending(),
      await pending(),
      await pending({ approvers: ['sven.second'] }),
    ];
    await setApproval(db(), decided, 1, { state: 'approved' });
    await setState(db(), decided, 'succeeded');
    const requestIds = [one, decided, foreign, unknownId, two];
    const before = api.engine.decided.length;
    const { status, body } = await decide(owner, { decision: 'approve', requestIds });
    expect(status).toBe(200);
    expect(body.results.map((one: any) => [one.requestId, one.decided, one.problem?.code ?? null])).toEqual([
      [one, true, null],
      [decided, false, 'request.decided'],
      [foreign, false, 'request.notFound'],
      [unknownId, false, 'request.notFound'],
      [two, true, null],
    ]);
    expect(
      api.engine.decided
        .slice(before)
        .map(({ requestId }) => requestId)
        .toSorted(),
    ).toEqual([one, two].toSorted());
  });

  it('a denial needs one reason, which each of them keeps', async () => {
    const requestIds = [await pending(), await pending()];
    expect(await decide(owner, { decision: 'deny', requestIds })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'reason' }] },
    });
    for (const reason of [' ', 'x'.repeat(501)]) {
      expect((await decide(owner, { decision: 'deny', requestIds, reason })).status).toBe(422);
    }
    expect((await decide(owner, { decision: 'deny', requestIds, reason: 'We move' })).status).toBe(200);
    const kept = await rows('select comment, decision from decisions where request_id = any($1)', [
      requestIds,
    ]);
    expect(kept).toEqual([
      { comment: 'We move', decision: 'deny' },
      { comment: 'We move', decision: 'deny' },
    ]);
  });

  it('sent again with the same key it is the same decisions', async () => {
    const requestIds = [await pending(), await pending()];
    const key = randomUUID();
    await decide(owner, { decision: 'approve', requestIds }, key);
    await decide(owner, { decision: 'approve', requestIds }, key);
    const kept = await rows('select count(*)::int from decisions where request_id = any($1)', [requestIds]);
    expect(kept).toEqual([{ count: 2 }]);
    const other = await decide(owner, { decision: 'deny', requestIds, reason: 'No' }, key);
    expect(other.body.results.map(({ problem }: any) => problem?.code)).toEqual([
      'request.key_reused',
      'request.key_reused',
    ]);
  });

  it('nobody decides their own request among others, and a lacking right is written down for "why can\'t I?"', async () => {
    const requestIds = [await pending()];
    const { body } = await decide(user, { decision: 'approve', requestIds });
    expect(body.results[0].problem.code).toBe('permission.denied');
    await expect
      .poll(() => rows("select route from denied_attempts where route like '%/requests/decisions'"))
      .toHaveLength(1);
  });

  it('takes up to a hundred, each once', async () => {
    for (const requestIds of [[], [unknownId, unknownId], Array.from({ length: 101 }, () => randomUUID())]) {
      expect((await decide(owner, { decision: 'approve', requestIds })).status).toBe(422);
    }
    const many = Array.from({ length: 100 }, () => randomUUID());
    expect((await decide(owner, { decision: 'approve', requestIds: many })).body.results).toHaveLength(100);
  });
});

describe('lists [access-and-approvals Q2]', () => {
  let made: Record<'ada' | 'bea' | 'cleo' | 'dora', string>;
  beforeAll(async () => {
    made = {
      ada: await pending({ group: 'Listed delta', reason: 'I climb', approvers: ['sven.second'] }),
      bea: await pending({ group: 'listed alpha', by: owner, approvers: ['mara.manager', 'sven.second'] }),
      cleo: await pending({ group: 'Listed charlie', approvers: ['olga.owner'] }),
      dora: await pending({ group: 'Listed bravo', approvers: ['mara.manager'] }),
    };
    await admin.post(`/requests/${made.cleo}/deny`, { reason: 'Full up' });
    await rows(
      "update approvals set state = 'denied', decided_at = now(), decision_id = (select id from decisions where request_id = $1) where request_id = $1",
      [made.cleo],
    );
    await setState(db(), made.cleo, 'denied');
    for (const [name, days] of [
      ['ada', 0],
      ['bea', 1],
      ['cleo', 8],
      ['dora', 40],
    ] as const) {
      await rows('update requests set created_at = now() - make_interval(days => $2) where id = $1', [
        made[name],
        days,
      ]);
    }
  });

  const listed = async (query: string): Promise<string[]> => {
    const names = new Map(Object.entries(made).map(([name, requestId]) => [requestId, name]));
    const found: string[] = [];
    let cursor = '';
    do {
      const { status, body } = await admin.get(`/requests?scope=all&limit=3&${query}${cursor}`);
      if (status !== 200) throw new Error(JSON.stringify(body));
      found.push(...body.items.flatMap((item: any) => names.get(item.id) ?? []));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor as string}`;
    } while (cursor !== '');
    return found;
  };
  const where = (attribute: string, test: string, value: string) =>
    `filter=${encodeURIComponent(
      JSON.stringify({
        op: 'and',
        nodes: [
          { op: 'compare', attribute: 'targetName', test: 'startsWith', value: 'listed' },
          { op: 'compare', attribute, test, value },
        ],
      }),
    )}`;

  it('a row tells who is asked, who decided and why it was denied', async () => {
    const { items } = (await admin.get(`/requests?scope=all&limit=200`)).body;
    const of = (name: keyof typeof made) => items.find((item: any) => item.id === made[name]);
    expect(of('bea')).toMatchObject({
      approvers: ['mara.manager', 'sven.second'],
      approverCount: 2,
      decider: null,
      denialReason: null,
    });
    expect(of('cleo')).toMatchObject({ decider: 'Root Admin', denialReason: 'Full up' });
  });

  it('filter by requester, approver, who really decided, target, status, description, event and type', async () => {
    for (const [attribute, test, value, found] of [
      ['actorName', 'contains', 'olga', ['bea']],
      ['approver', 'equals', 'Sven.Second', ['ada', 'bea']],
      ['decider', 'startsWith', 'root', ['cleo']],
      ['targetName', 'endsWith', 'BRAVO', ['dora']],
      ['state', 'equals', 'denied', ['cleo']],
      ['description', 'contains', 'climb', ['ada']],
      ['denialReason', 'contains', 'full', ['cleo']],
      ['event', 'equals', 'join', ['ada', 'bea', 'cleo', 'dora']],
      ['event', 'equals', 'create', []],
      ['type', 'equals', 'group', ['ada', 'bea', 'cleo', 'dora']],
    ] as const) {
      expect([attribute, value, (await listed(where(attribute, test, value))).toSorted()]).toEqual([
        attribute,
        value,
        found,
      ]);
    }
    const notSven = {
      op: 'not',
      node: { op: 'compare', attribute: 'approver', test: 'equals', value: 'sven.second' },
    };
    const others = await listed(`filter=${encodeURIComponent(JSON.stringify(notSven))}`);
    expect(others.toSorted()).toEqual(['cleo', 'dora']);
  });

  it('filter by when they were asked', async () => {
    const ago = (days: number) => encodeURIComponent(new Date(Date.now() - days * 86_400_000).toISOString());
    expect(await listed(`createdFrom=${ago(0.5)}`)).toEqual(['ada']);
    expect(await listed(`createdFrom=${ago(30)}&createdBefore=${ago(0.5)}`)).toEqual(['bea', 'cleo']);
    expect((await admin.get('/requests?createdFrom=yesterday')).status).toBe(422);
  });

  it('in any order, page after page, each once', async () => {
    const filter = where('type', 'equals', 'group');
    for (const [sort, order] of [
      ['created', ['dora', 'cleo', 'bea', 'ada']],
      ['-created', ['ada', 'bea', 'cleo', 'dora']],
      ['target', ['bea', 'dora', 'cleo', 'ada']],
      ['-target', ['ada', 'cleo', 'dora', 'bea']],
    ] as const) {
      expect([sort, await listed(`${filter}&sort=${sort}`)]).toEqual([sort, order]);
    }
    const first = async (sort: string) => (await listed(`${filter}&sort=${sort}`))[0];
    expect(await first('requester')).toBe('bea');
    expect(await first('state')).toBe('cleo');
    expect(await first('-denialReason')).toBe('cleo');
    expect(await first('-decider')).toBe('cleo');
    expect(await first('-finished')).toBe('cleo');
    expect(await first('-approver')).toBe('ada');
    for (const sort of ['action', '-action', 'approver', 'decider', 'denialReason', 'finished']) {
      expect([sort, (await listed(`${filter}&sort=${sort}`)).length]).toEqual([sort, 4]);
    }
    expect((await admin.get('/requests?sort=secret')).body.errors[0].field).toBe('sort');
    const { nextCursor } = (await admin.get('/requests?scope=all&limit=1&sort=target')).body;
    expect((await admin.get(`/requests?scope=all&cursor=${nextCursor as string}`)).status).toBe(422);
  });
});

describe('asking somebody else [access-and-approvals Q4]', () => {
  const reroute = (
    requestId: string,
    body: Record<string, unknown>,
    by = admin,
    key: string = randomUUID(),
  ) => by.post(`/requests/${requestId}/reroute`, body, { 'idempotency-key': key });
  /** The workflow's place. */
  const applied = async (requestId: string) => {
    const sent = api.engine.rerouted.findLast((one) => one.requestId === requestId);
    if (sent === undefined) throw new Error('Nothing was sent to the engine.');
    return rerouteApproval({ db: db() })(sent);
  };
  const askedNow = async (requestId: string) =>
    (await listApprovers(db(), [requestId])).map(({ approverName }) => approverName);

  it('a person takes the place of those who were asked, stands in the trail and is told by mail', async () => {
    const requestId = await pending();
    const body = { to: 'person', personId: id('sven.second'), reason: 'Olga is away' };
    const plan = await admin.post(`/requests/${requestId}/reroute?dryRun=true`, body);
    expect(plan).toMatchObject({ status: 200, body: { step: 1, approvers: [{ name: 'sven.second' }] } });
    expect(api.engine.rerouted).toEqual([]);
    expect(await reroute(requestId, body)).toMatchObject({ status: 200 });
    expect(await applied(requestId)).toMatchObject({ mails: 1, waitMs: null });
    // Killed before it was answered: the second try changes nothing and tells nobody twice.
    expect(await applied(requestId)).toMatchObject({ mails: 1 });
    expect(await askedNow(requestId)).toEqual(['sven.second']);
    expect((await owner.get(`/requests/${requestId}`)).status).toBe(404);
    const sven = await api.signedIn('sven.second');
    const seen = (await sven.get(`/requests/${requestId}`)).body;
    expect(seen).toMatchObject({ mayDecide: true, mayReroute: false });
    expect(seen.timeline.filter(({ kind }: any) => kind === 'approvalRerouted')).toMatchObject([
      {
        data: {
          by: 'Root Admin',
          approvers: ['sven.second'],
          instead: ['olga.owner'],
          comment: 'Olga is away',
        },
      },
    ]);
    const mails = await rows('select recipient, template from notifications where request_id = $1', [
      requestId,
    ]);
    expect(mails).toEqual([{ recipient: 'sven.second@example.org', template: 'approvalRequested' }]);
  });

  it('managers of those who are asked now; never the requester, nobody who is disabled or gone', async () => {
    const requestId = await pending();
    for (const to of ['manager', 'managers']) {
      const plan = await admin.post(`/requests/${requestId}/reroute?dryRun=true`, { to });
      expect(plan.body.approvers).toMatchObject([{ name: 'mara.manager' }]);
    }
    expect(await reroute(requestId, { to: 'manager' })).toMatchObject({ status: 200 });
    await applied(requestId);
    expect(await askedNow(requestId)).toEqual(['mara.manager']);
    // Nobody stands above her.
    expect((await reroute(requestId, { to: 'manager' })).body.errors[0].field).toBe('to');

    for (const personId of [api.userId, unknownId, await api.addGroup('No person', [])]) {
      const refused = await reroute(requestId, { to: 'person', personId });
      expect([refused.status, refused.body.errors[0].field]).toEqual([422, 'personId']);
    }
    expect((await reroute(requestId, { to: 'person' })).body.errors[0].field).toBe('personId');
    const mine = await pending({ by: owner, approvers: ['sven.second'] });
    expect((await reroute(mine, { to: 'manager' })).status).toBe(422);
  });

  it('needs Manage All Requests, and who asked chooses no judge', async () => {
    const requestId = await pending();
    const body = { to: 'person', personId: id('sven.second') };
    expect((await reroute(requestId, body, owner)).status).toBe(403);
    expect((await reroute(requestId, body, user)).status).toBe(403);
    const own = await pending({ by: admin });
    expect(await reroute(own, body)).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
  });

  it('sent again with the same key it is the same reroute; decided requests stay decided [access-and-approvals Q1]', async () => {
    const requestId = await pending();
    const key = randomUUID();
    await reroute(requestId, { to: 'manager' }, admin, key);
    await applied(requestId);
    expect((await reroute(requestId, { to: 'manager' }, admin, key)).status).toBe(200);
    expect(await rows('select count(*)::int from reroutes where request_id = $1', [requestId])).toEqual([
      { count: 1 },
    ]);
    await reroute(requestId, { to: 'person', personId: id('sven.second') });
    await setApproval(db(), requestId, 1, { state: 'approved' });
    await expect(applied(requestId)).rejects.toMatchObject({ code: 'request.decided' });
    expect((await reroute(requestId, { to: 'person', personId: id('sven.second') })).body.code).toBe(
      'request.decided',
    );
  });

  it('[access-and-approvals X7] where requests climb, the way up begins at the new approver', async () => {
    await putApprovalSettings(
      db(),
      storeId,
      { ...defaultApprovalSettings, acceleration: true, days: 4 },
      null,
    );
    try {
      const requestId = await pending();
      await setApproval(db(), requestId, 1, {
        chains: [{ at: id('olga.owner'), by: 'object', level: 2, asked: [id('olga.owner')] }],
        dueAt: new Date(),
      });
      await reroute(requestId, { to: 'person', personId: id('sven.second') });
      expect((await applied(requestId)).waitMs).toBe(86_400_000);
      const [step] = await rows('select chains, due_at from approvals where request_id = $1', [requestId]);
      const sven = id('sven.second');
      expect(step.chains).toEqual([{ at: sven, by: 'object', level: 0, asked: [sven] }]);
      expect(step.due_at.getTime() - Date.now()).toBeGreaterThan(3.9 * 86_400_000);
    } finally {
      await putApprovalSettings(db(), storeId, defaultApprovalSettings, null);
    }
  });
});

describe('old requests [access-and-approvals Q7]', () => {
  const remove = (body: Record<string, unknown>, dryRun = false, by = admin) =>
    by.post(`/stores/${storeId}/requests/delete-old${dryRun ? '?dryRun=true' : ''}`, body);
  const old = async (state: FinalState | 'pending', days: number): Promise<string> => {
    const requestId = await pending();
    if (state !== 'pending') await setState(db(), requestId, state);
    await rows('update requests set created_at = now() - make_interval(days => $2) where id = $1', [
      requestId,
      days,
    ]);
    return requestId;
  };

  it('are counted first, then deleted by age and state; what waits stays, and the history says who did it', async () => {
    const denied = [await old('denied', 200), await old('denied', 201)];
    const stays = [await old('denied', 199), await old('cancelled', 300), await old('pending', 300)];
    const [whole = ''] = denied;
    const part = await old('succeeded', 300);
    await rows('update requests set part_of = $2 where id = $1', [part, whole]);
    const wish = { days: 200, states: ['denied', 'stale'] };
    const preview = await remove(wish, true);
    expect(preview).toMatchObject({
      status: 200,
      body: { total: 2, states: [{ state: 'denied', count: 2 }] },
    });
    expect((await admin.get(`/requests/${whole}`)).status).toBe(200);

    expect((await remove(wish)).body).toEqual(preview.body);
    for (const requestId of denied) expect((await admin.get(`/requests/${requestId}`)).status).toBe(404);
    for (const requestId of [...stays, part]) {
      expect((await admin.get(`/requests/${requestId}`)).status).toBe(200);
    }
    expect((await admin.get(`/requests/${part}`)).body.partOf).toBeNull();
    for (const table of ['approvals', 'approval_approvers', 'request_events', 'notifications']) {
      const left = await rows(`select count(*)::int from ${table} where request_id = any($1)`, [denied]);
      expect([table, left]).toEqual([table, [{ count: 0 }]]);
    }
    const history = (await admin.get(`/history?storeId=${storeId}`)).body.items;
    expect(history.filter(({ action }: any) => action === 'deleteRequests')).toHaveLength(3);
    expect(history).toContainEqual(
      expect.objectContaining({
        action: 'deleteRequests',
        actor: expect.objectContaining({ name: 'Root Admin' }),
        attribute: 'requests',
        old: '2',
      }),
    );
    expect((await remove(wish)).body).toEqual({ total: 0, states: [] });
  });

  it('needs Manage Workflows, an age and states that are ends', async () => {
    expect((await remove({ days: 1, states: ['denied'] }, false, user)).status).toBe(403);
    for (const body of [
      { days: 0, states: ['denied'] },
      { days: 1, states: [] },
      { days: 1, states: ['pending'] },
      { states: ['denied'] },
    ]) {
      expect((await remove(body)).status).toBe(422);
    }
  });
});
