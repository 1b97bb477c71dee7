/** What happens when somebody changes the directory natively, and taking changes back. */
import { expect, test } from 'vitest';
import type { ApiClient } from '../../support/client.ts';
import type { Company } from '../../support/company.ts';
import { until } from '../../support/ports.ts';

export function driftAndUndoTests(company: Company): void {
  const id = (name: string) => company.corp.id(name);
  const undo = (client: ApiClient, requestId: string, body?: object) =>
    company.act(client, 'POST', `/requests/${requestId}/undo`, body);
  const patch = (group: string, body: object) =>
    company.act(company.olga, 'PATCH', company.groups(group), body);

  test('[access-and-approvals T12] [access-and-approvals Q5] a member added natively meanwhile: success, and no history of ours', async () => {
    const group = await company.group(company.olga, 'Overtaken join');
    const { requestId } = (await company.act(company.uwe, 'POST', company.groups(group, 'join'))).body;
    await company.modify(group, `add: member\nmember: ${await company.dn(id('uwe.user'))}`);
    const stamp = await company.changeNumber(group);
    expect(await company.olga.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    await company.uwe.untilState(requestId, ['succeeded']);
    expect(await company.changeNumber(group)).toBe(stamp);
    expect(await company.history(requestId)).toEqual([]);
    expect((await company.uwe.get(company.groups(group))).body.isMember).toBe(true);
  });

  test('[groups 0.2] what the requester may no longer do is not done when it is approved', async () => {
    const group = await company.group(company.olga, 'Turned private');
    const { requestId } = (await company.act(company.uwe, 'POST', company.groups(group, 'join'))).body;
    expect(await patch(group, { securityType: 'private' })).toMatchObject({ status: 200 });
    expect(await company.olga.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    expect((await company.uwe.untilState(requestId, ['failed'])).problem).toMatchObject({
      code: 'group.private',
    });
    expect(await company.members(group)).toEqual(['olga.owner']);
  });

  test('[groups 0.2] a group deleted natively meanwhile: failed with the reason', async () => {
    const group = await company.group(company.olga, 'Gone meanwhile');
    const { requestId } = (await company.act(company.uwe, 'POST', company.groups(group, 'join'))).body;
    await company.corp.samba.tool('group', 'delete', 'Gone meanwhile');
    expect(await company.olga.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    expect((await company.uwe.untilState(requestId, ['failed'])).problem).toMatchObject({
      code: 'object.notFound',
    });
  });

  test('[stores-and-links 0.5] an attribute change is taken back, and only while its value stands', async () => {
    const group = await company.group(company.olga, 'Undone', { description: 'first' });
    const changed = (
      await patch(group, { description: 'second', displayName: 'Renamed', securityType: 'public' })
    ).body;
    const undone = await undo(company.olga, changed.requestId);
    expect(undone).toMatchObject({ status: 200, body: { state: 'succeeded', action: 'undoChange' } });
    expect(await company.entry(group, 'description', 'displayName')).toMatchObject({
      description: ['first'],
      displayName: ['Undone'],
    });
    expect((await company.olga.get(company.groups(group))).body).toMatchObject({
      securityType: 'semi-private',
      description: 'first',
    });
    expect(
      (await company.history(undone.body.requestId)).map(({ attribute, old, new: next }) => [
        attribute,
        old,
        next,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['description', 'second', 'first'],
        ['displayName', 'Renamed', 'Undone'],
        ['securityType', 'public', 'semi-private'],
      ]),
    );
    // Twice is refused: the values it would take back are gone.
    expect(await undo(company.olga, changed.requestId)).toMatchObject({
      status: 409,
      body: { code: 'undo.changed_since' },
    });
    // An undo is a change like others.
    expect(await undo(company.olga, undone.body.requestId)).toMatchObject({ status: 200 });
    expect(await company.entry(group, 'description')).toMatchObject({ description: ['second'] });
  });

  test('[stores-and-links 0.5] [groups 19.3] changed since: one entry is refused, of many the rest is taken back and told', async () => {
    const group = await company.group(company.olga, 'Half undone', { description: 'first' });
    const { requestId } = (await patch(group, { description: 'second', displayName: 'Half renamed' })).body;
    await company.modify(group, 'replace: description\ndescription: natively');
    const [description] = (await company.history(requestId)).filter(
      (entry) => entry.attribute === 'description',
    );
    const stamp = await company.changeNumber(group);
    expect(await undo(company.olga, requestId, { entryIds: [description.id] })).toMatchObject({
      status: 409,
      body: { code: 'undo.changed_since' },
    });
    expect(await company.changeNumber(group)).toBe(stamp);

    const undone = await undo(company.olga, requestId);
    expect(undone).toMatchObject({ status: 200 });
    expect(await company.entry(group, 'description', 'displayName')).toMatchObject({
      description: ['natively'],
      displayName: ['Half undone'],
    });
    expect((await company.olga.get(`/requests/${undone.body.requestId}`)).body.plan.items).toMatchObject([
      { attribute: 'displayName', skippedReason: null },
      { attribute: 'description', skippedReason: 'changed again since' },
    ]);
  });

  test('[stores-and-links 0.5] memberships are taken back, whole or entry by entry', async () => {
    const group = await company.group(company.olga, 'Crew');
    const path = company.groups(group, 'members');
    const memberIds = [id('uwe.user'), id('ben.biker'), id('eva.extra')];
    const { requestId } = (await company.act(company.olga, 'POST', path, { memberIds })).body;
    const [first] = await company.history(requestId);
    expect(await undo(company.olga, requestId, { entryIds: [first.id] })).toMatchObject({ status: 200 });
    expect(await company.members(group)).toEqual(['ben.biker', 'eva.extra', 'olga.owner']);
    expect(await undo(company.olga, requestId)).toMatchObject({ status: 200 });
    expect(await company.members(group)).toEqual(['olga.owner']);
    expect(await undo(company.olga, requestId)).toMatchObject({
      status: 409,
      body: { code: 'undo.changed_since' },
    });
    // Nobody else may, and who may not see the request learns nothing of it.
    expect(await undo(company.uwe, requestId)).toMatchObject({ status: 404 });
  });

  test("[stores-and-links 0.5] undoing one's own joining of a semi-private group asks its owners again", async () => {
    const group = await company.group(company.olga, 'Asked twice');
    const joined = (await company.act(company.uwe, 'POST', company.groups(group, 'join'))).body
      .requestId as string;
    expect(await company.olga.post(`/requests/${joined}/approve`)).toMatchObject({ status: 200 });
    await company.uwe.untilState(joined, ['succeeded']);
    const asked = await undo(company.uwe, joined);
    expect(asked).toMatchObject({ status: 202, body: { state: 'pending', action: 'undoChange' } });
    expect(await company.members(group)).toEqual(['olga.owner', 'uwe.user']);
    expect((await company.olga.get(`/requests/${asked.body.requestId}`)).body).toMatchObject({
      mayDecide: true,
      approvals: [{ rule: 'Leave a Group' }],
      plan: { items: [{ operation: 'removeValue', old: id('uwe.user') }] },
    });
    expect(await company.olga.post(`/requests/${asked.body.requestId}/approve`)).toMatchObject({
      status: 200,
    });
    await company.uwe.untilState(asked.body.requestId, ['succeeded']);
    expect(await company.members(group)).toEqual(['olga.owner']);
  });

  test('[stores-and-links 0.5] creation is not undone this way', async () => {
    const made = await company.act(company.olga, 'POST', company.groups(), { name: 'Not undone' });
    expect(await undo(company.olga, made.body.requestId)).toMatchObject({
      status: 409,
      body: { code: 'undo.impossible' },
    });
    expect(await company.corp.countGroups('Not undone')).toBe(1);
  });

  test('[access-and-approvals T12] [access-and-approvals Q5] an attribute changed natively between plan and write: stale, nothing written', async () => {
    const group = await company.group(company.olga, 'Drifting', { description: 'planned upon' });
    // The plan is made; the write cannot begin before its journal can be read.
    const requestId = await company.whileLocked('apply_journal', async () => {
      const asked = await company.olga.patch(company.groups(group), {
        description: 'as planned',
        mail: 'a@b.test',
      });
      expect(asked.status).toBe(202);
      await until('the plan', 20_000, async () => {
        const { body } = await company.olga.get(`/requests/${asked.body.requestId}`);
        return body.timeline.some((event: any) => event.kind === 'planned');
      });
      await company.modify(group, 'replace: description\ndescription: natively');
      return asked.body.requestId as string;
    });
    const ended = await company.olga.untilState(requestId, ['stale']);
    expect(ended.problem).toMatchObject({ code: 'request.stale' });
    expect(await company.entry(group, 'description', 'mail')).toMatchObject({
      description: ['natively'],
      mail: [],
    });
    expect((await company.olga.get(company.groups(group))).body.mail).toBeNull();
    expect(await company.history(requestId)).toEqual([]);
    expect(await company.rows('select from apply_journal where request_id = $1', [requestId])).toEqual([]);
    // The same again with a fresh plan works.
    expect(await patch(group, { description: 'as planned' })).toMatchObject({ status: 200 });
  });
}
