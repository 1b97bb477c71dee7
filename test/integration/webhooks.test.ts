/** Webhooks: where they may go, what they say, how they are signed (access-and-approvals W11). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApproval, recordDecision } from '../../activities/change/approvals.ts';
import { closeRequest } from '../../activities/change/record.ts';
import { savePlannedApprovals } from '../../activities/database/repositories/approvals.ts';
import { saveChangeSet } from '../../activities/database/repositories/change-sets.ts';
import { createLogger } from '../../activities/platform/log.ts';
import { WebhookTargets } from '../../activities/platform/webhook-target.ts';
import { createWebhookActivities } from '../../activities/webhooks/send-webhook.ts';
import { adminLogin, ApiTest, type Client, userLogin } from '../support/api.ts';
import { isSigned, type Receiver, startReceiver } from '../support/webhook-receiver.ts';

const local = { networks: ['127.0.0.0/8'], http: true };
const events = ['request.created', 'request.decided'];
const logged: string[] = [];
const log = createLogger('test', 'debug', { write: (line) => logged.push(line) });
let api: ApiTest;
let admin: Client;
let user: Client;
let receiver: Receiver;
let path: string;
let groupId: string;
beforeAll(async () => {
  api = await ApiTest.start({ webhooks: local });
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
  receiver = await startReceiver();
  path = `/stores/${api.home.storeId}/webhooks`;
  groupId = await api.addGroup('Cyclists', [], api.userId);
});
afterAll(async () => {
  await receiver[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});
beforeEach(async () => {
  receiver.received.length = 0;
  await api.database.pool.query('delete from webhooks');
});

const make = async (more: object = {}) => {
  const answer = await admin.post(path, { name: `Hook ${randomUUID()}`, url: receiver.url, events, ...more });
  expect(answer.status).toBe(201);
  return answer.body as { id: string; secret: string; version: number };
};
const activities = (rules = local) =>
  createWebhookActivities({ db: api.database.db, keyRing: api.keyRing, log, rules });
const send = (deliveryId: string, nextMs: number | null = 1_000, round = 1, rules = local) =>
  activities(rules).sendWebhook({ deliveryId, round, nextMs });
const deliveries = async (id: string) => (await admin.get(`${path}/${id}/deliveries`)).body.items as any[];
const test = async (id: string): Promise<string> => {
  const answer = await admin.post(`${path}/${id}/test`);
  expect(answer.status).toBe(202);
  return answer.body.id as string;
};

/** A request of Uwe's that the administrator is asked to decide, as the planner leaves it. */
async function asked(definitionId: string = randomUUID()): Promise<string> {
  const { db } = api.database;
  const { body } = await user.post(`/stores/${api.home.storeId}/groups/${groupId}/join`, {
    reason: 'I ride',
  });
  const requestId = body.requestId as string;
  const item = {
    ...{ change: 0, store: 'Home', object: groupId, objectName: 'Cyclists', operation: 'addValue' as const },
    ...{ attribute: 'member', old: null, new: api.userId, valueName: userLogin, skippedReason: null },
  };
  const secret = {
    ...item,
    operation: 'update' as const,
    attribute: 'unicodePwd',
    old: 'planted-old',
    new: 'planted-new',
  };
  await saveChangeSet(db, requestId, { changes: [], items: [item, secret], warnings: [] });
  const approver = { storeId: api.home.storeId, id: api.home.userId, name: adminLogin, mail: null };
  await db.transaction((tx) =>
    savePlannedApprovals(tx, requestId, [
      {
        ...{ rule: 'Join a Group', definitionId, stage: 1 },
        approvers: [approver],
        held: false,
        auto: null,
      },
    ]),
  );
  await openApproval({ db })({ requestId, step: 1 });
  return requestId;
}

