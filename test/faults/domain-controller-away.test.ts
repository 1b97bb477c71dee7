/** The directory is gone for two minutes. Everything that needs it waits with a reason and goes on by itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sambaMissing } from '../support/samba.ts';
import { Company } from './company.ts';

const awayMs = 120_000;

describe.skipIf(sambaMissing !== undefined)(
  `a domain controller away for two minutes${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: awayMs + 120_000 },
  () => {
    let company: Company | undefined;
    beforeAll(async () => {
      company = await Company.start();
    }, 180_000);
    afterAll(async () => {
      await company?.[Symbol.asyncDispose]();
    }, 60_000);

    test('[access-and-approvals Q1] what was approved or asked meanwhile says why it waits, and is done when the directory is back', async () => {
      if (company === undefined) return expect.fail('the company did not start');
      const { corp, olga, uwe, ben, eva } = company;
      const [guarded, open] = await Promise.all([
        company.group('Guarded', { securityType: 'semi-private' }),
        company.group('Open', { members: [corp.id('olga.owner'), corp.id('ben.biker')] }),
      ]);
      const approvedAway = await company.ask(uwe, `/groups/${guarded}/join`, { reason: 'Before' });
      const approvedAfter = await company.ask(eva, `/groups/${guarded}/join`);
      for (const [person, id] of [
        [uwe, approvedAway],
        [eva, approvedAfter],
      ] as const)
        await person.untilState(id, ['pending']);

      await corp.samba.stop();
      const stoppedAt = Date.now();
      // Whether she owns the group still cannot be known: her decision is kept, and nobody sends it again.
      expect(await olga.post(`/requests/${approvedAway}/approve`)).toMatchObject({
        status: 202,
        body: { state: 'pending', kept: expect.stringContaining('is kept') },
      });
      // Asked while the directory is away: accepted all the same, planned later.
      const askedAway = await Promise.all([
        company.ask(ben, `/groups/${open}/leave`),
        company.ask(uwe, `/groups/${open}/join`),
        company.askForGroup(olga, 'Made in the dark'),
      ]);
      for (const id of [approvedAway, ...askedAway]) await expectWaiting(company, id);
      // Sessions are looked at anew every minute; with the directory away the last known role holds.
      await sleep(stoppedAt + awayMs - Date.now());
      for (const id of [approvedAway, ...askedAway]) await expectWaiting(company, id);
      expect((await olga.get(`/requests/${approvedAfter}`)).body).toMatchObject({ state: 'pending' });

      await corp.samba.start();
      expect((await olga.post(`/requests/${approvedAfter}/approve`)).status).toBe(200);
      await company.expectDoneOnce([approvedAway, approvedAfter, ...askedAway]);
      expect(await corp.membersOf('Guarded')).toEqual(['eva.extra', 'olga.owner', 'uwe.user']);
      expect(await corp.membersOf('Open')).toEqual(['olga.owner', 'uwe.user']);
      expect(await corp.countGroups('Made in the dark')).toBe(1);
    });
  },
);

async function expectWaiting({ ada }: Company, requestId: string): Promise<void> {
  const end = Date.now() + 20_000;
  let request: any;
  let retrying: any;
  while (retrying === undefined && Date.now() < end) {
    request = (await ada.get(`/requests/${requestId}`)).body;
    retrying = request.timeline.find((event: any) => event.kind === 'retrying');
    await sleep(100);
  }
  expect(retrying?.data, JSON.stringify(request)).toMatchObject({
    code: 'provider.unavailable',
    message: expect.stringContaining('does not answer'),
    attempt: expect.any(Number),
  });
  expect(['queued', 'pending']).toContain(request.state);
}
