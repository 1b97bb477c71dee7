/** Out of office: somebody else is asked as well, and decides for who is away (access-and-approvals B1). */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApproval, recordDecision } from '../../activities/change/approvals.ts';
import { insertApprovalLink } from '../../activities/database/repositories/approval-links.ts';
import { savePlannedApprovals, setApproval } from '../../activities/database/repositories/approvals.ts';
import { getRequest, setState } from '../../activities/database/repositories/requests.ts';
import { hashWords } from '../../activities/platform/random-words.ts';
import { adminLogin, type Answer, ApiTest, type Client, unknownId, userLogin } from '../support/api.ts';

let api: ApiTest;
let admin: Client;
let user: Client;
let storeId: string;
let groupId: string;
const ids: Record<string, string> = {};
const id = (name: string): string => ids[name] ?? '';
const clients = new Map<string, Client>();
const as = (name: string): Client => clients.get(name) ?? api.client();
const people = ['anna.away', 'ben.backup', 'carl.chain', 'dan.deputy'] as const;

beforeAll(async () => {
  api = await ApiTest.start();
  storeId = api.home.storeId;
  for (const login of people) ids[login] = await api.addUser(login, { mail: [`${login}@example.org`] });
  groupId = await api.addGroup('Cyclists', [], id('anna.away'));
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
  for (const login of people) clients.set(login, await api.signedIn(login));
});
afterAll(() => api[Symbol.asyncDispose]());

const days = (count: number): string => new Date(Date.now() + count * 24 * 3_600_000).toISOString();
const handOn = (from: string, to: string, more: object = {}): Promise<Answer> =>
  as(from).post('/delegations', { delegateId: id(to), endsAt: days(7), ...more });
/** Everybody is back. */
const allBack = () => api.database.pool.query('delete from delegations');

/** A request that waits for Anna, as the workflow leaves it. */
async function waiting(
  requester: Client = user,
  options: { readonly definitionId?: string; readonly planned?: boolean } = {},
): Promise<string> {
  const { body } = await requester.post(`/stores/${storeId}/groups/${groupId}/join`, {});
  const requestId = body.requestId as string;
  const { db } = api.database;
  const anna = { storeId, id: id('anna.away'), name: 'anna.away', mail: 'anna.away@example.org' };
  const { definitionId = randomUUID() } = options;
  await db.transaction((tx) =>
    savePlannedApprovals(tx, requestId, [
      { rule: 'Join a Group', approvers: [anna], held: false, auto: null, definitionId, stage: 1 },
    ]),
  );
  if (options.planned === true) return requestId;
  await setApproval(db, requestId, 1, { state: 'open', openedAt: new Date() });
  await setState(db, requestId, 'pending');
  return requestId;
}

const deps = () => ({ db: api.database.db });
/** What the workflow does with a decision that the API took. */
async function settle(requestId: string): Promise<void> {
  const taken = api.engine.decided.findLast((one) => one.requestId === requestId);
  await recordDecision(deps())({
    ...{ requestId, step: 1, decisionId: taken?.decisionId ?? unknownId, decision: 'approve' },
  });
}
const inbox = async (client: Client): Promise<string[]> =>
  (await client.get('/requests?scope=inbox&state=pending&limit=200')).body.items.map((one: any) => one.id);

