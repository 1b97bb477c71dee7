/** Why can't I? Every refusal is kept, and its reason can be asked for (access-and-approvals B4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySettings } from '../../activities/database/repositories/groups.ts';
import { adminLogin, type Answer, ApiTest, type Client, userLogin } from '../support/api.ts';
import { planning } from '../support/plans.ts';

let api: ApiTest;
let admin: Client;
let user: Client;

beforeAll(async () => {
  api = await ApiTest.start();
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
  api.engine.onStart = planning(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const why = async (client: Client, permission: string): Promise<Answer> =>
  client.get(`/why-not?${new URLSearchParams({ permission }).toString()}`);

describe('every 403 [access-and-approvals B4]', () => {
  it('is kept with the permission that was lacking, also where the planner refused', async () => {
    const groups = `/stores/${api.home.storeId}/groups`;
    const foreign = await api.addGroup('Foreign', []);
    const secret = await api.addGroup('Secret', [api.userId]);
    await applySettings(api.database.db, api.home.storeId, secret, {
      securityType: { old: null, new: 'private' },
    });
    expect(await user.get('/stores')).toMatchObject({
      status: 403,
      body: { permission: 'Manage Identity Store' },
    });
    const now = { prefer: 'wait=5' };
    expect(await user.send('PATCH', `${groups}/${foreign}`, { description: 'Mine' }, now)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied', permission: 'Manage Any Group' },
    });
    expect(await user.post(`${groups}/${secret}/leave`, {}, now)).toMatchObject({
      status: 403,
      body: { code: 'group.private', permission: 'Manage Any Group' },
    });
    expect((await user.post('/requests/x/approve', {}, { 'x-csrf-token': 'wrong' })).status).toBe(403);
    const kept = async () => (await user.get('/denied-attempts')).body.items;
    await expect.poll(async () => (await kept()).length).toBe(4);
    expect(
      (await kept()).map(({ permission, code, route }: any) => [permission, code, route]).toSorted(),
    ).toEqual([
      [null, 'csrf.invalid', expect.stringMatching(/^POST .*approve$/)],
      ['Manage Any Group', 'group.private', expect.stringMatching(/^POST .*leave$/)],
      ['Manage Any Group', 'permission.denied', expect.stringMatching(/^PATCH /)],
      ['Manage Identity Store', 'permission.denied', 'GET /api/v1/stores'],
    ]);
    // What was refused to others is not told.
    expect((await admin.get('/denied-attempts')).body.items).toEqual([]);
    expect(api.logLines.some((line) => line.includes('"permission":"Manage Identity Store"'))).toBe(true);
  });
});

describe('why can’t I [access-and-approvals B4] [access-and-approvals O5]', () => {
  it('names the roles that would allow it and why they do not count, without whom they are for', async () => {
    const { body } = await why(user, 'Manage Identity Store');
    expect(body).toMatchObject({
      heldBy: null,
      outsideToken: false,
      active: 'User',
      client: { type: 'api' },
      roles: [{ name: 'Administrator', priority: 1, verdict: 'notMember' }],
    });
    expect(JSON.stringify(body)).not.toContain(api.home.groupId);
    expect((await why(admin, 'Manage My Groups')).body).toMatchObject({
      heldBy: 'Manage My Groups',
      active: 'Administrator',
      roles: [
        { name: 'Administrator', verdict: 'active' },
        { name: 'User', verdict: 'outranked' },
      ],
    });
    expect((await why(user, 'No such thing')).status).toBe(422);
  });

  it('tells a program that its token is the reason', async () => {
    const { secret } = (
      await admin.post('/api-tokens', { name: 'Few', scopes: ['Manage Workflows'], days: 1 })
    ).body;
    const headers = { authorization: `Bearer ${secret as string}` };
    const answer = await api.client().get('/why-not?permission=Manage+Identity+Store', headers);
    expect(answer.body).toMatchObject({ heldBy: null, outsideToken: true, active: 'Administrator' });
  });
});
