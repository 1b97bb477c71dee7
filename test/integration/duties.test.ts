/** Separation of duties and break-glass, by the planner and the execution themselves: planner, execution, attackers, the scan, exceptions (access-and-approvals B2). */
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyChange } from '../../activities/change/apply.ts';
import { openApproval } from '../../activities/change/approvals.ts';
import { planChange } from '../../activities/change/plan.ts';
import { recordChange } from '../../activities/change/record.ts';
import { RequestRefused } from '../../activities/change/refused.ts';
import { setState } from '../../activities/database/repositories/requests.ts';
import { createDutyActivities, createDutyRecords } from '../../activities/duties/scan.ts';
import { createLogger } from '../../activities/platform/log.ts';
import type { ProviderPool } from '../../activities/platform/provider-pool.ts';
import { adminLogin, type Answer, ApiTest, type Client } from '../support/api.ts';
import { breakGlassTests } from './duties/break-glass.ts';
import { systemWorkflowTests } from './duties/system-workflows.ts';
import { stillAllowedTests } from './duties/still-allowed.ts';

let api: ApiTest;
let admin: Client;
let storeId: string;
let pay: string;
let order: string;
let paula: string;
let gustav: string;
let boss: string;
let ruleId: string;
let deps: Parameters<typeof planChange>[0];

beforeAll(async () => {
  api = await ApiTest.start();
  storeId = api.home.storeId;
  const providers = { open: (id: string) => api.provider(id) } as unknown as ProviderPool;
  deps = { db: api.database.db, providers, log: createLogger('test', 'silent') };
  [paula, gustav, boss] = [
    await api.addUser('paula.pay'),
    await api.addUser('gustav.good'),
    await api.addUser('bea.boss'),
  ];
  admin = await api.signedIn(adminLogin);
  // The planner in the place of the workflow.
  api.engine.onStart = async (requestId) => {
    try {
      await planChange(deps, { requestId });
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      const { code, message, fields } = error;
      await setState(api.database.db, requestId, 'failed', { problem: { code, message, fields } });
    }
  };
});
afterAll(() => api[Symbol.asyncDispose]());

let round = 0;
/** Fresh groups and one rule for each test. */
beforeEach(async () => {
  round += 1;
  await api.database.pool.query('delete from duty_rules');
  pay = await api.addGroup(`Payments ${round}`, [paula]);
  order = await api.addGroup(`Orders ${round}`, []);
  ruleId = await rule({ action: 'block' });
});

