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
}
