/** The API against the real engine: started late, without a worker, and decided by two people at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { type DatabaseConnection, connectDatabase } from '../../activities/database/client.ts';
import { getStore } from '../../activities/database/repositories/stores.ts';
import { ApiClient } from '../support/client.ts';
import { type FreshDatabase, freshDatabase, temporalTestServer } from '../support/environment.ts';
import { addLocalUser } from '../support/api.ts';
import { connectLocal } from '../support/local-directory.ts';
import { until } from '../support/ports.ts';
import { Stack } from '../support/stack.ts';

const password = 'correct horse battery staple';

let fresh: FreshDatabase;
let database: DatabaseConnection;
let stack: Stack;
let admin: ApiClient;
let user: ApiClient;
let storeId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  const temporal = await temporalTestServer();
  database = connectDatabase(fresh.url, 2, () => undefined);
  stack = await Stack.create({
    databaseUrl: fresh.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
  });
  await stack.start('api');
  admin = await stack.bootstrap();
  storeId = (await admin.get('/session')).body.store.id;
  const store = await getStore(database.db, storeId);
  await using provider = connectLocal(fresh.url, String(store?.settings['instanceId']));
  await addLocalUser(database, provider, storeId, 'uwe.user', password);
  user = await ApiClient.signIn(stack.base, storeId, 'uwe.user', password);
}, 90_000);
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

describe('the API and the engine', () => {
  let groupId: string;

  it('accepts while no worker runs, says it is not ready, and finishes when one comes', async () => {
    expect(await user.get('/health')).toMatchObject({
      status: 503,
      body: { live: true, checks: { worker: false } },
    });
    const key = { 'idempotency-key': randomUUID() };
    const accepted = await admin.post(
      '/stores/' + storeId + '/groups',
      { name: 'Späte, Gruppe' },
      { headers: key },
    );
    expect(accepted.status).toBe(202);
    await stack.start('worker');
    const again = await admin.post(
      '/stores/' + storeId + '/groups',
      { name: 'Späte, Gruppe' },
      { headers: { ...key, prefer: 'wait=30' } },
    );
    expect(again).toMatchObject({
      status: 200,
      body: { requestId: accepted.body.requestId, state: 'succeeded' },
    });
    const repeated = await admin.post(
      '/stores/' + storeId + '/groups',
      { name: 'Späte, Gruppe' },
      { headers: key },
    );
    expect(repeated.body).toMatchObject({ requestId: accepted.body.requestId, state: 'succeeded' });
    const { body } = await admin.get(`/requests/${accepted.body.requestId}`);
    groupId = body.target.id;
    expect(await user.get(`/stores/${storeId}/groups/${groupId}`)).toMatchObject({ status: 200 });
  }, 60_000);

  it('gives the plan of a dry run and writes nothing [stores-and-links 0.2]', async () => {
    const path = `/stores/${storeId}/groups/${groupId}`;
    const plan = await admin.patch(`${path}?dryRun=true`, { description: 'Planned only' });
    expect(plan).toMatchObject({
      status: 200,
      body: { items: [{ attribute: 'description', new: 'Planned only' }] },
    });
    expect((await admin.get(path)).body.description).toBeNull();
  });

  it('answers the refusal of the planner with its status', async () => {
    const wait = { headers: { prefer: 'wait=20' } };
    const taken = await admin.post(`/stores/${storeId}/groups`, { name: 'Späte, Gruppe' }, wait);
    expect(taken).toMatchObject({
      status: 409,
      body: { code: 'object.exists', errors: [{ field: 'name' }] },
    });
  });

  it('takes the first of two decisions and refuses the second with 409 [access-and-approvals Q1]', async () => {
    const join = await user.post(
      `/stores/${storeId}/groups/${groupId}/join`,
      { reason: 'Please' },
      {
        headers: { prefer: 'wait=20' },
      },
    );
    expect(join).toMatchObject({ status: 202, body: { state: 'pending' } });
    const path = `/requests/${join.body.requestId}`;
    await until('the step to be open', 10_000, async () => (await admin.get(path)).body.mayDecide === true);
    const decisions = await Promise.all([
      admin.post(`${path}/approve`),
      admin.post(`${path}/deny`, { reason: 'No' }),
    ]);
    expect(decisions.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(decisions.find(({ status }) => status === 409)?.body.code).toBe('request.decided');
  });

  it('answers 503 when no worker takes the decision, says that it may count, and confirms it to the same key [access-and-approvals Q1]', async () => {
    await until('the first request to end', 20_000, async () => {
      const { body } = await user.get('/requests?limit=1');
      return ['succeeded', 'denied'].includes(body.items[0].state);
    });
    const leave = (await user.get(`/stores/${storeId}/groups/${groupId}`)).body.isMember ? 'leave' : 'join';
    const asked = await user.post(
      `/stores/${storeId}/groups/${groupId}/${leave}`,
      {},
      {
        headers: { prefer: 'wait=20' },
      },
    );
    const path = `/requests/${asked.body.requestId}`;
    await until('the step to be open', 10_000, async () => (await admin.get(path)).body.mayDecide === true);
    await stack.stop('worker', 'SIGKILL');
    const body = { reason: 'Nobody listens' };
    const key = { headers: { 'idempotency-key': randomUUID() } };
    const refused = await admin.post(`${path}/deny`, body, key);
    expect(refused).toMatchObject({
      status: 503,
      body: { code: 'engine.unavailable', requestId: asked.body.requestId, href: `/api/v1${path}` },
    });
    expect(refused.body.detail).toContain('may have been recorded');
    expect(refused.headers.get('retry-after')).toBe('5');
    await stack.start('worker');
    // The first try may have reached the engine after all: the same decision is the same answer.
    await until('the decision to be confirmed', 30_000, async () => {
      const again = await admin.post(`${path}/deny`, body, key);
      expect([200, 503]).toContain(again.status);
      return again.status === 200;
    });
    await until(
      'the request to be denied',
      20_000,
      async () => (await user.get(path)).body.state === 'denied',
    );
    expect(await admin.post(`${path}/deny`, body, key)).toMatchObject({
      status: 200,
      body: { state: 'denied', requestId: asked.body.requestId },
    });
    const view = (await user.get(path)).body;
    expect(view.timeline.filter(({ kind }: any) => kind === 'denied')).toHaveLength(2);
    expect(view.approvals).toMatchObject([{ decision: { comment: body.reason } }]);
    // Another decision, and the same key for another one.
    const other = await admin.post(`${path}/approve`);
    expect(other).toMatchObject({ status: 409, body: { code: 'request.decided' } });
    expect(other.body.detail).toContain('has been denied by');
    expect(await admin.post(`${path}/deny`, { reason: 'Another reason' }, key)).toMatchObject({
      status: 422,
      body: { code: 'request.key_reused', errors: [{ field: 'idempotency-key' }] },
    });
  }, 90_000);

  it('starts replication once at a time', async () => {
    const first = await admin.post(`/stores/${storeId}/replicate`);
    const second = await admin.post(`/stores/${storeId}/replicate`);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.body).toEqual(second.body);
  });
});
