/** The same click ten times, two owners at once, and a withdrawal against an approval. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient, withKey } from '../support/client.ts';
import { password } from '../support/corp.ts';
import { sambaMissing } from '../support/samba.ts';
import { Company } from './company.ts';

/** How long after the approval the withdrawal is sent; negative is before. */
const withdrawalsLateMs = [-40, -15, 0, 0, 15, 30, 60, 120, 240];

describe.skipIf(sambaMissing !== undefined)(
  `at the same moment${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 90_000 },
  () => {
    let company: Company | undefined;
    const ready = (): Company => company ?? expect.fail('the company did not start');
    beforeAll(async () => {
      company = await Company.start();
    }, 180_000);
    afterAll(async () => {
      await company?.[Symbol.asyncDispose]();
    }, 60_000);

    /** A group of two owners which somebody asks to join. */
    const asked = async (name: string) => {
      const { corp, uwe } = ready();
      const id = await ready().group(name, {
        securityType: 'semi-private',
        additionalOwners: [corp.id('eva.extra')],
      });
      const requestId = await ready().ask(uwe, `/groups/${id}/join`);
      await uwe.untilState(requestId, ['pending']);
      return requestId;
    };

    test('[groups 0.5] the same POST ten times at once is one request with one effect', async () => {
      const { corp, olga, uwe } = ready();
      const path = `/stores/${corp.storeId}/groups`;
      const group = await ready().group('Clicked on');
      const [createKey, joinKey] = [randomUUID(), randomUUID()];
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => [
          olga.post(path, { name: 'Clicked' }, withKey(createKey)),
          uwe.post(`${path}/${group}/join`, {}, withKey(joinKey)),
        ]).flat(),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
      const ids = [...new Set(answers.map(({ body }) => body.requestId as string))];
      expect(ids).toHaveLength(2);
      await ready().expectDoneOnce(ids);
      expect(await corp.countGroups('Clicked')).toBe(1);
      expect(await corp.membersOf('Clicked on')).toEqual(['olga.owner', 'uwe.user']);

      const late = await olga.post(path, { name: 'Clicked' }, withKey(createKey));
      expect(ids).toContain(late.body.requestId);
      expect(late).toMatchObject({ status: 202, body: { state: 'succeeded' } });
      const other = await olga.post(path, { name: 'Clicked elsewhere' }, withKey(createKey));
      expect(other).toMatchObject({ status: 422, body: { code: 'request.key_reused' } });
      expect(await corp.countGroups('Clicked elsewhere')).toBe(0);
      await ready().expectDoneOnce(ids);
    });

    test('[access-and-approvals T12] of two owners who approve at once one decides', async () => {
      const { corp, olga, eva } = ready();
      for (let round = 0; round < 4; round += 1) {
        const name = `Approved twice ${round}`;
        const requestId = await asked(name);
        const answers = await Promise.all([
          olga.post(`/requests/${requestId}/approve`, { comment: 'olga' }),
          eva.post(`/requests/${requestId}/approve`, { comment: 'eva' }),
        ]);
        const won = expectOneDecision(answers);
        const [request] = await ready().expectDoneOnce([requestId]);
        expect(request.approvals).toMatchObject([
          { state: 'approved', decision: { comment: won === 0 ? 'olga' : 'eva' } },
        ]);
        expect(request.timeline.filter(({ kind }: any) => kind === 'approved')).toHaveLength(1);
        expect(await corp.membersOf(name)).toEqual(['olga.owner', 'uwe.user']);
      }
    });

    test('[access-and-approvals T12] of ten approvers who decide at once one decides, and it is done once', async () => {
      const { corp, stack, uwe } = ready();
      const names = Array.from({ length: 10 }, (_, index) => `co.owner${index}`);
      await corp.samba.seedUsers(names.map((name) => ({ name, password })));
      const id = await ready().group('Owned by ten', {
        securityType: 'semi-private',
        additionalOwners: await corp.idsIn('co.owner*'),
      });
      const requestId = await ready().ask(uwe, `/groups/${id}/join`);
      await uwe.untilState(requestId, ['pending']);
      const clients: ApiClient[] = [];
      for (const name of names)
        clients.push(await ApiClient.signIn(stack.base, corp.storeId, name, password));
      const answers = await Promise.all(
        clients.map((client) => client.post(`/requests/${requestId}/approve`)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'request.decided')).toHaveLength(9);
      const [request] = await ready().expectDoneOnce([requestId]);
      expect(request.timeline.filter(({ kind }: any) => kind === 'approved')).toHaveLength(1);
      expect(await corp.membersOf('Owned by ten')).toEqual(['olga.owner', 'uwe.user']);
    });

    test('[access-and-approvals Q3] [access-and-approvals T12] one approves, one denies: one outcome, told the same everywhere', async () => {
      const { corp, olga, eva, database } = ready();
      for (let round = 0; round < 4; round += 1) {
        const name = `Both ways ${round}`;
        const requestId = await asked(name);
        const answers = await Promise.all([
          olga.post(`/requests/${requestId}/approve`),
          eva.post(`/requests/${requestId}/deny`, { reason: 'Too many' }),
        ]);
        const approved = expectOneDecision(answers) === 0;
        const request = await ready().ended(requestId);
        expect(request).toMatchObject({
          state: approved ? 'succeeded' : 'denied',
          approvals: [{ state: approved ? 'approved' : 'denied' }],
        });
        expect(await corp.membersOf(name)).toEqual(approved ? ['olga.owner', 'uwe.user'] : ['olga.owner']);
        if (approved) await ready().expectDoneOnce([requestId]);
        else {
          expect(await corp.historyOf(requestId)).toEqual([]);
          const { rows } = await database.query('select from apply_journal where request_id = $1', [
            requestId,
          ]);
          expect(rows).toEqual([]);
          await ready().expectRuns([requestId], 'COMPLETED');
        }
      }
    });

    test('[access-and-approvals Q5] of a withdrawal and an approval one is done and the other is told, everywhere the same', async () => {
      const { corp, olga, uwe } = ready();
      const outcomes: string[] = [];
      for (const [round, lateMs] of withdrawalsLateMs.entries()) {
        const name = `Withdrawn ${round}`;
        const requestId = await asked(name);
        const [approval, withdrawal] = await Promise.all([
          sleep(Math.max(0, -lateMs)).then(() => olga.post(`/requests/${requestId}/approve`)),
          sleep(Math.max(0, lateMs)).then(() => uwe.post(`/requests/${requestId}/withdraw`)),
        ]);
        outcomes.push(`${lateMs} ms: ${approval.status}/${withdrawal.status}`);
        const request = await ready().ended(requestId);
        const members = await corp.membersOf(name);
        // Exactly one of the two is done, and the other hears why it is not.
        expect([approval.status, withdrawal.status].toSorted(), outcomes.at(-1)).toEqual([200, 409]);
        const refused = approval.status === 409 ? approval : withdrawal;
        expect(refused.body).toMatchObject({ code: 'request.decided', requestId });
        if (withdrawal.status === 200) {
          expect(refused.body.detail).toBe('This request was withdrawn already.');
          expect(request.state).toBe('cancelled');
          expect(members).toEqual(['olga.owner']);
          expect(await corp.historyOf(requestId)).toEqual([]);
          await ready().expectRuns([requestId], 'COMPLETED');
        } else {
          expect(refused.body.detail).toBe('This request has been approved by olga.owner already.');
          expect(members).toEqual(['olga.owner', 'uwe.user']);
          await ready().expectDoneOnce([requestId]);
        }
        expect(request.approvals[0].state).toBe(approval.status === 200 ? 'approved' : 'cancelled');
        expect(request.timeline.filter(({ kind }: any) => kind === 'approved')).toHaveLength(
          approval.status === 200 ? 1 : 0,
        );
      }
      process.stdout.write(`approval/withdrawal: ${outcomes.join(', ')}\n`);
    });
  },
);

/** One 200 and one 409 `request.decided`. @returns whose decision it was */
function expectOneDecision(answers: readonly { status: number; body: any }[]): number {
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'request.decided' });
  return answers.findIndex(({ status }) => status === 200);
}
