/** Operations: what is stuck shows with its reason, Retry sets it going, Cancel leaves nothing half-written. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalWorkflowId, requestWorkflowId, workflowQueue } from '../../workflows/contracts/ids.ts';
import { ApiClient } from '../support/client.ts';
import { useCompany } from '../support/company.ts';
import { password as personPassword } from '../support/corp.ts';
import { until } from '../support/ports.ts';
import { sambaMissing } from '../support/samba.ts';
import { startMailServer } from '../support/smtp.ts';
import { adminPassword } from '../support/stack.ts';

const runPath = (requestId: string, act = '') =>
  `/operations/runs/${encodeURIComponent(requestWorkflowId(requestId))}${act}`;

/** Every payload of a history in JSON, however deep. */
function payloadsIn(value: unknown): { metadata: Record<string, string>; data: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('metadata' in value && 'data' in value) return [value as never];
  return Object.values(value).flatMap(payloadsIn);
}

describe.skipIf(sambaMissing !== undefined)(
  `operations${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 90_000 },
  () => {
    const company = useCompany();
    let temporal: Client;
    beforeAll(async () => {
      const { temporalAddress: address, namespace } = company.servers;
      temporal = new Client({ connection: await Connection.connect({ address }), namespace });
    });
    afterAll(() => temporal.connection.close());

    const ask = async (client: ApiClient, path: string, body: unknown = {}): Promise<string> => {
      const answer = await client.post(path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(202);
      return answer.body.requestId as string;
    };
    const needsAttention = async (client: ApiClient, requestId: string): Promise<any> => {
      const { status, body } = await client.get('/operations/runs?view=attention');
      expect(status, JSON.stringify(body)).toBe(200);
      return body.items.find((run: any) => run.requestId === requestId);
    };
    /** @param restMs how long it must still be to the next try */
    const stuck = async (requestId: string, restMs = 0): Promise<any> => {
      let run: any;
      await until(`${requestId} to wait for its next try`, 60_000, async () => {
        run = await needsAttention(company.ada, requestId);
        return Date.parse(run?.attention?.nextAttemptAt ?? '') - Date.now() > restMs;
      });
      return run;
    };

    it('[access-and-approvals Q1] a run that waits for an absent directory says why, and Retry finishes it at once', async () => {
      const { ada, uwe, corp } = company;
      const groupId = await company.group(ada, 'Rowers', { securityType: 'public' });
      await corp.samba.stop();
      const requestId = await ask(uwe, company.groups(groupId, 'join'));
      // Pauses grow to 15 s: long enough to bring the directory back in between.
      const run = await stuck(requestId, 11_000);
      expect(run).toMatchObject({
        id: requestWorkflowId(requestId),
        type: 'joinGroup',
        status: 'running',
        storeId: corp.storeId,
        actor: { name: 'uwe.user' },
        attention: {
          reason: 'stepFails',
          step: 'planChange',
          problem: { code: 'provider.unavailable', message: expect.stringContaining('does not answer') },
        },
        may: { retry: true, skip: false, cancel: true },
      });
      const listed = (await ada.get('/operations/runs?view=running&limit=50')).body.items;
      expect(listed.map(({ id }: any) => id)).toContain(run.id);

      await corp.samba.start();
      const retried = await ada.post(runPath(requestId, '/retry'), null);
      expect(retried.status, JSON.stringify(retried.body)).toBe(200);
      const done = await uwe.untilState(requestId, ['succeeded'], 20_000);
      expect(Date.parse(done.finishedAt)).toBeLessThan(Date.parse(run.attention.nextAttemptAt));
      expect(await company.members(groupId)).toContain('uwe.user');

      // Who did it stands beside the run and in the request's own timeline.
      const { body } = await ada.get(runPath(requestId));
      expect(body.operated).toEqual([
        expect.objectContaining({ act: 'retry', by: 'ada.admin', outcome: 'done', reason: null }),
      ]);
      expect(done.timeline).toContainEqual(
        expect.objectContaining({ kind: 'operated', data: { act: 'retry', by: 'ada.admin' } }),
      );
      await until('the run to be told to its end', 10_000, async () => {
        const { story } = (await ada.get(runPath(requestId))).body;
        return story.at(-1).kind === 'ended';
      });
      const { story, attention: over } = (await ada.get(runPath(requestId))).body;
      expect(over).toBeNull();
      expect(story.map(({ kind, name, outcome }: any) => [kind, name, outcome])).toEqual([
        ['started', 'joinGroup', null],
        ['step', 'planChange', 'done'],
        ['step', 'applyChange', 'done'],
        ['step', 'recordChange', 'done'],
        ...(story.some(({ kind }: any) => kind === 'child') ? [['child', 'notify', null]] : []),
        ['ended', null, 'succeeded'],
      ]);
    });

    it('[access-and-approvals B4] decodes payloads for an operator on this origin only, and no secret is among them', async () => {
      const { ada, uwe, corp, stack } = company;
      const [failed] = await company.rows<{ id: string }>(
        `select request_id as id from request_events where kind = 'retrying' limit 1`,
      );
      const requestId = failed?.id ?? '';
      const { history } = await temporal.workflowService.getWorkflowExecutionHistory({
        namespace: company.servers.namespace,
        execution: { workflowId: requestWorkflowId(requestId) },
      });
      const sealed = payloadsIn(JSON.parse(JSON.stringify(history)));
      expect(sealed.length).toBeGreaterThan(5);
      expect(Buffer.from(JSON.stringify(sealed)).includes(requestId)).toBe(false);
      const decode = (client: ApiClient, headers: Readonly<Record<string, string>> = {}) =>
        client.post('/codec/decode', { payloads: sealed }, { headers });
      const origin = new URL(stack.base).origin;

      const answer = await decode(ada, { origin, 'x-csrf-token': '' });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      const clear = (answer.body.payloads as { data: string }[])
        .map(({ data }) => Buffer.from(data, 'base64').toString('utf8'))
        .join('\n');
      expect(clear).toContain(requestId);
      const page = JSON.stringify((await ada.get(runPath(requestId))).body);
      for (const secret of [corp.samba.adminPassword, personPassword, adminPassword, ...ada.secrets()])
        for (const text of [clear, page]) expect(text).not.toContain(secret);

      expect(await decode(new ApiClient(stack.base))).toMatchObject({ status: 401 });
      expect(await decode(uwe)).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
      for (const foreign of ['https://evil.example.org', 'http://localhost:1', 'null']) {
        const refused = await decode(ada, { origin: foreign, 'x-csrf-token': '' });
        expect([refused.status, refused.body.code]).toEqual([403, 'csrf.invalid']);
        expect(refused.headers.get('access-control-allow-origin')).toBeNull();
      }
      const preflight = await fetch(`${stack.base}/api/v1/codec/decode`, {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example.org', 'access-control-request-method': 'POST' },
      });
      expect(preflight.ok).toBe(false);
      const broken = await ada.post('/codec/decode', {
        payloads: [{ metadata: { encoding: btoa('binary/encrypted'), 'encryption-key-id': btoa('gone') } }],
      });
      expect([broken.status, broken.body.errors[0].field]).toEqual([422, 'payloads']);
      expect((await ada.post('/codec/encode', { payloads: [] })).status).toBe(404);
    });

    it("shows Temporal's own pages to operators only, for reading, and of our namespace only", async () => {
      const { ada, uwe, stack, servers } = company;
      const open = (client: ApiClient | null, path: string, method = 'GET', accept = '*/*') =>
        fetch(`${stack.base}/temporal${path}`, {
          method,
          redirect: 'manual',
          headers: { accept, ...(client === null ? {} : { cookie: client.cookies() }) },
        });
      const page = await open(ada, '/namespaces/muster/workflows');
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html).toContain('base: "/temporal"');
      expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'sha256-[^']+';/);
      expect(page.headers.get('set-cookie')).toBeNull();
      const script = /"(\/temporal\/_app\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
      expect((await open(ada, script.replace('/temporal', ''))).status).toBe(200);
      expect(await (await open(ada, '/api/v1/settings')).json()).toMatchObject({
        DisableWriteActions: true,
        Codec: { Endpoint: '/api/v1/codec', IncludeCredentials: true },
      });
      const names = (await (await open(ada, '/api/v1/namespaces')).json()) as any;
      expect(names.namespaces.map((one: any) => one.namespaceInfo.name)).toEqual([servers.namespace]);
      expect((await open(ada, '/api/v1/namespaces/muster/workflows')).status).toBe(200);
      for (const path of [
        '/api/v1/namespaces/default/workflows',
        '/api/v1/namespaces/temporal-system',
        '/api/v1/nexus/endpoints',
        '/auth/sso',
        '/render?content=x',
        '/..%2f..%2fapi/v1/namespaces/default',
        '/%2e%2e/api/v1/namespaces/default/workflows',
      ])
        expect([path, (await open(ada, path)).status]).toEqual([path, 404]);
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
        expect([405, 404]).toContain(
          (await open(ada, '/api/v1/namespaces/muster/workflows/x/terminate', method)).status,
        );
      expect((await open(uwe, '/namespaces/muster/workflows')).status).toBe(403);
      expect((await open(null, '/api/v1/settings')).status).toBe(401);
      const asked = await open(null, '/', 'GET', 'text/html');
      expect([asked.status, asked.headers.get('location')]).toEqual([
        302,
        '/sign-in?to=%2Fadmin%2Foperations',
      ]);
      const [row] = await company.rows<{ id: string }>(
        `select id from requests where state = 'succeeded' limit 1`,
      );
      const run = (await ada.get(runPath(row?.id ?? ''))).body;
      expect(run.engineHref).toBe(
        `/temporal/namespaces/muster/workflows/${encodeURIComponent(run.id)}/${run.runId}/history`,
      );
      expect((await open(ada, run.engineHref.replace('/temporal', ''))).status).toBe(200);
    });

    it('[access-and-approvals Q5] Cancel ends what is stuck before anything is written, and what waits for approval', async () => {
      const { ada, olga, eva, ben, corp } = company;
      const [open, guarded] = await Promise.all([
        company.group(olga, 'Open to cancel', { securityType: 'public' }),
        company.group(olga, 'Guarded to cancel', { securityType: 'semi-private' }),
      ]);
      const before = await Promise.all([open, guarded].map((id) => company.changeNumber(id)));
      const pending = await ask(eva, company.groups(guarded, 'join'));
      await eva.untilState(pending, ['pending']);
      await corp.samba.stop();
      const away = await ask(ben, company.groups(open, 'join'));
      await stuck(away);
      for (const [person, id] of [
        [ben, away],
        [eva, pending],
      ] as const) {
        const answer = await ada.post(runPath(id, '/cancel'), null);
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        const ended = await person.untilState(id, ['cancelled'], 10_000);
        expect(ended.timeline).toContainEqual(
          expect.objectContaining({ kind: 'operated', data: { act: 'cancel', by: 'ada.admin' } }),
        );
        const told = (await ada.get(runPath(id))).body;
        expect(told.story).toContainEqual(
          expect.objectContaining({ kind: 'message', name: 'withdraw', by: 'ada.admin' }),
        );
        expect(told.may).toEqual({ retry: false, skip: false, cancel: false });
        const again = await ada.post(runPath(id, '/cancel'), null);
        expect([again.status, again.body.code]).toEqual([409, 'request.decided']);
      }
      await corp.samba.start();
      expect(await Promise.all([open, guarded].map((id) => company.changeNumber(id)))).toEqual(before);
    });

    it('refuses Cancel once writing has begun, says why, and writes the refusal down', async () => {
      const { ada, uwe, olga } = company;
      const groupId = await company.group(olga, 'Being written', { securityType: 'public' });
      const requestId = await company.whileLocked('history_entries', async () => {
        const id = await ask(uwe, company.groups(groupId, 'join'));
        await until('the write to the directory', 20_000, async () =>
          (await company.members(groupId)).includes('uwe.user'),
        );
        const refused = await ada.post(runPath(id, '/cancel'), null);
        expect([refused.status, refused.body.code]).toEqual([409, 'request.tooLate']);
        expect(refused.body.detail).toContain('half-written');
        return id;
      });
      await uwe.untilState(requestId, ['succeeded']);
      expect((await ada.get(runPath(requestId))).body.operated).toEqual([
        expect.objectContaining({
          act: 'cancel',
          outcome: 'refused',
          reason: expect.stringContaining('begun'),
        }),
      ]);
    });

    it('finds a run that was ended from outside, and Retry goes on where it was', async () => {
      const { ada, olga } = company;
      const groupId = await company.group(olga, 'Ended from outside', { securityType: 'semi-private' });
      await company.corp.samba.stop();
      const requestId = await ask(olga, company.groups(groupId, 'members'), {
        memberIds: [company.corp.id('ben.biker')],
      });
      await stuck(requestId);
      await temporal.workflow.getHandle(requestWorkflowId(requestId)).terminate('by mistake');
      await company.corp.samba.start();
      await until('the run to be missed', 20_000, async () => {
        const run = await needsAttention(ada, requestId);
        return run?.attention.reason === 'stopped' && run.may.retry === true;
      });
      const retried = await ada.post(runPath(requestId, '/retry'), null);
      expect(retried.status, JSON.stringify(retried.body)).toBe(200);
      await olga.untilState(requestId, ['succeeded'], 30_000);
      expect(await company.members(groupId)).toContain('ben.biker');
    });

    it('tells a run whose own code fails and offers nothing that cannot help', async () => {
      const { ada, olga, uwe } = company;
      const groupId = await company.group(olga, 'Mended later', { securityType: 'semi-private' });
      const requestId = await ask(uwe, company.groups(groupId, 'join'));
      await uwe.untilState(requestId, ['pending']);
      // In its place a run that throws at once, as one does that another version began.
      const workflowId = requestWorkflowId(requestId);
      await temporal.workflow.getHandle(workflowId).terminate('replaced');
      const start = (type: string, id: string) =>
        temporal.workflow.start(type, { workflowId: id, taskQueue: workflowQueue, args: [] });
      const broken = await start('joinGroup', workflowId);
      // The step that waits for the owner's decision is one that these workers do not know at all.
      const step = await start('approvalOfLater', approvalWorkflowId(requestId, 1));
      await until('the run to fail', 30_000, async () => {
        const { attention } = (await ada.get(runPath(requestId))).body;
        return attention?.reason === 'taskFails' && attention.attempts > 1;
      });
      const { body } = await ada.get(runPath(requestId));
      expect(body.may).toEqual({ retry: false, skip: false, cancel: false });
      expect(body.story.map(({ kind }: any) => kind)).toContain('taskFailed');
      const cancelled = await ada.post(runPath(requestId, '/cancel'), null);
      expect([cancelled.status, cancelled.body.code]).toEqual([409, 'object.state']);
      expect(cancelled.body.detail).toContain('right version');
      expect((await ada.post(runPath(requestId, '/skip'), null)).body.code).toBe('object.state');
      // The request tells that it waits for its approver; both runs stand in the list all the same.
      const listed = (...types: string[]) =>
        until(`${types.join(' and ')} to be in the list`, 30_000, async () => {
          const { items } = (await ada.get('/operations/runs?view=attention')).body;
          const failing = items.filter(
            (run: any) => run.requestId === requestId && run.attention.reason === 'taskFails',
          );
          return types.every((type) => failing.some((run: any) => run.type === type));
        });
      await listed('joinGroup', 'approvalOfLater');
      // So it does when the end of the request was written down already.
      await company.rows(
        `update requests set state = 'cancelled', finished_at = now() - interval '1 minute' where id = $1`,
        [requestId],
      );
      await listed('joinGroup');
      await Promise.all([broken, step].map((run) => run.terminate('looked at')));
    });

    it("shows a request that nobody else can decide, and nothing of other stores' runs without Manage Identity Store", async () => {
      const { ada, uwe, corp } = company;
      const groupId = await company.group(ada, 'Nobody decides', {
        securityType: 'semi-private',
        owner: null,
      });
      const requestId = await ask(uwe, company.groups(groupId, 'join'));
      await uwe.untilState(requestId, ['pending']);
      await until('the request to be held', 10_000, async () => {
        const run = await needsAttention(ada, requestId);
        return run?.attention.reason === 'held';
      });
      // The administrator of another store sees it, as long as the role looks across stores.
      expect((await corp.admin.get(runPath(requestId))).status).toBe(200);
      const home = (await corp.admin.get('/session')).body.store.id as string;
      await company.rows(
        `update roles set permissions = permissions - 'Manage Identity Store' where store_id = $1`,
        [home],
      );
      const narrow = await company.stack.signInAdmin();
      expect(await needsAttention(narrow, requestId)).toBeUndefined();
      for (const [method, path] of [
        ['GET', runPath(requestId)],
        ['POST', runPath(requestId, '/cancel')],
      ] as const) {
        const { status, body } = await narrow.send(method, path, method === 'GET' ? {} : { body: null });
        expect([status, body.code]).toEqual([404, 'notFound']);
      }
      expect((await narrow.get('/operations/runs?view=running')).body.items).toEqual([]);
    });

    it('lists what failed lately with its reason, and pages', async () => {
      const { ada, olga } = company;
      await company.group(olga, 'Taken twice');
      for (const name of ['Taken twice', 'Taken twice'])
        await olga.post(company.groups(), { name }, { headers: { prefer: 'wait=20' } });
      const first = await ada.get('/operations/runs?view=failed&limit=1');
      // Runs that somebody ended stand on the first page beside them.
      const created = ({ body }: { body: any }) =>
        body.items.filter((one: any) => one.type === 'createGroup');
      expect(created(first)).toEqual([
        expect.objectContaining({
          type: 'createGroup',
          requestState: 'failed',
          problem: { code: 'object.exists', message: expect.any(String) },
          may: { retry: false, skip: false, cancel: false },
        }),
      ]);
      const second = await ada.get(
        `/operations/runs?view=failed&limit=1&cursor=${encodeURIComponent(first.body.nextCursor)}`,
      );
      expect(created(second)).toHaveLength(1);
      expect(created(second)[0].id).not.toBe(created(first)[0].id);
    });

    it('[access-and-approvals Q6] tells mail that is refused; Retry sends it, Skip gives it up, and the request stays as it is', async () => {
      const { ada, olga, uwe, eva, corp } = company;
      await using server = await startMailServer();
      const mail = { host: '127.0.0.1', port: server.port, tls: false, fromAddress: 'muster@example.org' };
      expect(await ada.put(`/stores/${corp.storeId}/mail`, mail)).toMatchObject({ status: 200 });
      const groupId = await company.group(olga, 'Told by mail', { securityType: 'semi-private' });
      const refused = async (client: ApiClient): Promise<any> => {
        server.refuseRecipients(450);
        const requestId = await ask(client, company.groups(groupId, 'join'));
        let run: any;
        await until('the mail to be refused', 20_000, async () => {
          const { body } = await ada.get('/operations/runs?view=attention');
          run = body.items.find((one: any) => one.requestId === requestId && one.type === 'notify');
          return run?.attention.reason === 'mailFails';
        });
        return run;
      };
      const act = (run: any, what: string) =>
        ada.post(`/operations/runs/${encodeURIComponent(run.id as string)}/${what}`, null);
      const first = await refused(uwe);
      expect(first).toMatchObject({
        attention: { step: 'sendMails', problem: { message: expect.stringContaining('not now') } },
        may: { retry: true, skip: true, cancel: false },
      });
      expect(await act(first, 'retry')).toMatchObject({ status: 200 });
      await until('the mail to arrive', 20_000, () => server.received.length === 1);

      const second = await refused(eva);
      expect(await act(second, 'skip')).toMatchObject({ status: 200 });
      await until('the run to be left alone', 20_000, async () => {
        const { body } = await ada.get(`/operations/runs/${encodeURIComponent(second.id as string)}`);
        return body.status !== 'running' && body.attention === null;
      });
      expect(server.received).toHaveLength(1);
      await eva.untilState(second.requestId, ['pending']);
      expect((await act(second, 'retry')).body.code).toBe('object.state');
    });
  },
);