describe('a delegate [access-and-approvals B1]', () => {
  it('has open and new requests in the inbox, decides them, and the trail says for whom', async () => {
    const before = await waiting();
    expect((await as('ben.backup').get(`/requests/${before}`)).status).toBe(404);
    expect((await handOn('anna.away', 'ben.backup')).status).toBe(201);
    const after = await waiting();
    expect(await inbox(as('ben.backup'))).toEqual(expect.arrayContaining([before, after]));
    expect(await inbox(as('anna.away'))).toEqual(expect.arrayContaining([before, after]));
    expect((await as('ben.backup').get('/requests/counts')).body.inbox).toBeGreaterThan(1);
    expect((await as('ben.backup').get(`/requests/${before}`)).body).toMatchObject({
      mayDecide: true,
      decidesFor: { id: id('anna.away'), name: 'anna.away' },
    });
    expect((await as('ben.backup').post(`/requests/${before}/approve`, {})).status).toBe(200);
    await settle(before);
    const { body } = await user.get(`/requests/${before}`);
    expect(body.approvals[0].decision).toMatchObject({
      decidedAs: 'delegate',
      by: { name: 'ben.backup' },
      onBehalfOf: { name: 'anna.away' },
    });
    expect(body.timeline.at(-1)).toMatchObject({
      kind: 'approved',
      data: { by: 'ben.backup', for: 'anna.away' },
    });
    // Who is away may still decide.
    expect((await as('anna.away').post(`/requests/${after}/approve`, {})).status).toBe(200);
    await allBack();
    // What one has decided stays to be seen.
    expect((await as('ben.backup').get(`/requests/${before}`)).status).toBe(200);
    expect((await as('ben.backup').get(`/requests/${after}`)).status).toBe(404);
  });

  it('is told by mail, of what is open when it begins and of what comes', async () => {
    const before = await waiting();
    await handOn('anna.away', 'ben.backup');
    const mailed = async (requestId: string) => {
      const { rows } = await api.database.pool.query(
        'select recipient, template from notifications where request_id = $1 order by recipient',
        [requestId],
      );
      return rows;
    };
    const ben = { recipient: 'ben.backup@example.org', template: 'approvalRequested' };
    await expect.poll(() => mailed(before), { timeout: 15_000, interval: 200 }).toEqual([ben]);
    const after = await waiting(user, { planned: true });
    await openApproval(deps())({ requestId: after, step: 1 });
    expect(await mailed(after)).toEqual([{ ...ben, recipient: 'anna.away@example.org' }, ben]);
    await allBack();
  });

  it('decides by the link of their own mail as long as they stand in [access-and-approvals W7]', async () => {
    const { workflows } = (await as('anna.away').get('/delegations')).body;
    const definitionId = workflows[0].id as string;
    await api.database.pool.query('update workflow_definitions set mail_approval = true');
    await handOn('anna.away', 'ben.backup');
    const linkFor = async (requestId: string): Promise<string> => {
      const token = randomBytes(32).toString('base64url');
      await insertApprovalLink(api.database.db, {
        ...{ tokenHash: hashWords(token), requestId, step: 1, storeId, approverId: id('ben.backup') },
        expiresAt: new Date(days(7)),
      });
      return `/mail-approvals/${token}`;
    };
    const [one, two] = [await waiting(user, { definitionId }), await waiting(user, { definitionId })];
    const [first, second] = [await linkFor(one), await linkFor(two)];
    expect((await as('carl.chain').get(first)).status).toBe(404);
    expect((await as('ben.backup').post(first, { decision: 'approve' })).status).toBe(200);
    await settle(one);
    expect((await user.get(`/requests/${one}`)).body.approvals[0].decision.decidedAs).toBe('delegate');
    await allBack();
    expect((await as('ben.backup').get(second)).body.code).toBe('link.expired');
  });

  it('hands nothing on in turn', async () => {
    await handOn('anna.away', 'ben.backup');
    await handOn('ben.backup', 'carl.chain');
    const requestId = await waiting();
    expect(await inbox(as('carl.chain'))).not.toContain(requestId);
    expect((await as('carl.chain').post(`/requests/${requestId}/approve`, {})).status).toBe(404);
    await allBack();
  });

  it('who is the requester is ignored: nobody approves their own request by standing in', async () => {
    await handOn('anna.away', 'ben.backup');
    const requestId = await waiting(as('ben.backup'));
    expect(await inbox(as('ben.backup'))).not.toContain(requestId);
    expect((await as('ben.backup').get(`/requests/${requestId}`)).body.mayDecide).toBe(false);
    expect(await as('ben.backup').post(`/requests/${requestId}/approve`, {})).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
    const planned = await waiting(as('ben.backup'), { planned: true });
    await openApproval(deps())({ requestId: planned, step: 1 });
    const { rows } = await api.database.pool.query(
      'select recipient from notifications where request_id = $1',
      [planned],
    );
    expect(rows).toEqual([{ recipient: 'anna.away@example.org' }]);
    await allBack();
  });

  it('decides for the chosen workflows only', async () => {
    const { workflows } = (await as('anna.away').get('/delegations')).body;
    const [mine, other] = workflows as { id: string }[];
    expect((await handOn('anna.away', 'ben.backup', { workflows: [mine?.id] })).status).toBe(201);
    const [inside, outside] = [
      await waiting(user, { definitionId: mine?.id ?? '' }),
      await waiting(user, { definitionId: other?.id ?? '' }),
    ];
    const seen = await inbox(as('ben.backup'));
    expect([seen.includes(inside), seen.includes(outside)]).toEqual([true, false]);
    expect((await as('ben.backup').post(`/requests/${outside}/approve`, {})).status).toBe(404);
    await allBack();
  });

  it('decides from the beginning to the end, and not a moment longer', async () => {
    const later = await handOn('anna.away', 'ben.backup', { startsAt: days(1) });
    expect(later.body.active).toBe(false);
    const requestId = await waiting();
    expect(await inbox(as('ben.backup'))).not.toContain(requestId);
    await api.database.pool.query("update delegations set starts_at = now() - interval '1 hour'");
    expect(await inbox(as('ben.backup'))).toContain(requestId);
    // Taken by the API while it held, written down after it ended: it does not count.
    expect((await as('ben.backup').post(`/requests/${requestId}/approve`, {})).status).toBe(200);
    await api.database.pool.query('update delegations set ends_at = now()');
    await expect(settle(requestId)).rejects.toMatchObject({ code: 'permission.denied' });
    expect((await getRequest(api.database.db, requestId))?.state).toBe('pending');
    expect(await inbox(as('ben.backup'))).not.toContain(requestId);
    await allBack();
  });

  it('is ended by who is away, and by nobody else', async () => {
    const { body } = await handOn('anna.away', 'ben.backup');
    const requestId = await waiting();
    const path = `/delegations/${body.id as string}`;
    expect((await as('ben.backup').send('DELETE', path)).status).toBe(404);
    expect((await as('ben.backup').get('/delegations')).body).toMatchObject({
      given: [],
      held: [{ delegator: { name: 'anna.away' }, active: true, workflows: null }],
    });
    expect((await as('anna.away').send('DELETE', path)).status).toBe(204);
    expect(await inbox(as('ben.backup'))).not.toContain(requestId);
    await allBack();
  });

  it('decides nothing for somebody who has lost account or role', async () => {
    await handOn('dan.deputy', 'ben.backup');
    const requestId = await waiting();
    await api.database.pool.query('update approval_approvers set approver_id = $2 where request_id = $1', [
      requestId,
      id('dan.deputy'),
    ]);
    const provider = await api.provider();
    await provider.setEnabled?.({ kind: 'user', id: id('dan.deputy') }, false);
    expect(await as('ben.backup').post(`/requests/${requestId}/approve`, {})).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
    // Nor can such an account be chosen.
    expect(await handOn('anna.away', 'dan.deputy')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'delegateId' }] },
    });
    await provider.setEnabled?.({ kind: 'user', id: id('dan.deputy') }, true);
    await allBack();
  });
});

