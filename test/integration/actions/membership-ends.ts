/** Memberships that end by themselves. */
import { expect, test } from 'vitest';
import type { Company } from '../../support/company.ts';
import type { ApiClient } from '../../support/client.ts';
import { until } from '../../support/ports.ts';

export function membershipEndTests(company: Company): void {
  const id = (name: string) => company.corp.id(name);
  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
  const day = 24 * 3_600_000;
  const add = (group: string, names: readonly string[], end?: string, client = company.olga) =>
    company.act(client, 'POST', company.groups(group, 'members'), {
      memberIds: names.map(id),
      ...(end === undefined ? {} : { until: end }),
    });
  const join = (client: ApiClient, group: string, end?: string) =>
    company.act(client, 'POST', company.groups(group, 'join'), end === undefined ? {} : { until: end });
  const ends = (group: string) =>
    company.rows<{ member_id: string; until: Date; state: string }>(
      'select member_id, until, state from membership_ends where group_id = $1',
      [group],
    );
  const gone = (group: string) =>
    until('the end of the membership', 20_000, async () => (await ends(group)).length === 0);
  const listed = async (group: string, name: string) =>
    (await company.olga.get(company.groups(group, 'members'))).body.items.find(
      (one: any) => one.id === id(name),
    );

  test('[access-and-approvals B5] a membership ends at its time, by Muster, because of the request; the member is warned', async () => {
    const group = await company.group(company.olga, 'Until then', { securityType: 'public' });
    // A second one, so that the request has one membership of each kind: one there is already, for good.
    const end = inMs(3_500);
    const asked = await add(group, ['uwe.user', 'olga.owner'], end);
    expect(asked).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    const { body: request } = await company.olga.get(`/requests/${asked.body.requestId}`);
    expect(request).toMatchObject({ until: end, because: null });
    expect(request.plan.items).toMatchObject([
      { operation: 'addValue', new: id('uwe.user') },
      { operation: 'update', attribute: 'memberUntil', old: null, new: end, valueName: 'uwe.user' },
      { operation: 'addValue', new: id('olga.owner'), skippedReason: 'already a member' },
    ]);
    expect(await listed(group, 'uwe.user')).toMatchObject({ until: end });
    expect(await listed(group, 'olga.owner')).toMatchObject({ until: null });
    expect((await company.uwe.get(company.groups(group))).body).toMatchObject({
      isMember: true,
      memberUntil: end,
    });
    const warnings = () =>
      company.rows("select * from notifications where template = 'membershipEnding' and request_id = $1", [
        asked.body.requestId,
      ]);
    await until('the warning', 5_000, async () => (await warnings()).length > 0);
    const [warning] = await warnings();
    expect(warning).toMatchObject({
      recipient: expect.stringContaining('uwe.user@'),
      data: { user: 'uwe.user' },
    });

    await gone(group);
    expect(await company.members(group)).toEqual(['olga.owner']);
    const [last] = (
      await company.ada.get(`/history?storeId=${company.corp.storeId}&objectId=${group}&limit=5`)
    ).body.items;
    expect(last).toMatchObject({
      action: 'endMemberships',
      operation: 'removeValue',
      old: id('uwe.user'),
      valueName: 'uwe.user',
      actor: { id: 'muster', name: 'Muster' },
    });
    expect((await company.ada.get(`/requests/${last.requestId}`)).body).toMatchObject({
      action: 'endMemberships',
      state: 'succeeded',
      because: asked.body.requestId,
    });
    const undone = await company.act(company.olga, 'POST', `/requests/${last.requestId}/undo`, {});
    expect(undone.status).toBeGreaterThanOrEqual(400);
    expect(await company.members(group)).toEqual(['olga.owner']);
  });

  test('[access-and-approvals B5] who may manage the members moves the end or takes it away; a later join with an end bounds nobody who is there for good', async () => {
    const group = await company.group(company.olga, 'Moved ends', { securityType: 'public' });
    const first = inMs(4_500);
    await add(group, ['uwe.user', 'ben.biker', 'eva.extra'], first);
    const later = inMs(60 * day);
    expect(await add(group, ['uwe.user'], later)).toMatchObject({ body: { state: 'succeeded' } });
    expect(await add(group, ['ben.biker'])).toMatchObject({ body: { state: 'succeeded' } });
    expect(await listed(group, 'uwe.user')).toMatchObject({ until: later });
    expect(await listed(group, 'ben.biker')).toMatchObject({ until: null });
    const bounded = await join(company.ben, group, inMs(day));
    expect((await company.ben.get(`/requests/${bounded.body.requestId}`)).body.plan.items).toMatchObject([
      { skippedReason: 'already a member' },
    ]);
    // Moved earlier: the workflow of that request ends it, in its own time.
    await until('the first end', 20_000, async () => !(await company.members(group)).includes('eva.extra'));
    expect(await company.members(group)).toEqual(['ben.biker', 'olga.owner', 'uwe.user']);
    expect((await ends(group)).map((one) => one.member_id)).toEqual([id('uwe.user')]);
    expect(await add(group, ['uwe.user'], inMs(1_500))).toMatchObject({ body: { state: 'succeeded' } });
    await gone(group);
    expect(await company.members(group)).toEqual(['ben.biker', 'olga.owner']);
  });

  test('[access-and-approvals B5] a removal keeps the end for its undo; what ends of its own accord is a success', async () => {
    const group = await company.group(company.olga, 'Left before', { securityType: 'public' });
    const far = inMs(30 * day);
    await add(group, ['uwe.user'], far);
    const left = await company.act(company.uwe, 'POST', company.groups(group, 'leave'), {});
    expect(await ends(group)).toEqual([]);
    expect(await company.act(company.uwe, 'POST', `/requests/${left.body.requestId}/undo`, {})).toMatchObject(
      {
        body: { state: 'succeeded' },
      },
    );
    expect(await listed(group, 'uwe.user')).toMatchObject({ until: far });

    // Ended in the directory: nothing is left to do when the time comes.
    await add(group, ['ben.biker'], inMs(2_500));
    await company.modify(group, `delete: member\nmember: ${await company.dn(id('ben.biker'))}`);
    await until('the end', 20_000, async () =>
      (await ends(group)).every((one) => one.member_id !== id('ben.biker')),
    );
    expect(await company.members(group)).toEqual(['olga.owner', 'uwe.user']);

    // Ended and given again there, for good.
    await add(group, ['eva.extra'], inMs(12_000));
    await company.modify(group, `delete: member\nmember: ${await company.dn(id('eva.extra'))}`);
    await company.replicate();
    expect((await ends(group)).map((one) => one.member_id)).toEqual([id('uwe.user')]);
    await company.modify(group, `add: member\nmember: ${await company.dn(id('eva.extra'))}`);
    expect(await company.members(group)).toContain('eva.extra');
  });

  test('[access-and-approvals B5] added for good and until some day at the same moment: for good', async () => {
    const group = await company.group(company.olga, 'At once', { securityType: 'public' });
    const answers = await Promise.all([
      add(group, ['uwe.user'], inMs(day)),
      add(group, ['uwe.user'], undefined, company.ada),
      add(group, ['uwe.user'], inMs(2 * day)),
      join(company.uwe, group),
    ]);
    for (const answer of answers)
      expect(['succeeded', 'stale']).toContain(
        answer.body.state ?? answer.body.code?.replace('request.', ''),
      );
    expect(await company.members(group)).toContain('uwe.user');
    expect(await ends(group)).toEqual([]);
  });

  test('[access-and-approvals B5, Q5] an end that was moved, or has passed, while a request waited: nothing is done', async () => {
    const group = await company.group(company.olga, 'Waited', { securityType: 'semi-private' });
    const late = await join(company.ben, group, inMs(1_500));
    expect(late).toMatchObject({ status: 202, body: { state: 'pending' } });
    const dayAfter = inMs(day);
    await add(group, ['uwe.user'], dayAfter);
    const longer = await join(company.uwe, group, inMs(5 * day));
    expect(longer).toMatchObject({ status: 202, body: { state: 'pending' } });
    expect(await listed(group, 'uwe.user')).toMatchObject({ until: dayAfter });
    const moved = inMs(3 * day);
    await add(group, ['uwe.user'], moved);
    await company.olga.post(`/requests/${longer.body.requestId}/approve`, {});
    await company.uwe.untilState(longer.body.requestId, ['stale']);
    expect(await listed(group, 'uwe.user')).toMatchObject({ until: moved });
    await company.olga.post(`/requests/${late.body.requestId}/approve`, {});
    await company.ben.untilState(late.body.requestId, ['failed']);
    expect((await company.ben.get(`/requests/${late.body.requestId}`)).body.problem).toMatchObject({
      code: 'value.invalid',
      fields: [{ field: 'until' }],
      message: expect.stringContaining('has passed'),
    });
    expect(await company.members(group)).toEqual(['olga.owner', 'uwe.user']);
    // Approved in time it moves the end.
    const again = inMs(6 * day);
    const asked = await join(company.uwe, group, again);
    await company.olga.post(`/requests/${asked.body.requestId}/approve`, {});
    await company.uwe.untilState(asked.body.requestId, ['succeeded']);
    expect(await listed(group, 'uwe.user')).toMatchObject({ until: again });
  });

  test('[access-and-approvals B5, O6] an end that is not ahead, or later than the role allows, names its field', async () => {
    const group = await company.group(company.olga, 'Refused ends', { securityType: 'public' });
    const refused = { status: 422, body: { code: 'value.invalid', errors: [{ field: 'until' }] } };
    expect(await add(group, ['uwe.user'], inMs(-1_000))).toMatchObject(refused);
    expect(await add(group, ['uwe.user'], inMs(4_000 * day))).toMatchObject(refused);
    expect(await add(group, ['uwe.user'], 'tomorrow')).toMatchObject({ status: 422 });
    const roles = `/stores/${company.corp.storeId}/roles`;
    const [role] = (await company.ada.get(roles)).body.items.filter((one: any) => one.name === 'User');
    const limit = (longestDays: number | null) =>
      company.ada.send('PATCH', `${roles}/${role.id}`, {
        body: { policies: { memberships: { longestDays } } },
      });
    expect((await limit(30)).status).toBe(200);
    try {
      expect(await join(company.uwe, group)).toMatchObject(refused);
      expect(await join(company.uwe, group, inMs(32 * day))).toMatchObject(refused);
      expect(await join(company.uwe, group, inMs(30 * day))).toMatchObject({ body: { state: 'succeeded' } });
      // The administrator's role has no limit.
      expect(await add(group, ['ben.biker'], undefined, company.ada)).toMatchObject({
        body: { state: 'succeeded' },
      });
    } finally {
      await limit(null);
    }
  });
}