describe('where webhooks go', () => {
  it('https and public addresses only, in whatever spelling [access-and-approvals W11]', async () => {
    const strict = new WebhookTargets({ networks: [], http: false });
    for (const url of [
      'http://hooks.example.org/',
      'ftp://hooks.example.org/',
      'https://user:word@hooks.example.org/',
      'https://localhost/',
      'https://app.localhost/',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://017700000001/',
      'https://0/',
      'https://10.1.2.3/',
      'https://172.16.0.1/',
      'https://192.168.1.1/',
      'https://100.64.0.1/',
      'https://169.254.169.254/latest/meta-data/',
      'https://metadata.google.internal/',
      'https://[::1]/',
      'https://[::]/',
      'https://[::ffff:10.0.0.1]/',
      'https://[64:ff9b::a00:1]/',
      'https://[fd12::1]/',
      'https://[fe80::1]/',
      'https://224.0.0.1/',
      'no address',
    ]) {
      expect([url, strict.problemOf(url)]).toEqual([url, expect.any(String)]);
    }
    for (const url of [
      'https://hooks.example.org/muster?a=b',
      'https://93.184.216.34:8443/',
      'https://[2606:4700::1]/',
    ])
      expect([url, strict.problemOf(url)]).toEqual([url, null]);
    // What an installation allows leaves metadata services forbidden.
    const wide = new WebhookTargets({ networks: ['0.0.0.0/0', '::/0'], http: true });
    expect(wide.problemOf('http://10.1.2.3/')).toBeNull();
    expect(wide.problemOf('http://169.254.169.254/')).toContain('link-local');
    expect(await admin.post(path, { name: 'Inner', url: 'http://10.1.2.3/', events })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'url' }] },
    });
  });

  it('an address is looked at again when it is connected to, a name by what it leads to', async () => {
    const { id } = await make();
    const strict = { networks: [], http: true };
    expect(await send(await test(id), 1_000, 1, strict)).toEqual({ again: true });
    // A name that leads to this machine, as one would after DNS rebinding; saved past the check of the API.
    const { port } = new URL(receiver.url);
    const { lookup } = new WebhookTargets(strict);
    const found = await new Promise((resolve) => {
      lookup('localhost', {}, (error) => {
        resolve(error);
      });
    });
    expect(String(found)).toContain('private');
    await api.database.pool.query('update webhooks set url = $1', [`http://localhost:${port}/`]);
    expect(await send(await test(id), 1_000, 1, strict)).toEqual({ again: true });
    expect(receiver.received).toEqual([]);
    expect((await deliveries(id)).map((one) => [one.state, one.lastStatus])).toEqual([
      ['pending', null],
      ['pending', null],
    ]);
  });

  it('no redirect is followed, no answer kept, and only 2xx is success', async () => {
    const { id } = await make();
    const inner = await startReceiver();
    receiver.headers['location'] = inner.url;
    for (const status of [301, 302, 307, 308, 400, 500]) {
      receiver.answers.push(status);
      expect(await send(await test(id))).toEqual({ again: true });
    }
    delete receiver.headers['location'];
    expect(inner.received).toEqual([]);
    await inner[Symbol.asyncDispose]();
    expect(new Set((await deliveries(id)).map((one) => one.lastStatus))).toEqual(
      new Set([301, 302, 307, 308, 400, 500]),
    );
    const { rows } = await api.database.pool.query(
      'select webhook_deliveries::text as row from webhook_deliveries',
    );
    expect(JSON.stringify([rows, logged])).not.toContain('planted answer');
  });
});