describe('a delegation [access-and-approvals B1]', () => {
  it('names another person of the store, who holds an enabled role, and lasts 180 days at most', async () => {
    const field = async (more: object): Promise<unknown> => {
      const answer = await handOn('anna.away', 'ben.backup', more);
      return answer.body.errors?.[0]?.field ?? answer.status;
    };
    expect(await field({ endsAt: days(181) })).toBe('endsAt');
    expect(await field({ startsAt: days(30), endsAt: days(211) })).toBe('endsAt');
    expect(await field({ endsAt: days(-1) })).toBe('endsAt');
    expect(await field({ startsAt: days(9), endsAt: days(8) })).toBe('endsAt');
    expect(await field({ delegateId: id('anna.away') })).toBe('delegateId');
    expect(await field({ delegateId: unknownId })).toBe(404);
    expect(await field({ workflows: [unknownId] })).toBe('workflows/0');
    expect(await field({ workflows: [] })).toBe('workflows');
    expect(await field({ startsAt: days(30), endsAt: days(209) })).toBe(201);
    await allBack();
  });

  it('needs a delegate whom an enabled role holds', async () => {
    const roles = (await admin.get(`/stores/${storeId}/roles`)).body.items;
    const everybody = roles.find(({ name }: any) => name === 'User');
    const path = `/stores/${storeId}/roles/${everybody.id as string}`;
    const group = await api.addGroup('Deputies', [id('anna.away')]);
    await admin.post(`/stores/${storeId}/roles`, {
      ...{ name: 'Away', priority: 30, criteriaGroupId: group, permissions: ['Manage My Groups'] },
    });
    await admin.send('PATCH', path, { enabled: false });
    expect(await handOn('anna.away', 'ben.backup')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'delegateId' }] },
    });
    await admin.send('PATCH', path, { enabled: true });
  });
});
