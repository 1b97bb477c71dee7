/** The directory did what it was asked and Muster did not hear of it, or it is too busy to do anything. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LdapFront } from '../support/ldap-front.ts';
import { until } from '../support/ports.ts';
import { sambaMissing } from '../support/samba.ts';
import { Company } from './company.ts';

const busy = { kind: 'answer', status: 51, diagnostic: '' } as const;

describe.skipIf(sambaMissing !== undefined)(
  `answers of the directory that are lost${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 90_000 },
  () => {
    let company: Company | undefined;
    const ready = (): Company => company ?? expect.fail('the company did not start');
    const front = (): LdapFront => ready().front ?? expect.fail('there is no front');
    beforeAll(async () => {
      company = await Company.start({ withFront: true });
    }, 180_000);
    afterAll(async () => {
      await company?.[Symbol.asyncDispose]();
    }, 60_000);
    afterEach(() => {
      front().reset();
    });

    const expectRetried = (request: any, code: string): void => {
      expect(request.timeline.find(({ kind }: any) => kind === 'retrying')?.data).toMatchObject({
        code,
        message: expect.stringMatching(/\S/),
      });
    };

    test.each(['join', 'leave'] as const)(
      '[groups 0.5] [groups 3.11] a %s whose answer is lost is done once',
      async (action) => {
        const { corp, uwe } = ready();
        const name = `Lost ${action}`;
        const members = [corp.id('olga.owner'), ...(action === 'leave' ? [corp.id('uwe.user')] : [])];
        const id = await ready().group(name, { members });
        front().plan('modify', { kind: 'loseAnswer' });
        const [request] = await ready().expectDoneOnce([await ready().ask(uwe, `/groups/${id}/${action}`)]);
        expectRetried(request, 'provider.unavailable');
        expect(await corp.membersOf(name)).toEqual(
          action === 'join' ? ['olga.owner', 'uwe.user'] : ['olga.owner'],
        );
      },
    );

    test('[groups 0.5] [groups 1.10] a creation whose answer is lost, and lost again, is adopted', async () => {
      const { corp, olga } = ready();
      // The second try finds the group of the first: there is one add that worked, and no other group.
      front().plan('add', { kind: 'loseAnswer' }, 2);
      const [request] = await ready().expectDoneOnce([await ready().askForGroup(olga, 'Lost creation')]);
      expectRetried(request, 'provider.unavailable');
      expect(front().counts.add).toBe(3);
      expect(await corp.countGroups('Lost creation')).toBe(1);
      expect(await corp.membersOf('Lost creation')).toEqual(['olga.owner']);
      expect(request.target.id).toMatch(/^[0-9a-f-]{36}$/);
    });

    test('[groups 0.5] a deletion whose answer is lost is done', async () => {
      const { corp, olga } = ready();
      const id = await ready().group('Lost deletion');
      front().plan('delete', { kind: 'loseAnswer' });
      const { body } = await olga.delete(`/stores/${corp.storeId}/groups/${id}`);
      const [request] = await ready().expectDoneOnce([body.requestId]);
      expectRetried(request, 'provider.unavailable');
      expect(await corp.countGroups('Lost deletion')).toBe(0);
    });

    test('[groups 0.5] [groups 1.10] a worker killed between the creation in the directory and its answer', async () => {
      const { corp, olga } = ready();
      front().plan('add', { kind: 'delay', ms: 60_000 });
      const requestId = await ready().askForGroup(olga, 'Half made');
      await until(
        'the directory to have the group',
        20_000,
        async () => (await corp.countGroups('Half made')) === 1,
      );
      await ready().killWorker();
      await ready().startWorker();
      await ready().expectDoneOnce([requestId]);
      expect(await corp.countGroups('Half made')).toBe(1);
      expect(await corp.membersOf('Half made')).toEqual(['olga.owner']);
    });

    test('[groups 1.10] a name that somebody else took meanwhile is not adopted', async () => {
      const { corp, olga, ada } = ready();
      // Tried after 1, 2 and 4 seconds: time enough for somebody else.
      front().plan('add', busy, 3);
      const requestId = await ready().askForGroup(olga, 'Taken');
      await until('the creation to be refused once', 20_000, async () => {
        const { body } = await ada.get(`/requests/${requestId}`);
        return body.timeline.some(({ kind }: any) => kind === 'retrying');
      });
      await corp.samba.seedGroups([{ name: 'Taken' }]);
      const request = await ready().ended(requestId);
      expect(request).toMatchObject({ state: 'failed', problem: { code: 'object.exists' } });
      expect(await corp.countGroups('Taken')).toBe(1);
      expect(await corp.membersOf('Taken')).toEqual([]);
      expect(await corp.historyOf(requestId)).toEqual([]);
    });

    test('a directory that is busy for a while is asked again until it answers', async () => {
      const { corp, olga, uwe } = ready();
      const id = await ready().group('Rush hour');
      const gone = await ready().group('Rush hour before');
      for (const operation of ['search', 'add', 'modify', 'delete'] as const)
        front().plan(operation, busy, 2);
      const requests = await ready().expectDoneOnce([
        await ready().ask(uwe, `/groups/${id}/join`),
        await ready().askForGroup(olga, 'Rush hour made'),
        (await olga.delete(`/stores/${corp.storeId}/groups/${gone}`)).body.requestId,
      ]);
      for (const request of requests) expectRetried(request, 'provider.throttled');
      expect(await corp.membersOf('Rush hour')).toEqual(['olga.owner', 'uwe.user']);
      expect(await corp.countGroups('Rush hour made')).toBe(1);
      expect(await corp.countGroups('Rush hour before')).toBe(0);
    });
  },
);