describe('a message', () => {
  it('is sent of chosen workflows only, where a webhook is bound to some [access-and-approvals W6] [access-and-approvals W11]', async () => {
    const { body } = await admin.get(`/stores/${api.home.storeId}/workflows`);
    const idOf = (system: string) => body.items.find((one: any) => one.system === system).id as string;
    const [join, leave] = [idOf('joinGroup'), idOf('leaveGroup')];
    const all = await make();
    const joins = await make({ workflowIds: [join, leave] });
    const leaves = await make({ workflowIds: [leave] });
    const told = () =>
      Promise.all([all, joins, leaves].map(async ({ id }) => (await deliveries(id)).map((one) => one.event)));
    const requestId = await asked(join);
    await closeRequest({ db: api.database.db })({ requestId, state: 'cancelled', problem: null });
    const both = events.toReversed();
    expect(await told()).toEqual([both, both, []]);

    const unknown = randomUUID();
    expect(await admin.send('PATCH', `${path}/${joins.id}`, { workflowIds: [join, unknown] })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'workflowIds/1' }] },
    });
    const freed = await admin.send('PATCH', `${path}/${leaves.id}`, { workflowIds: null });
    expect(freed.body.workflowIds).toBeNull();
  });

  it('is signed over id, time and body; two secrets sign after a rotation, and none is kept in clear', async () => {
    const { id, secret } = await make();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const first = await test(id);
    expect(await send(first)).toEqual({ again: false });
    const [one] = receiver.received;
    expect(one?.headers['webhook-id']).toBe(`msg_${first}`);
    expect(one !== undefined && isSigned(one, secret)).toBe(true);
    expect(one !== undefined && isSigned({ ...one, body: `${one.body} ` }, secret)).toBe(false);
    expect(JSON.stringify((await admin.get(path)).body)).not.toContain('whsec_');

    const rotated = (await admin.post(`${path}/${id}/rotate`)).body;
    expect(rotated.secret).not.toBe(secret);
    await send(await test(id));
    const [, two] = receiver.received;
    expect([secret, rotated.secret].map((each) => two !== undefined && isSigned(two, each))).toEqual([
      true,
      true,
    ]);
    await api.database.pool.query("update webhooks set old_secret_until = now() - interval '1 second'");
    await send(await test(id));
    const [, , three] = receiver.received;
    expect([secret, rotated.secret].map((each) => three !== undefined && isSigned(three, each))).toEqual([
      false,
      true,
    ]);

    const dump = await api.database.pool.query(
      'select store_secrets::text as row from store_secrets union all select webhooks::text from webhooks union all select history_entries::text from history_entries',
    );
    const text = JSON.stringify([dump.rows, logged]);
    for (const each of [secret, rotated.secret]) {
      expect(text).not.toContain(each);
      expect(text).not.toContain(Buffer.from(each.slice(6), 'base64').toString('hex'));
    }
  });

  it('tells ids and names of a request that waits, and its decision once; nothing of a password', async () => {
    const { id } = await make();
    await make({ events: ['request.decided'], enabled: false });
    const requestId = await asked();
    await openApproval({ db: api.database.db })({ requestId, step: 1 });
    const decision = await admin.post(`/requests/${requestId}/approve`, { comment: 'Ride on' });
    expect(decision.status).toBe(200);
    const taken = api.engine.decided.at(-1);
    const args = { requestId, step: 1, decisionId: taken?.decisionId ?? '', decision: 'approve' as const };
    await recordDecision({ db: api.database.db })(args);
    const rows = (await deliveries(id)).toReversed();
    expect(rows.map((one) => [one.event, one.requestId])).toEqual(events.map((event) => [event, requestId]));
    for (const row of rows) await send(row.id);
    const [created, decided] = receiver.received.map(({ body }) => JSON.parse(body));
    expect(created).toMatchObject({
      type: 'request.created',
      timestamp: expect.stringMatching(/Z$/),
      data: {
        request: {
          id: requestId,
          action: 'joinGroup',
          store: { id: api.home.storeId },
          requester: { id: api.userId },
          reason: 'I ride',
        },
        changes: [
          { operation: 'addValue', attribute: 'member', new: api.userId, valueName: userLogin },
          { attribute: 'unicodePwd', old: null, new: null },
        ],
        approvals: [
          { step: 1, workflow: 'Join a Group', approvers: [{ id: api.home.userId, name: adminLogin }] },
        ],
        outcome: null,
      },
    });
    expect(decided.data).toMatchObject({
      outcome: 'approved',
      approvals: [{ state: 'approved', decidedBy: { id: api.home.userId }, comment: 'Ride on' }],
    });
    expect(JSON.stringify(receiver.received)).not.toContain('planted');
    // A withdrawal is told, too, of what somebody was asked.
    const other = await asked();
    await closeRequest({ db: api.database.db })({ requestId: other, state: 'cancelled', problem: null });
    expect((await deliveries(id)).slice(0, 2).map((one) => [one.event, one.requestId])).toEqual([
      ['request.decided', other],
      ['request.created', other],
    ]);
  });

  it('is tried until time is up, sent again under the same id, and ended by 410', async () => {
    const { id } = await make();
    await asked();
    const [row] = await deliveries(id);
    receiver.answers.push(500, 500);
    expect(await send(row.id, 60_000)).toEqual({ again: true });
    expect((await deliveries(id))[0]).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 500 });
    expect(await send(row.id, null)).toEqual({ again: false });
    expect((await deliveries(id))[0]).toMatchObject({ state: 'failed', attempts: 2, nextAttemptAt: null });
    expect((await admin.get(path)).body.items[0]).toMatchObject({ enabled: true });
    expect((await admin.post(`${path}/${id}/deliveries/${row.id}/send`)).status).toBe(202);
    expect((await admin.post(`${path}/${id}/deliveries/${row.id}/send`)).status).toBe(409);
    expect(api.engine.delivered.at(-1)).toEqual({ deliveryId: row.id, round: 2 });
    // A try of the first round that comes late sends nothing.
    const before = receiver.received.length;
    expect(await send(row.id)).toEqual({ again: false });
    expect(receiver.received.length).toBe(before);
    expect(await send(row.id, 60_000, 2)).toEqual({ again: false });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([`msg_${row.id}`]),
    );
    expect((await deliveries(id))[0]).toMatchObject({ state: 'delivered', lastStatus: 204 });
    receiver.answers.push(410);
    await send(await test(id));
    expect((await admin.get(path)).body.items[0]).toMatchObject({
      enabled: false,
      disabledReason: expect.stringContaining('410'),
    });
    expect(await admin.send('PATCH', `${path}/${id}`, { enabled: true })).toMatchObject({
      status: 200,
      body: { enabled: true, disabledReason: null },
    });
  });
});

