/** Operations: what is stuck shows with its reason, Retry sets it going, Cancel leaves nothing half-written. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestWorkflowId } from '../../workflows/contracts/ids.ts';
import type { ApiClient } from '../support/client.ts';
import { useCompany } from '../support/company.ts';
import { until } from '../support/ports.ts';
import { sambaMissing } from '../support/samba.ts';

const runPath = (requestId: string, act = '') =>
  `/operations/runs/${encodeURIComponent(requestWorkflowId(requestId))}${act}`;

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
      expect(first.body.items).toEqual([
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
      expect(second.body.items).toHaveLength(1);
      expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
    });
  },
);
