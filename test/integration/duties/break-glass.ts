/** What is done without the approvals it would have waited for, by whom, and who hears of it (access-and-approvals B6). */
import { MockActivityEnvironment } from '@temporalio/testing';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { createBreakGlassActivities } from '../../../activities/change/break-glass-report.ts';
import { applyChange } from '../../../activities/change/apply.ts';
import { recordChange } from '../../../activities/change/record.ts';
import { weekEndBefore, weekMs } from '../../../workflows/contracts/break-glass.ts';
import type { Answer, ApiTest, Client } from '../../support/api.ts';

export interface DutyWorld {
  readonly api: ApiTest;
  readonly admin: Client;
  readonly deps: Parameters<typeof applyChange>[0];
}

const reason = 'The pager went off and nobody answers the phone';
const day = 24 * 3_600_000;

export function breakGlassTests(world: () => DutyWorld): void {
  let api: ApiTest;
  let admin: Client;
  let deps: DutyWorld['deps'];
  let storeId: string;
  let eve: Client;
  let eveId: string;
  let ownerId: string;
  let rolePath: string;
  let groupId: string;
  let round = 0;

  const policies = (breakGlass: boolean) => ({ policies: { breakGlass: { enabled: breakGlass } } });
  const allow = async (enabled: boolean) => {
    expect((await admin.send('PATCH', rolePath, policies(enabled))).status).toBe(200);
  };
  const join = `join` as const;
  /** The review: a dry run. */
  const look = (client: Client, path: string = join, body: object = {}): Promise<Answer> =>
    client.post(`/stores/${storeId}/groups/${groupId}/${path}?dryRun=true`, body);
  const force = (client: Client, looked: Answer, why: string = reason): Promise<Answer> =>
    client.post(`/requests/${looked.body.dryRunId as string}/break-glass`, { reason: why });
  const seen = async (id: string): Promise<any> => (await admin.get(`/requests/${id}`)).body;
  const write = (requestId: string) =>
    applyChange(deps, { requestId, storeId }, new AbortController().signal);
  const mailsOf = async (template: string): Promise<any[]> =>
    (
      await api.database.pool.query('select * from notifications where template = $1 order by recipient', [
        template,
      ])
    ).rows;

  beforeAll(async () => {
    ({ api, admin, deps } = world());
    storeId = api.home.storeId;
    [eveId, ownerId] = [
      await api.addUser('eve.emergency', { mail: ['eve@example.org'] }),
      await api.addUser('otto.owner', { mail: ['otto@example.org'] }),
    ];
    const bossId = await api.addUser('berta.board', { mail: ['berta@example.org'] });
    const emergency = await api.addGroup('Emergency staff', [eveId]);
    const role = await admin.post(`/stores/${storeId}/roles`, {
      ...{ name: 'Emergency', priority: 4, criteriaGroupId: emergency },
      permissions: ['Manage All Requests', 'Manage My Groups', 'Create Static Group'],
      ...policies(true),
    });
    expect(role.status).toBe(201);
    rolePath = `/stores/${storeId}/roles/${role.body.id as string}`;
    const board = await api.addGroup('Board', [bossId]);
    const other = { name: 'Board', priority: 5, criteriaGroupId: board };
    const made = await admin.post(`/stores/${storeId}/roles`, {
      ...other,
      permissions: ['Manage All Requests'],
    });
    expect(made.status).toBe(201);
    eve = await api.signedIn('eve.emergency');
  });
  beforeEach(async () => {
    round += 1;
    await api.database.pool.query('delete from duty_rules');
    groupId = await api.addGroup(`Vault ${round}`, [], ownerId);
  });

  it('is done at once, told to all other administrators by mail, and stands in red in request, list and history', async () => {
    expect((await eve.get('/session')).body.breakGlass).toBe(true);
    const looked = await look(eve);
    expect(looked.body.asks).toMatchObject([{ approvers: ['otto.owner'] }]);
    // A dry run of it plans once more, and tells nobody.
    const dry = `/requests/${looked.body.dryRunId as string}/break-glass?dryRun=true`;
    expect(await eve.post(dry, { reason })).toMatchObject({
      status: 200,
      body: { hash: looked.body.hash, asks: looked.body.asks },
    });
    expect((await eve.post(dry, { reason: 'Short' })).status).toBe(422);
    const forced = await force(eve, looked);
    expect(forced.status).toBe(202);
    const id = forced.body.requestId as string;
    expect(await seen(id)).toMatchObject({
      state: 'running',
      breakGlass: reason,
      approvals: [{ state: 'approved', decision: null }],
    });
    expect((await seen(id)).timeline.map(({ kind }: any) => kind)).toEqual([
      'accepted',
      'planned',
      'breakGlass',
    ]);
    // The others know before anything is written; whoever does it is not told.
    const told = await mailsOf('breakGlassUsed');
    expect(told.map(({ recipient }) => recipient)).toEqual(['berta@example.org']);
    expect(told[0].data).toMatchObject({ reason, requester: 'eve.emergency', target: `Vault ${round}` });
    expect(await write(id)).toEqual({ outcome: 'applied' });
    await recordChange({ db: api.database.db }, { requestId: id });
    const history = (await admin.get(`/history?requestId=${id}`)).body.items;
    expect(history).toMatchObject([{ source: 'breakGlass', new: eveId, actor: { name: 'eve.emergency' } }]);
    expect((await admin.get(`/stores/${storeId}/history/verification`)).body.ok).toBe(true);
    const only = encodeURIComponent(
      JSON.stringify({ op: 'compare', attribute: 'breakGlass', test: 'equals', value: 'true' }),
    );
    const { items } = (await admin.get(`/requests?scope=all&filter=${only}`)).body;
    expect(items).toMatchObject([{ id, breakGlass: reason }]);
    // Whoever was passed over hears how it ended.
    expect((await mailsOf('requestSucceeded')).map(({ recipient }) => recipient)).toContain(
      'otto@example.org',
    );
  });

  it('needs the role, a reason of 20 characters, a fresh sign-in, and a plan of one’s own that waits', async () => {
    const looked = await look(eve);
    const user = await api.signedIn('otto.owner');
    expect(await force(admin, await look(admin))).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
    for (const other of [user, admin]) expect((await force(other, looked)).status).toBe(404);
    for (const short of ['', 'too short', `${' '.repeat(30)}nineteen characters`]) {
      expect(await force(eve, looked, short)).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'reason' }] },
      });
    }
    api.advance(11 * 60_000);
    expect(await force(eve, looked)).toMatchObject({ status: 403, body: { code: 'session.not_fresh' } });
    eve = await api.signedIn('eve.emergency');
    // Others' plans do not exist, nor do requests that are no dry run; a plan that waits for nobody is done as usual.
    const others = await look(admin);
    expect((await force(eve, others)).status).toBe(404);
    const real = await eve.post(`/stores/${storeId}/groups/${groupId}/join`, {});
    expect(
      (await eve.post(`/requests/${real.body.requestId as string}/break-glass`, { reason })).status,
    ).toBe(404);
    groupId = await api.addGroup(`Own ${round}`, [], eveId);
    expect((await force(eve, await look(eve, 'members', { memberIds: [ownerId] }))).status).toBe(422);
    expect((await eve.get('/requests?scope=mine&state=running')).body.items).toEqual([]);
  });

  it('never by an API token, and never for a delegate of whoever may', async () => {
    const looked = await look(eve);
    const { secret } = (
      await eve.post('/api-tokens', { name: 'Script', scopes: ['Manage All Requests'], days: 1 })
    ).body;
    const bearer = { authorization: `Bearer ${secret as string}` };
    const path = `/requests/${looked.body.dryRunId as string}/break-glass`;
    const byToken = await api.client().send('POST', path, { reason }, bearer);
    expect(byToken).toMatchObject({ status: 403, body: { code: 'token.session' } });
    // Nor for a person what a token has looked at.
    const dry = `/stores/${storeId}/groups/${groupId}/join?dryRun=true`;
    const lookedByToken = await api.client().send('POST', dry, {}, bearer);
    expect((await force(eve, lookedByToken)).status).toBe(404);

    const endsAt = new Date(Date.now() + day).toISOString();
    expect((await eve.post('/delegations', { delegateId: ownerId, endsAt })).status).toBe(201);
    const delegate = await api.signedIn('otto.owner');
    expect((await delegate.get('/session')).body.breakGlass).toBe(false);
    expect((await force(delegate, looked)).status).toBe(404);
    groupId = await api.addGroup(`Archive ${round}`, [], eveId);
    const own = await look(delegate);
    expect(own.body.asks).toMatchObject([{ approvers: ['eve.emergency'] }]);
    expect(await force(delegate, own)).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
    await api.database.pool.query('delete from delegations');
  });

  it('is for named people: not for a role that everybody holds, also one that became so', async () => {
    const everybody = { name: 'All in', priority: 60, criteriaGroupId: null };
    const problem = { status: 422, body: { errors: [{ field: 'policies/breakGlass/enabled' }] } };
    expect(await admin.post(`/stores/${storeId}/roles`, { ...everybody, ...policies(true) })).toMatchObject(
      problem,
    );
    const made = await admin.post(`/stores/${storeId}/roles`, everybody);
    const path = `/stores/${storeId}/roles/${made.body.id as string}`;
    expect(await admin.send('PATCH', path, policies(true))).toMatchObject(problem);
    await admin.send('DELETE', path);
  });

  it('is refused where the role loses it before the plan, and before the write', async () => {
    const [first, second] = [await look(eve), await look(eve)];
    const forced = await force(eve, first);
    await allow(false);
    await expect(write(forced.body.requestId as string)).rejects.toMatchObject({ code: 'permission.denied' });
    // A session that has not been looked at since still says so; the planner does not.
    expect(await force(eve, second)).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
    await allow(true);
  });

  it('lifts no policy and no rule that blocks, only approvals, those of a rule among them', async () => {
    const order = await api.addGroup(`Order ${round}`, [eveId]);
    const side = (id: string) => [{ storeId, kind: 'group', id }];
    const rule = (action: string, more: object = {}) =>
      admin.post('/duty-rules', {
        ...{ name: `Vault and order ${round}`, first: side(groupId), second: side(order), action },
        ...more,
      });
    const before = await look(eve);
    const planned = (await force(eve, await look(eve))).body.requestId as string;
    const made = await rule('block');
    expect(made.status).toBe(201);
    expect(await look(eve)).toMatchObject({ status: 403, body: { code: 'sod.conflict' } });
    expect(await force(eve, before)).toMatchObject({ status: 403, body: { code: 'sod.conflict' } });
    await expect(write(planned)).rejects.toMatchObject({ code: 'sod.conflict' });
    await admin.send('DELETE', `/duty-rules/${made.body.id as string}`);

    expect((await rule('approval', { approver: { storeId, id: ownerId } })).status).toBe(201);
    const asks = await look(eve);
    expect(asks.body.asks).toHaveLength(2);
    const forced = (await force(eve, asks)).body.requestId as string;
    expect(await write(forced)).toEqual({ outcome: 'applied' });
  });

  it('is refused where something moved since it was looked at, or the group went private', async () => {
    const looked = await look(eve, 'join');
    await api.database.pool.query(
      `insert into group_settings (store_id, group_id, security_type) values ($1, $2, 'private')
       on conflict (store_id, group_id) do update set security_type = 'private'`,
      [storeId, groupId],
    );
    expect(await force(eve, looked)).toMatchObject({ status: 403, body: { code: 'group.private' } });
  });

  it('two at once of one plan are one request, with one mail to each', async () => {
    const before = (await mailsOf('breakGlassUsed')).length;
    const looked = await look(eve);
    const [one, two] = await Promise.all([force(eve, looked), force(eve, looked)]);
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(one.body.requestId).toBe(two.body.requestId);
    expect(await force(eve, looked, `${reason}, and so on`)).toMatchObject({
      status: 422,
      body: { code: 'request.key_reused' },
    });
    const id = one.body.requestId as string;
    const writes = await Promise.allSettled([write(id), write(id)]);
    expect(writes.some(({ status }) => status === 'fulfilled')).toBe(true);
    await recordChange({ db: api.database.db }, { requestId: id });
    expect((await admin.get(`/history?requestId=${id}`)).body.items).toHaveLength(1);
    expect((await mailsOf('breakGlassUsed')).length).toBe(before + 1);
  });

  it('is told once a week to the administrators of its store, and not where nothing was done', async () => {
    const report = createBreakGlassActivities(deps);
    const run = <T>(act: () => Promise<T>): Promise<T> => new MockActivityEnvironment().run(act);
    const untilMs = weekEndBefore(Date.now()) + weekMs;
    expect(new Date(untilMs).getUTCDay()).toBe(1);
    expect(await run(() => report.findBreakGlassStores({ untilMs }))).toEqual({ storeIds: [storeId] });
    expect(await run(() => report.findBreakGlassStores({ untilMs: untilMs + weekMs }))).toEqual({
      storeIds: [],
    });
    const reportId = '11111111-1111-4111-8111-111111111111';
    const queue = () => run(() => report.queueBreakGlassReport({ storeId, reportId, untilMs }));
    await queue();
    await queue();
    const told = await mailsOf('breakGlassReport');
    expect(told.map(({ recipient }) => recipient)).toEqual(['berta@example.org', 'eve@example.org']);
    expect(told[0].data.reason).toContain(`eve.emergency wanted to join Vault 1 (succeeded). ${reason}`);
    // Nobody clears them away before they were told.
    await api.database.pool.query(
      `update requests set created_at = now() - interval '10 days' where break_glass_reason is not null`,
    );
    const old = { days: 1, states: ['succeeded'] };
    await admin.post(`/stores/${storeId}/requests/delete-old`, old);
    expect(
      Number(
        (
          await api.database.pool.query(
            `select count(*) from requests where break_glass_reason is not null and state = 'succeeded'`,
          )
        ).rows[0].count,
      ),
    ).toBeGreaterThan(0);
  });
}