const group = (id: string) => ({ storeId, kind: 'group', id });
async function rule(fields: Record<string, unknown>): Promise<string> {
  const body = { name: `Pay and order ${round}`, first: [group(pay)], second: [group(order)], ...fields };
  const answer = await admin.post('/duty-rules', body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body.id as string;
}
const change = (fields: Record<string, unknown>): Promise<Answer> =>
  admin.send('PATCH', `/duty-rules/${ruleId}`, fields);

/** @returns the request as it is after planning */
async function add(groupId: string, memberIds: readonly string[], client: Client = admin): Promise<any> {
  const { status, body } = await client.post(`/stores/${storeId}/groups/${groupId}/members`, {
    memberIds,
  });
  expect(status).toBeLessThan(500);
  return seen(body.requestId as string);
}
const seen = async (id: string): Promise<any> => (await admin.get(`/requests/${id}`)).body;
const write = (requestId: string) => applyChange(deps, { requestId, storeId }, new AbortController().signal);
/** As the workflow carries it out. */
async function done(request: { readonly id: string }): Promise<void> {
  await write(request.id);
  await recordChange({ db: api.database.db }, { requestId: request.id });
}
const refused = { state: 'failed', problem: { code: 'sod.conflict' } };
async function except(personId: string, more: Record<string, unknown> = {}): Promise<Answer> {
  const endsAt = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
  return admin.post('/duty-exceptions', {
    ...{ ruleId, storeId, personId, reason: 'Until the new colleague is here', approverId: boss, endsAt },
    ...more,
  });
}

describe('what a rule refuses when a change is planned [access-and-approvals B2]', () => {
  it('adding somebody who holds the other side, directly or through groups in groups, from either side', async () => {
    expect(await add(order, [paula])).toMatchObject(refused);
    const inner = await api.addGroup(`Inner ${round}`, [gustav]);
    await api.addGroup(`Middle ${round}`, [inner]);
    await done(await add(order, [inner]));
    expect(await add(pay, [gustav])).toMatchObject(refused);
    // Who holds one side only is added.
    expect(await add(order, [boss])).toMatchObject({ state: 'running' });
  });

  it('joining', async () => {
    const client = await api.signedIn('paula.pay');
    const { body } = await client.post(`/stores/${storeId}/groups/${order}/join`, {});
    const request = await seen(body.requestId as string);
    expect(request).toMatchObject(refused);
    expect(request.problem.message).toContain('would put you on both sides');
  });

  it('nesting a group that brings such people, at any depth, and into a group inside a side', async () => {
    const deep = await api.addGroup(`Deep ${round}`, [paula]);
    const around = await api.addGroup(`Around ${round}`, [deep]);
    const inOrders = await api.addGroup(`In orders ${round}`, []);
    await done(await add(order, [inOrders]));
    expect(await add(inOrders, [around])).toMatchObject(refused);
    expect(await add(inOrders, [await api.addGroup(`Harmless ${round}`, [gustav])])).toMatchObject({
      problem: null,
    });
  });

  it('a detour in two steps: a new group with somebody in it, nested afterwards', async () => {
    const { body } = await admin.post(`/stores/${storeId}/groups`, {
      name: `Detour ${round}`,
      members: [paula],
    });
    const made = await seen(body.requestId as string);
    expect(made.state).toBe('running');
    await done(made);
    const { targetId } = (
      await api.database.pool.query('select target_id as "targetId" from requests where id = $1', [made.id])
    ).rows[0] as { targetId: string };
    expect(await add(order, [targetId])).toMatchObject(refused);
  });

  it('who holds a role stands for its criteria, of a group or of a container', async () => {
    const clerks = await api.addGroup(`Clerks ${round}`, [gustav]);
    const roles = `/stores/${storeId}/roles`;
    const role = await admin.post(roles, {
      name: `Clerk ${round}`,
      priority: 40 + round,
      criteriaGroupId: clerks,
    });
    await change({ first: [{ storeId, kind: 'role', id: role.body.id }] });
    expect(await add(order, [gustav])).toMatchObject(refused);
    expect(await add(order, [paula])).toMatchObject({ state: 'running' });
  });

  it('says which rule, and of its groups only those the person may see', async () => {
    const hidden = await api.addGroup(`Hidden ${round}`, [paula]);
    await api.database.pool.query(
      `insert into group_settings (store_id, group_id, security_type) values ($1, $2, 'private')`,
      [storeId, hidden],
    );
    await api.database.pool.query('delete from group_settings where group_id = $1', [order]);
    await change({ first: [group(hidden)] });
    await api
      .provider(storeId)
      .then((provider) =>
        provider.update?.({ kind: 'group', id: order }, [
          { attribute: provider.vocabulary.owner ?? '', op: 'set', old: null, new: gustav },
        ]),
      );
    const client = await api.signedIn('gustav.good');
    const { body } = await client.post(`/stores/${storeId}/groups/${order}/members`, {
      memberIds: [paula],
    });
    const request = await seen(body.requestId as string);
    expect(request).toMatchObject(refused);
    expect(request.problem.message).toContain(`Pay and order ${round}`);
    expect(request.problem.message).toContain(`Orders ${round}`);
    expect(request.problem.message).not.toContain('Hidden');
  });

  it('only warns where the rule says so, and is silent while it is off', async () => {
    await change({ action: 'warn' });
    const warned = await add(order, [paula]);
    expect(warned).toMatchObject({ state: 'running', plan: { warnings: [{ code: 'sod.conflict' }] } });
    await change({ action: 'block', enabled: false });
    expect(await add(order, [paula])).toMatchObject({ state: 'running', plan: { warnings: [] } });
  });
});

describe('what is caught when the change is written [access-and-approvals B2] [access-and-approvals Q5]', () => {
  const conflict = { code: 'sod.conflict' };

  it('two requests at the same time, each sound for itself: one is written', async () => {
    const [first, second] = [await add(pay, [gustav]), await add(order, [gustav])];
    const results = await Promise.allSettled([write(first.id), write(second.id)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: conflict });
  });

  it('the same by nesting, one request after the other was written and recorded', async () => {
    const team = await api.addGroup(`Team ${round}`, [gustav]);
    const [first, second] = [await add(pay, [team]), await add(order, [gustav])];
    await done(first);
    await expect(write(second.id)).rejects.toMatchObject(conflict);
  });

  it('the same by a group that is nested while its member is added elsewhere', async () => {
    const team = await api.addGroup(`Crew ${round}`, []);
    const [nest, join, direct] = [
      await add(pay, [team]),
      await add(team, [gustav]),
      await add(order, [gustav]),
    ];
    await write(nest.id);
    await write(direct.id);
    await expect(write(join.id)).rejects.toMatchObject(conflict);
  });

  it('a rule that was made while the request waited, whether it blocks or asks', async () => {
    await change({ enabled: false });
    const [waits, asks] = [await add(order, [paula]), await add(order, [paula])];
    await change({ enabled: true });
    await expect(write(waits.id)).rejects.toMatchObject(conflict);
    await change({ action: 'approval', approver: { storeId, id: boss } });
    await expect(write(asks.id)).rejects.toMatchObject(conflict);
  });
});

describe('a rule whose approver decides [access-and-approvals B2]', () => {
  it('adds a step that says why, and is written once that step is approved', async () => {
    await change({ action: 'approval', approver: { storeId, id: boss } });
    const asked = await add(order, [paula]);
    expect(asked.approvals).toMatchObject([
      { rule: `Separation of duties: Pay and order ${round}`, held: false },
    ]);
    expect(JSON.stringify(asked.approvals)).toContain('bea.boss');
    await openApproval({ db: api.database.db })({ requestId: asked.id, step: 1 });
    await api.database.pool.query(`update approvals set state = 'approved' where request_id = $1`, [
      asked.id,
    ]);
    expect(await write(asked.id)).toEqual({ outcome: 'applied' });
  });

  it('is held for administrators where the approver is whom it is about', async () => {
    await change({ action: 'approval', approver: { storeId, id: paula } });
    const asked = await add(order, [paula]);
    expect(asked.approvals).toMatchObject([{ held: true }]);
    expect(JSON.stringify(asked.approvals[0].approvers)).not.toContain(paula);
  });
});

describe('exceptions [access-and-approvals B2]', () => {
  it('let one person pass until they end, with a reason and somebody who answers for it', async () => {
    expect((await except(paula)).status).toBe(201);
    expect(await add(order, [paula])).toMatchObject({ state: 'running' });
    await api.database.pool.query(`update duty_exceptions set ends_at = now() - interval '1 second'`);
    expect(await add(order, [paula])).toMatchObject(refused);
    const { items } = (await admin.get('/duty-exceptions')).body;
    expect(items).toMatchObject([{ personId: paula, active: false, approverName: 'bea.boss' }]);
    const told = (await admin.get('/history?limit=5')).body.items as any[];
    expect(told.some(({ action }) => action === 'changeDutyException')).toBe(true);
  });

  it('are refused for oneself, with oneself as the approver, for more than a year, and without a reason', async () => {
    const endsAt = new Date(Date.now() + 400 * 24 * 3_600_000).toISOString();
    expect((await except(api.home.userId)).status).toBe(403);
    expect((await except(paula, { approverId: paula })).status).toBe(422);
    expect((await except(paula, { endsAt })).status).toBe(422);
    expect((await except(paula, { reason: ' ' })).status).toBe(422);
  });
});

describe('the scan [access-and-approvals B2]', () => {
  const scan = async (runId: string): Promise<number> => {
    const { db } = api.database;
    const records = createDutyRecords({ db });
    const { scanId } = await records.beginScan({ runId, actorId: null });
    const activities = createDutyActivities({ db });
    await new MockActivityEnvironment().run(() => activities.findViolations({ scanId }));
    return (await records.endScan({ scanId, state: 'succeeded' })).violations;
  };

  it('finds who holds both sides already, says so once, and tells who is excepted', async () => {
    const nested = await api.addGroup(`Nested orders ${round}`, [paula, gustav]);
    const outer = await api.addGroup(`Outer orders ${round}`, [nested]);
    await change({ second: [group(outer)] });
    expect(await scan('run-1')).toBe(1);
    // Killed after it had written and run again: the same.
    expect(await scan('run-1')).toBe(1);
    const list = async (query = '') => (await admin.get(`/duty-violations${query}`)).body;
    expect(await list()).toMatchObject({
      scan: { state: 'succeeded', violations: 1 },
      items: [{ personId: paula, ruleId, exceptedUntil: null }],
    });
    expect((await except(paula)).status).toBe(201);
    expect((await list()).items[0].exceptedUntil).not.toBeNull();
    expect((await list('?open=true')).items).toEqual([]);
    const csv = await admin.get('/duty-violations.csv');
    expect(csv.body).toContain('paula.pay');
    await change({ second: [group(order)] });
    expect(await scan('run-2')).toBe(0);
    expect((await list()).items).toEqual([]);
  });
});

describe('rules as they are saved [access-and-approvals B2]', () => {
  it('name every field at fault, and history tells of them', async () => {
    const answer = await admin.post('/duty-rules', {
      ...{ name: 'Wrong', action: 'approval', first: [group(pay)] },
      second: [group(pay), group('nobody')],
    });
    expect(answer.status).toBe(422);
    expect((answer.body.errors as any[]).map(({ field }) => field)).toEqual([
      'second/0',
      'second/1',
      'approver',
    ]);
    const twin = await admin.post('/duty-rules', {
      ...{ name: `PAY AND ORDER ${round}`, action: 'warn', first: [group(pay)], second: [group(order)] },
    });
    expect(twin).toMatchObject({ status: 409, body: { code: 'name.taken' } });
    const told = (await admin.get('/history?limit=20')).body.items as any[];
    expect(told.some(({ action }) => action === 'changeDutyRule')).toBe(true);
  });
});

describe('break-glass [access-and-approvals B6]', () => {
  breakGlassTests(() => ({ api, admin, deps }));
});

describe('what waited is judged once more when it is written [access-and-approvals Q5]', () => {
  stillAllowedTests(() => ({ api, admin, deps }));
});

describe('system workflows, raised by the test [access-and-approvals W6] [access-and-approvals X7]', () => {
  systemWorkflowTests(() => ({ api, admin, deps }));
});
