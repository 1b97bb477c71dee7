/** Joining and leaving groups of each security type. */
import { expect, test } from 'vitest';
import type { ApiClient } from '../../support/client.ts';
import type { Company } from '../../support/company.ts';

export function joinAndLeaveTests(company: Company): void {
  const join = (client: ApiClient, group: string, body?: object) =>
    company.act(client, 'POST', company.groups(group, 'join'), body);
  const leave = (client: ApiClient, group: string, body?: object) =>
    company.act(client, 'POST', company.groups(group, 'leave'), body);

  test('[groups 4.1] a public group is joined and left at once', async () => {
    const group = await company.group(company.olga, 'Open doors', { securityType: 'public' });
    expect(await join(company.uwe, group)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await company.members(group)).toEqual(['olga.owner', 'uwe.user']);
    // Twice is once.
    const again = await join(company.uwe, group);
    expect(again).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await company.history(again.body.requestId)).toEqual([]);
    expect(await leave(company.uwe, group)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    expect(await company.members(group)).toEqual(['olga.owner']);
  });

  test('[groups 4.1] whoever leaves a group is out of it at once, also where the session began in it', async () => {
    const group = await company.group(company.olga, 'Way out', { securityType: 'public' });
    await join(company.uwe, group);
    const anew = await company.corp.signIn('uwe.user');
    expect((await anew.get(company.groups(group))).body).toMatchObject({ isMember: true });
    await leave(anew, group);
    expect((await anew.get(company.groups(group))).body).toMatchObject({ isMember: false });
    expect((await anew.get(`${company.groups()}?relation=member`)).body.items).not.toContainEqual(
      expect.objectContaining({ id: group }),
    );
  });

  test('[groups 4.1] [access-and-approvals W2] a private group is hidden and refuses', async () => {
    const group = await company.group(company.olga, 'Closed doors', { securityType: 'private' });
    expect(await join(company.uwe, group)).toMatchObject({ status: 403, body: { code: 'group.private' } });
    expect(await company.uwe.get(company.groups(group))).toMatchObject({ status: 404 });
    expect((await company.uwe.get(`${company.groups()}?search=Closed doors`)).body.items).toEqual([]);
    await company.act(company.olga, 'POST', company.groups(group, 'members'), {
      memberIds: [company.corp.id('ben.biker')],
    });
    expect((await company.ben.get(company.groups(group))).body).toMatchObject({ isMember: true });
    expect(await leave(company.ben, group)).toMatchObject({ status: 403, body: { code: 'group.private' } });
    expect(await company.members(group)).toEqual(['ben.biker', 'olga.owner']);
  });

  test('[groups 4.1] [access-and-approvals W8] owners leave and join without asking', async () => {
    for (const securityType of ['semi-private', 'private']) {
      const group = await company.group(company.olga, `Owned ${securityType}`, {
        securityType,
        additionalOwners: [company.corp.id('ben.biker')],
      });
      expect(await leave(company.olga, group)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
      expect(await company.members(group)).toEqual([]);
      expect(await join(company.ben, group)).toMatchObject({ status: 200, body: { state: 'succeeded' } });
      expect(await company.members(group)).toEqual(['ben.biker']);
    }
  });

  test('[groups 4.1] [access-and-approvals Q3] leaving a semi-private group asks; a denial tells its reason and changes nothing', async () => {
    const group = await company.group(company.olga, 'Sticky', {
      members: [company.corp.id('olga.owner'), company.corp.id('uwe.user')],
    });
    const asked = await leave(company.uwe, group, { reason: 'No time' });
    expect(asked).toMatchObject({ status: 202, body: { state: 'pending' } });
    const { requestId } = asked.body;
    expect((await company.olga.get(`/requests/${requestId}`)).body).toMatchObject({
      reason: 'No time',
      mayDecide: true,
      approvals: [{ rule: 'Leave a Group', state: 'open', held: false, approvers: [{ name: 'olga.owner' }] }],
    });
    expect(await company.olga.post(`/requests/${requestId}/deny`, {})).toMatchObject({ status: 422 });
    expect(await company.olga.post(`/requests/${requestId}/deny`, { reason: 'We need you' })).toMatchObject({
      status: 200,
    });
    const ended = await company.uwe.untilState(requestId, ['denied']);
    expect(ended.approvals[0]).toMatchObject({
      state: 'denied',
      decision: { decision: 'deny', by: { name: 'olga.owner' }, comment: 'We need you' },
    });
    expect(await company.members(group)).toEqual(['olga.owner', 'uwe.user']);
    expect(await company.history(requestId)).toEqual([]);
  });

  test('[groups 4.5] [access-and-approvals Q5] a second request for the same is refused with the date', async () => {
    const group = await company.group(company.olga, 'Once only');
    const first = await join(company.uwe, group);
    expect(first).toMatchObject({ status: 202, body: { state: 'pending' } });
    const second = await join(company.uwe, group);
    const today = new Date().toISOString().slice(0, 10);
    expect(second).toMatchObject({ status: 409, body: { code: 'request.duplicate' } });
    expect(second.body.detail).toContain(`You already asked to join on ${today}`);
    // Two clicks at the same moment are one question as well.
    const twins = await Promise.all([join(company.ben, group), join(company.ben, group)]);
    expect(twins.map(({ status }) => status).toSorted()).toEqual([202, 409]);

    // Once it is withdrawn, asking again is allowed.
    expect(await company.uwe.post(`/requests/${first.body.requestId}/withdraw`)).toMatchObject({
      status: 200,
      body: { state: 'cancelled' },
    });
    expect(await join(company.uwe, group)).toMatchObject({ status: 202, body: { state: 'pending' } });
  });

  test('[access-and-approvals W4] only owners decide, a group among them by its members, and the first decision wins', async () => {
    const keepers = await company.group(company.olga, 'Keepers', {
      members: [company.corp.id('olga.owner'), company.corp.id('ben.biker')],
    });
    const group = await company.group(company.olga, 'Kept', {
      securityType: 'semi-private',
      owner: null,
      additionalOwners: [keepers],
    });
    const { requestId } = (await join(company.uwe, group)).body;
    expect((await company.uwe.get(`/requests/${requestId}`)).body.mayDecide).toBe(false);
    expect(await company.uwe.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 403 });
    expect(await company.eva.get(`/requests/${requestId}`)).toMatchObject({ status: 404 });
    expect(await company.eva.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 404 });

    const decisions = await Promise.all([
      company.olga.post(`/requests/${requestId}/approve`),
      company.ben.post(`/requests/${requestId}/deny`, { reason: 'No' }),
      company.ada.post(`/requests/${requestId}/approve`),
    ]);
    expect(decisions.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    for (const { status, body } of decisions) if (status === 409) expect(body.code).toBe('request.decided');
    const ended = await company.uwe.untilState(requestId, ['succeeded', 'denied']);
    const joined = (await company.members(group)).includes('uwe.user');
    expect(joined).toBe(ended.state === 'succeeded');
    expect(await company.history(requestId)).toHaveLength(joined ? 1 : 0);
  });

  test('[access-and-approvals W9] with no enabled owner the request is held and administrators decide', async () => {
    const { samba } = company.corp;
    await samba.seedUsers([{ name: 'gone.owner' }]);
    const [gone] = await company.corp.idsIn('gone.owner');
    const group = await company.group(company.olga, 'Ownerless', { owner: gone ?? '' });
    const asked = await join(company.uwe, group);
    expect(asked).toMatchObject({ status: 202, body: { state: 'pending' } });
    const { requestId } = asked.body;
    const held = (await company.ada.get('/requests?scope=inbox&state=pending')).body.items;
    expect(held.map((item: any) => item.id)).toContain(requestId);
    expect((await company.ada.get(`/requests/${requestId}`)).body).toMatchObject({
      mayDecide: true,
      approvals: [{ held: true, approvers: [{ name: 'ada.admin' }] }],
    });
    expect(await company.ada.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    await company.uwe.untilState(requestId, ['succeeded']);
    expect(await company.members(group)).toContain('uwe.user');
  });
}
