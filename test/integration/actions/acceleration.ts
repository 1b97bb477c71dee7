/** Idle approvers: the line of managers as the real directory has it. Timers are those of test/workflows/pipeline.test.ts. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accelerateApproval } from '../../../activities/change/accelerate.ts';
import { connectDatabase } from '../../../activities/database/client.ts';
import { loadKeyRing } from '../../../activities/platform/keyring.ts';
import { createLogger } from '../../../activities/platform/log.ts';
import { createProviderPool } from '../../../activities/platform/provider-pool.ts';
import type { ApiClient } from '../../support/client.ts';
import type { Company } from '../../support/company.ts';
import type { PersonName } from '../../support/corp.ts';

export function accelerationTests(company: Company): void {
  const stack = new AsyncDisposableStack();
  const store = () => `/stores/${company.corp.storeId}`;
  let climb: (requestId: string) => Promise<{ readonly waitMs?: number | null; readonly mails: number }>;
  let workflow = '';

  const settings = async (change: Record<string, unknown>) => {
    const path = `${store()}/workflow-settings`;
    const { version, ...now } = (await company.ada.get(path)).body;
    const headers = { 'if-match': `"${String(version)}"` };
    return company.ada.send('PUT', path, { body: { ...now, ...change }, headers });
  };
  const manages = async (name: PersonName, manager: PersonName) => {
    const dn = await company.dn(company.corp.id(manager));
    await company.modify(company.corp.id(name), `replace: manager\nmanager: ${dn}`);
  };
  const ask = async (name: string): Promise<string> => {
    const asked = await company.act(company.uwe, 'POST', company.groups(), { name });
    expect(asked).toMatchObject({ status: 202, body: { state: 'pending' } });
    return asked.body.requestId as string;
  };
  /** As if the approvers had been idle for their days. */
  const wait = (requestId: string) =>
    company.rows(
      "update approvals set due_at = due_at - interval '1 day' where request_id = $1 returning 1",
      [requestId],
    );
  const askedNow = async (requestId: string): Promise<string[]> => {
    const { approvals } = (await company.ada.get(`/requests/${requestId}`)).body;
    return approvals[0].approvers.map(({ name }: { name: string }) => name).sort();
  };
  const sees = async (client: ApiClient, requestId: string): Promise<boolean> => {
    const { items } = (await client.get('/requests?scope=inbox&state=pending')).body;
    return items.some(({ id }: { id: string }) => id === requestId);
  };

  beforeAll(async () => {
    const embeddedDatabaseUrl = company.servers.databaseUrl;
    const { db } = stack.use(connectDatabase(embeddedDatabaseUrl, 4, () => undefined));
    const keyRing = await loadKeyRing(join(company.stack.home, 'keys.json'));
    const log = createLogger('acceleration-test', 'silent');
    const providers = stack.use(createProviderPool({ db, keyRing, log, embeddedDatabaseUrl }));
    climb = (requestId) => accelerateApproval({ db, providers, log }, { requestId, step: 1 });

    await manages('ben.biker', 'eva.extra');
    await manages('eva.extra', 'olga.owner');
    const mail = { host: '127.0.0.1', port: 9, fromAddress: 'muster@example.org' };
    expect(await company.ada.send('PUT', `${store()}/mail`, { body: mail })).toMatchObject({ status: 200 });
    expect(await settings({ acceleration: true, days: 1, maxLevels: 2 })).toMatchObject({ status: 200 });
    const made = await company.ada.post(`${store()}/workflows`, {
      name: 'Create a Group',
      objects: ['group'],
      event: 'create',
      approvers: [{ kind: 'object', id: company.corp.id('ben.biker') }],
      acceleration: true,
    });
    expect(made).toMatchObject({ status: 201 });
    workflow = made.body.id;
  });
  afterAll(async () => {
    await company.ada.delete(`${store()}/workflows/${workflow}`);
    await settings({ acceleration: false });
    await stack.disposeAsync();
  });

  test('[access-and-approvals X1] [access-and-approvals X6] climbs to the manager, then to theirs, then stays; whoever was asked may decide', async () => {
    const requestId = await ask('Climbing');
    expect((await climb(requestId)).waitMs, 'nobody was idle for a day').toBeGreaterThan(23 * 3_600_000);
    expect(await askedNow(requestId)).toEqual(['ben.biker']);

    await wait(requestId);
    expect(await climb(requestId)).toMatchObject({ mails: 2 });
    expect(await askedNow(requestId)).toEqual(['ben.biker', 'eva.extra']);
    expect(await sees(company.eva, requestId)).toBe(true);
    await climb(requestId);
    expect(await askedNow(requestId), 'once for each day').toEqual(['ben.biker', 'eva.extra']);

    await wait(requestId);
    await climb(requestId);
    expect(await askedNow(requestId)).toEqual(['ben.biker', 'eva.extra', 'olga.owner']);
    await wait(requestId);
    expect(await climb(requestId), 'two levels, and no default approver').toMatchObject({ waitMs: null });
    const { timeline } = (await company.uwe.get(`/requests/${requestId}`)).body;
    expect(timeline.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['approvalRequested', 'approvalAccelerated', 'approvalStatic']),
    );

    expect(await company.ben.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
    await company.uwe.untilState(requestId, ['succeeded']);
    expect(await company.corp.countGroups('Climbing')).toBe(1);
  });

  describe('[access-and-approvals X5] a line that runs in a circle', () => {
    const named = (...names: readonly PersonName[]) =>
      company.ada.send('PATCH', `${store()}/workflows/${workflow}`, {
        body: { approvers: names.map((name) => ({ kind: 'object', id: company.corp.id(name) })) },
      });
    beforeAll(async () => {
      await manages('ben.biker', 'ben.biker');
      await manages('olga.owner', 'ada.admin');
      expect(await named('ben.biker', 'olga.owner')).toMatchObject({ status: 200 });
    });
    afterAll(async () => {
      await manages('ben.biker', 'eva.extra');
      await named('ben.biker');
    });

    test('is held for the administrators, of whom one is a manager on the other line, too: asked once', async () => {
      const requestId = await ask('Circling');
      await wait(requestId);
      await climb(requestId);
      expect(await askedNow(requestId)).toEqual(['ada.admin', 'ben.biker', 'olga.owner']);
      const { approvals } = (await company.ada.get(`/requests/${requestId}`)).body;
      expect(approvals[0]).toMatchObject({ held: true });
      expect(await company.ada.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
      await company.uwe.untilState(requestId, ['succeeded']);
    });
  });

  describe('[access-and-approvals X7] a manager who is none any more', () => {
    afterAll(() => manages('ben.biker', 'eva.extra'));

    test('gives way to the successor, whose line is the next', async () => {
      const requestId = await ask('Succeeding');
      await wait(requestId);
      await climb(requestId);
      expect(await sees(company.eva, requestId)).toBe(true);
      await manages('ben.biker', 'ada.admin');
      await climb(requestId);
      expect(await askedNow(requestId)).toEqual(['ada.admin', 'ben.biker']);
      expect(await sees(company.eva, requestId)).toBe(false);
      expect(await company.eva.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 404 });
      expect(await company.ada.post(`/requests/${requestId}/approve`)).toMatchObject({ status: 200 });
      await company.uwe.untilState(requestId, ['succeeded']);
    });
  });

  describe('[access-and-approvals X7] [access-and-approvals W4] an owner who is none any more', () => {
    let bens = '';
    let adas = '';
    const owns = async (groupId: string, owner: PersonName | null) => {
      const now = owner === null ? '' : `\nmanagedBy: ${await company.dn(company.corp.id(owner))}`;
      await company.modify(groupId, `replace: managedBy${now}`);
    };
    const join = async (groupId: string): Promise<string> => {
      const asked = await company.act(company.uwe, 'POST', company.groups(groupId, 'join'), {});
      expect(asked).toMatchObject({ status: 202, body: { state: 'pending' } });
      return asked.body.requestId as string;
    };
    const decide = (client: ApiClient, requestId: string, decision = 'approve') =>
      client.post(`/requests/${requestId}/${decision}`, decision === 'deny' ? { reason: 'Full.' } : {});
    const toldOf = (requestId: string) =>
      company.rows(
        'select recipient from notifications where request_id = $1 and template like $2 order by 1',
        [requestId, 'approval%'],
      );
    const mailOf = (name: PersonName) => ({ recipient: `${name}@${company.corp.samba.domain}` });

    beforeAll(async () => {
      await settings({ acceleration: false });
      const body = { approvers: [{ kind: 'object', id: company.corp.id('ben.biker') }] };
      await company.ada.send('PATCH', `${store()}/workflows/${workflow}`, { body });
      bens = await company.group(company.ben, 'Owned by Ben', { securityType: 'semi-private' });
      adas = await company.group(company.ben, 'Owned by Ada', { securityType: 'semi-private' });
    });
    afterAll(() => settings({ acceleration: true }));

    test('does not decide, nor whoever stands in for them; the successor is told and does', async () => {
      await owns(bens, 'ben.biker');
      const requestId = await join(bens);
      const endsAt = new Date(Date.now() + 86_400_000).toISOString();
      const handedOn = await company.ben.post('/delegations', {
        delegateId: company.corp.id('eva.extra'),
        endsAt,
      });
      expect(handedOn.status).toBe(201);
      expect(await sees(company.eva, requestId)).toBe(true);
      await owns(bens, 'olga.owner');

      expect(await decide(company.eva, requestId)).toMatchObject({
        status: 403,
        body: { code: 'permission.denied' },
      });
      expect(await decide(company.ben, requestId, 'deny')).toMatchObject({ status: 404 });
      for (const client of [company.ben, company.eva]) expect(await sees(client, requestId)).toBe(false);
      expect(await askedNow(requestId)).toEqual(['olga.owner']);
      expect(await toldOf(requestId)).toContainEqual(mailOf('olga.owner'));
      const { timeline } = (await company.uwe.get(`/requests/${requestId}`)).body;
      expect(timeline).toContainEqual(
        expect.objectContaining({
          kind: 'approvalHandedOver',
          data: expect.objectContaining({ approvers: ['olga.owner'], instead: ['ben.biker'] }),
        }),
      );
      expect(await decide(company.olga, requestId)).toMatchObject({ status: 200 });
      await company.uwe.untilState(requestId, ['succeeded']);
      expect(await company.members(bens)).toContain('uwe.user');
      await company.ben.delete(`/delegations/${String(handedOn.body.id)}`);
    });

    test('decides as an administrator where they are one', async () => {
      await owns(adas, 'ada.admin');
      const requestId = await join(adas);
      await owns(adas, 'olga.owner');
      expect(await decide(company.ada, requestId, 'deny')).toMatchObject({ status: 200 });
      await company.uwe.untilState(requestId, ['denied']);
    });

    test('[access-and-approvals W9] leaves the old queue within a day, without acceleration: to the successor, then to the administrators', async () => {
      await owns(adas, 'ben.biker');
      const requestId = await join(adas);
      expect((await climb(requestId)).waitMs, 'looked at daily').toBe(86_400_000);
      expect(await askedNow(requestId)).toEqual(['ben.biker']);
      await owns(adas, 'olga.owner');
      await climb(requestId);
      expect(await askedNow(requestId)).toEqual(['olga.owner']);
      expect(await sees(company.ben, requestId)).toBe(false);
      // Whoever asked is the owner now: nobody is left to ask, and it is not approved by itself either.
      await owns(adas, 'uwe.user');
      expect(await climb(requestId)).toMatchObject({ waitMs: null });
      expect(await askedNow(requestId)).toEqual(['ada.admin']);
      expect((await company.ada.get(`/requests/${requestId}`)).body.approvals[0]).toMatchObject({
        held: true,
      });
      expect(await toldOf(requestId)).toContainEqual(mailOf('ada.admin'));
      expect(await decide(company.olga, requestId)).toMatchObject({ status: 404 });
      expect(await decide(company.ada, requestId, 'deny')).toMatchObject({ status: 200 });
      await company.uwe.untilState(requestId, ['denied']);
    });

    test('[access-and-approvals W9] the default approver is asked where nobody owns it any more', async () => {
      await owns(adas, 'ben.biker');
      expect(await settings({ defaultApproverId: company.corp.id('eva.extra') })).toMatchObject({
        status: 200,
      });
      const requestId = await join(adas);
      await owns(adas, null);
      // Among several as alone.
      const several = await company.ben.post('/requests/decisions', {
        decision: 'approve',
        requestIds: [requestId],
      });
      expect(several.body.results).toMatchObject([{ requestId, problem: { code: 'permission.denied' } }]);
      expect(await askedNow(requestId)).toEqual(['eva.extra']);
      expect(await decide(company.eva, requestId, 'deny')).toMatchObject({ status: 200 });
      await company.uwe.untilState(requestId, ['denied']);
      await settings({ defaultApproverId: null });
    });
  });
}