it('a program that was told decides by an API token that may Manage All Requests, and by no other', async () => {
  const { id } = await make({ events: ['request.created'] });
  await asked();
  const [row] = await deliveries(id);
  await send(row.id);
  const requestId = JSON.parse(receiver.received.at(-1)?.body ?? '{}').data.request.id as string;
  const decideBy = async (scopes: readonly string[], reason: string) => {
    const { body } = await admin.post('/api-tokens', { name: reason, scopes, days: 1 });
    return api
      .client()
      .send('POST', `/requests/${requestId}/deny`, { reason }, { authorization: `Bearer ${body.secret}` });
  };
  const before = api.engine.decided.length;
  expect(await decideBy(['Manage Workflows'], 'Without the right')).toMatchObject({
    status: 403,
    body: { code: 'permission.denied', detail: expect.stringContaining('Manage All Requests') },
  });
  expect(api.engine.decided.length).toBe(before);
  expect((await decideBy(['Manage All Requests'], 'By the ticket desk')).status).toBe(200);
  expect(api.engine.decided.at(-1)).toMatchObject({ requestId, step: 1 });
});

it('administrators of workflows alone see and change them, and history tells who did', async () => {
  const { id } = await make({ name: 'Tickets' });
  const { db } = api.database;
  await asked();
  const [row] = await deliveries(id);
  for (const answer of [
    await user.get(path),
    await user.post(path, { name: 'Mine', url: receiver.url, events }),
    await user.send('PATCH', `${path}/${id}`, { enabled: false }),
    await user.send('DELETE', `${path}/${id}`),
    await user.post(`${path}/${id}/rotate`),
    await user.post(`${path}/${id}/test`),
    await user.get(`${path}/${id}/deliveries`),
    await user.post(`${path}/${id}/deliveries/${row.id}/send`),
  ]) {
    expect(answer).toMatchObject({ status: 403, body: { permission: 'Manage Workflows' } });
  }
  // The message of one webhook is none of another's.
  const other = await make();
  expect((await admin.post(`${path}/${other.id}/deliveries/${row.id}/send`)).status).toBe(404);
  await admin.post(`${path}/${id}/rotate`);
  expect((await admin.send('DELETE', `${path}/${id}`)).status).toBe(204);
  expect(await deliveries(id)).toBeUndefined();
  const { items } = (await admin.get(`/history?storeId=${api.home.storeId}&limit=10`)).body;
  expect(
    items.filter((one: any) => one.object.id === id).map((one: any) => [one.action, one.object.name]),
  ).toEqual([
    ['deleteWebhook', 'Tickets'],
    ['rotateWebhook', 'Tickets'],
    ['createWebhook', 'Tickets'],
  ]);
  const { rows } = await db.execute("select 1 from store_secrets where name like '%' || '" + id + "'");
  expect(rows).toEqual([]);
});
