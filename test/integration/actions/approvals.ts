/** Group creation under approval by named approvers. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ApiClient } from '../../support/client.ts';
import type { Company } from '../../support/company.ts';
import { startMailServer } from '../../support/smtp.ts';

export function approvalTests(company: Company): void {
  const workflows = () => `/stores/${company.corp.storeId}/workflows`;
  const create = (client: ApiClient, name: string) => company.act(client, 'POST', company.groups(), { name });
  let creation = '';
  const approveBy = async (...ids: readonly string[]) => {
    const approvers = ids.map((id) => ({ kind: 'object', id }));
    if (creation === '') {
      const body = { name: 'Create a Group', objects: ['group'], event: 'create', approvers };
      const made = await company.ada.post(workflows(), body);
      expect(made).toMatchObject({ status: 201 });
      creation = made.body.id;
    } else {
      const body = { approvers };
      expect(await company.ada.send('PATCH', `${workflows()}/${creation}`, { body })).toMatchObject({
        status: 200,
      });
    }
  };

  beforeAll(() => approveBy(company.corp.id('ben.biker')));
  afterAll(async () => {
    await company.ada.delete(`${workflows()}/${creation}`);
  });

  test('[access-and-approvals W1] [access-and-approvals Q2] creation waits, the approver sees the plan, approves, and it is made', async () => {
    const asked = await create(company.olga, 'Asked for');
    expect(asked).toMatchObject({ status: 202, body: { state: 'pending' } });
    const { requestId } = asked.body;
    expect(await company.corp.countGroups('Asked for')).toBe(0);

    const inbox = await company.ben.get('/requests?scope=inbox&state=pending');
    expect(inbox.body.items).toContainEqual(
      expect.objectContaining({ id: requestId, action: 'createGroup' }),
    );
    const seen = (await company.ben.get(`/requests/${requestId}`)).body;
    expect(seen).toMatchObject({
      requester: { name: 'olga.owner' },
      target: { id: null, name: 'Asked for' },
      mayDecide: true,
      approvals: [{ rule: 'Create a Group', state: 'open', held: false, approvers: [{ name: 'ben.biker' }] }],
    });
    expect(seen.plan.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ operation: 'create', objectName: 'Asked for' }),
        expect.objectContaining({ attribute: 'cn', old: null, new: 'Asked for' }),
        expect.objectContaining({
          attribute: 'managedBy',
          new: company.corp.id('olga.owner'),
          valueName: 'olga.owner',
        }),
        expect.objectContaining({ attribute: 'securityType', old: null, new: 'semi-private' }),
      ]),
    );
    expect(await company.ben.post(`/requests/${requestId}/approve`, { comment: 'Fine' })).toMatchObject({
      status: 200,
    });
    const done = await company.olga.untilState(requestId, ['succeeded']);
    expect(done.approvals[0]).toMatchObject({
      state: 'approved',
      decision: { decision: 'approve', by: { name: 'ben.biker' }, decidedAs: 'approver', comment: 'Fine' },
    });
    expect(await company.corp.countGroups('Asked for')).toBe(1);
    const [first] = await company.history(requestId);
    expect(first).toMatchObject({
      action: 'createGroup',
      operation: 'create',
      actor: { name: 'olga.owner' },
    });
    expect(await company.ben.post(`/requests/${requestId}/deny`, { reason: 'Late' })).toMatchObject({
      status: 409,
      body: { code: 'request.decided' },
    });
  });

  test('[access-and-approvals W7] [reports-history-notifications N4] the approver decides by the link of the mail, and it is made', async () => {
    await using server = await startMailServer();
    const settings = { host: '127.0.0.1', port: server.port, tls: false, fromAddress: 'muster@example.org' };
    expect((await company.ada.put(`/stores/${company.corp.storeId}/mail`, settings)).status).toBe(200);
    const byMail = (mailApproval: boolean) =>
      company.ada.send('PATCH', `${workflows()}/${creation}`, { body: { mailApproval } });
    expect(await byMail(true)).toMatchObject({ status: 200, body: { mailApproval: true } });
    const { requestId } = (await create(company.olga, 'By mail')).body;
    const mailed = (subject: string) =>
      vi.waitFor(
        () => server.received.find((mail) => mail.subject.startsWith(subject)) ?? expect.fail(subject),
        {
          timeout: 20_000,
          interval: 50,
        },
      );
    const asked = (await mailed('Please decide')).raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    const token = /mail-approval\/([\w-]{43})\?decision=approve/.exec(asked)?.[1] ?? '';
    const decide = () => company.ben.post(`/mail-approvals/${token}`, { decision: 'approve' });
    expect(await decide()).toMatchObject({ status: 200 });
    await company.olga.untilState(requestId, ['succeeded']);
    expect(await company.corp.countGroups('By mail')).toBe(1);
    expect(await decide()).toMatchObject({ status: 409, body: { code: 'link.used' } });
    await mailed('Done');
    await byMail(false);
  });

  test('[access-and-approvals Q3] [access-and-approvals Q5] denied or withdrawn, nothing is made', async () => {
    const [denied, withdrawn] = await Promise.all([
      create(company.olga, 'Denied group'),
      create(company.uwe, 'Withdrawn group'),
    ]);
    expect(
      await company.ben.post(`/requests/${denied.body.requestId}/deny`, { reason: 'We have one' }),
    ).toMatchObject({ status: 200 });
    const read = await company.olga.untilState(denied.body.requestId, ['denied']);
    expect(read.approvals[0].decision).toMatchObject({ comment: 'We have one', by: { name: 'ben.biker' } });

    const { requestId } = withdrawn.body;
    expect(await company.olga.post(`/requests/${requestId}/withdraw`)).toMatchObject({ status: 404 });
    expect(await company.ben.post(`/requests/${requestId}/withdraw`)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
    expect(await company.uwe.post(`/requests/${requestId}/withdraw`)).toMatchObject({
      status: 200,
      body: { state: 'cancelled' },
    });
    expect(await company.ben.post(`/requests/${requestId}/approve`)).toMatchObject({
      status: 409,
      body: { code: 'request.decided' },
    });
    const inbox = await company.ben.get('/requests?scope=inbox&state=pending');
    expect(inbox.body.items.map((item: any) => item.id)).not.toContain(requestId);
    for (const name of ['Denied group', 'Withdrawn group'])
      expect(await company.corp.countGroups(name)).toBe(0);
  });

  test('[access-and-approvals W8] an approver of it needs nobody', async () => {
    expect(await create(company.ben, 'Own approval')).toMatchObject({
      status: 200,
      body: { state: 'succeeded' },
    });
    expect(await company.corp.countGroups('Own approval')).toBe(1);
  });

  test('[groups 0.2] [groups 1.10] what was free when it was planned is taken when it is approved: failed with the reason', async () => {
    const { requestId } = (await create(company.olga, 'Overtaken')).body;
    await company.corp.samba.seedGroups([{ name: 'Overtaken' }]);
    expect(await company.ben.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    expect((await company.olga.untilState(requestId, ['failed'])).problem).toMatchObject({
      code: 'object.exists',
      fields: [{ field: 'name' }],
    });
    expect(await company.corp.countGroups('Overtaken')).toBe(1);
    expect(await company.history(requestId)).toEqual([]);
  });

  test('[access-and-approvals W4] a group approves by its enabled members', async () => {
    const [approvers] = [
      await company.group(company.ben, 'Approvers of groups', {
        members: [company.corp.id('ben.biker'), company.corp.id('eva.extra')],
      }),
    ];
    await approveBy(approvers);
    const { requestId } = (await create(company.olga, 'By the many')).body;
    expect((await company.eva.get(`/requests/${requestId}`)).body.mayDecide).toBe(true);
    expect(await company.uwe.get(`/requests/${requestId}`)).toMatchObject({ status: 404 });
    expect(await company.eva.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    await company.olga.untilState(requestId, ['succeeded']);
    expect(await create(company.eva, 'By a member of them')).toMatchObject({ status: 200 });
  });

  test('[access-and-approvals W9] [groups 0.1] approver disabled: held, administrators are told and decide', async () => {
    await company.corp.samba.seedUsers([{ name: 'former.approver' }]);
    const [former] = await company.corp.idsIn('former.approver');
    await approveBy(former ?? '');
    const { requestId } = (await create(company.olga, 'Held group')).body;
    expect((await company.ada.get('/requests?scope=inbox&state=pending')).body.items).toContainEqual(
      expect.objectContaining({ id: requestId }),
    );
    const seen = (await company.ada.get(`/requests/${requestId}`)).body;
    expect(seen).toMatchObject({
      mayDecide: true,
      approvals: [{ held: true, approvers: [{ name: 'ada.admin' }] }],
    });
    expect(seen.timeline.map((event: any) => event.kind)).toContain('approvalHeld');
    expect(await company.ada.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    await company.olga.untilState(requestId, ['succeeded']);
    expect(await company.corp.countGroups('Held group')).toBe(1);
  });

  test('[access-and-approvals Q4] [access-and-approvals Q3] rerouted to a person, then decided together with another one', async () => {
    await approveBy(company.corp.id('ben.biker'));
    const [rerouted, waiting] = [
      (await create(company.olga, 'Rerouted group')).body.requestId,
      (await create(company.uwe, 'Waiting group')).body.requestId,
    ];
    const refused = await company.ada.post(`/requests/${rerouted}/reroute`, {
      to: 'person',
      personId: company.corp.id('olga.owner'),
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'personId' }] } });
    const body = { to: 'person', personId: company.corp.id('eva.extra') };
    expect(await company.ada.post(`/requests/${rerouted}/reroute`, body)).toMatchObject({ status: 200 });
    expect(await company.ben.post(`/requests/${rerouted}/approve`)).toMatchObject({ status: 404 });
    const decisions = { decision: 'approve', requestIds: [rerouted, waiting] };
    expect((await company.eva.post('/requests/decisions', decisions)).body.results).toMatchObject([
      { requestId: rerouted, decided: true },
      { requestId: waiting, decided: false, problem: { code: 'request.notFound' } },
    ]);
    expect((await company.ben.post('/requests/decisions', decisions)).body.results).toMatchObject([
      { decided: false },
      { decided: true },
    ]);
    for (const [client, requestId] of [
      [company.olga, rerouted],
      [company.uwe, waiting],
    ] as const) {
      await client.untilState(requestId, ['succeeded']);
    }
    expect(await company.corp.countGroups('Rerouted group')).toBe(1);
  });

  test('[access-and-approvals Q3] only who manages workflows makes them', async () => {
    const body = { name: 'Mine', objects: ['group'], event: 'delete', approvers: [{ kind: 'owners' }] };
    expect(await company.olga.post(workflows(), body)).toMatchObject({ status: 403 });
  });

  describe('[access-and-approvals W5] one save over several workflows', () => {
    const made: string[] = [];
    let target = '';
    beforeAll(async () => {
      await approveBy(company.corp.id('ben.biker'));
      target = await company.group(company.ben, 'Split save', {
        description: 'as it was',
        owner: company.corp.id('olga.owner'),
      });
      for (const [name, field, approver] of [
        ['Descriptions', 'description', 'ben.biker'],
        ['Display names', 'displayName', 'eva.extra'],
      ] as const) {
        const approvers = [{ kind: 'object', id: company.corp.id(approver) }];
        const body = { name, objects: ['group'], event: 'edit', fields: [field], approvers };
        const answer = await company.ada.post(workflows(), body);
        expect(answer).toMatchObject({ status: 201 });
        made.push(answer.body.id);
      }
    });
    afterAll(async () => {
      for (const id of made) await company.ada.delete(`${workflows()}/${id}`);
    });
    const change = (body: Record<string, unknown>) =>
      company.act(company.olga, 'PATCH', company.groups(target), body);
    const attribute = async (name: string) => (await company.entry(target, name))?.[name]?.[0];

    test('what nobody holds is written at once, the rest waits apart and is decided apart', async () => {
      const body = { description: 'new', displayName: 'Split', mail: 'split@corp.example.test' };
      const plan = await company.olga.send('PATCH', `${company.groups(target)}?dryRun=true`, { body });
      expect(plan.body.asks).toMatchObject([
        { rule: 'Display names', fields: ['displayName'], approvers: ['eva.extra'] },
        { rule: 'Descriptions', fields: ['description'], approvers: ['ben.biker'] },
      ]);
      const asked = await change(body);
      expect(asked).toMatchObject({ status: 200, body: { state: 'succeeded' } });
      expect(await attribute('mail')).toBe('split@corp.example.test');
      expect(await attribute('description')).toBe('as it was');

      const whole = (await company.olga.get(`/requests/${asked.body.requestId}`)).body;
      expect(whole.plan.items.map((item: any) => item.attribute)).toEqual(['mail']);
      expect(whole.parts).toHaveLength(2);
      expect(asked.body.parts).toEqual(whole.parts.map((part: any) => part.id));
      const parts = await Promise.all(
        whole.parts.map((part: any) => company.olga.untilState(part.id, ['pending'])),
      );
      const of = (name: string) => parts.find((part) => part.approvals[0].rule === name);
      expect(of('Descriptions')).toMatchObject({
        partOf: whole.id,
        plan: { items: [{ attribute: 'description', old: 'as it was', new: 'new' }] },
        approvals: [{ approvers: [{ name: 'ben.biker' }] }],
      });
      expect((await company.ben.get(`/requests/${of('Descriptions').id}`)).body.partOf).toBeNull();
      expect(await company.ben.get(`/requests/${of('Display names').id}`)).toMatchObject({ status: 404 });

      // The same value of the same field waits already; another value may be asked for.
      expect(await change({ description: 'new' })).toMatchObject({
        status: 409,
        body: { code: 'request.duplicate' },
      });
      await company.ben.post(`/requests/${of('Descriptions').id}/approve`, {});
      await company.eva.post(`/requests/${of('Display names').id}/deny`, { reason: 'Too short' });
      await company.olga.untilState(of('Descriptions').id, ['succeeded']);
      await company.olga.untilState(of('Display names').id, ['denied']);
      expect(await attribute('description')).toBe('new');
    });

    test('[access-and-approvals T12] what was changed natively before the approval is stale', async () => {
      const { requestId } = (await change({ description: 'mine' })).body;
      await company.modify(target, 'replace: description\ndescription: natively');
      expect(await company.ben.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
      await company.olga.untilState(requestId, ['stale']);
      expect(await attribute('description')).toBe('natively');
    });
  });
}
