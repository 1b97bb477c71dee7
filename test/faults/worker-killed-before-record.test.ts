/** The worker dies when the directory has the change and history has not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecordActivities } from '../../activities/change/index.ts';
import { connectDatabase } from '../../activities/database/client.ts';
import { journalIntent, readJournal } from '../../activities/database/repositories/change-sets.ts';
import { countUnsettledNotifications } from '../../activities/database/repositories/notifications.ts';
import { until } from '../support/ports.ts';
import { sambaMissing } from '../support/samba.ts';
import { Company } from './company.ts';

describe.skipIf(sambaMissing !== undefined)(
  `a worker killed between apply and record${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 120_000 },
  () => {
    let company: Company | undefined;
    beforeAll(async () => {
      company = await Company.start();
    }, 180_000);
    afterAll(async () => {
      await company?.[Symbol.asyncDispose]();
    }, 60_000);

    test('[groups 0.5] a member, a group and a removal written before the kill are recorded once after it', async () => {
      if (company === undefined) return expect.fail('the company did not start');
      const { corp, olga, uwe } = company;
      const [joined, left, gone] = await Promise.all([
        company.group('Night watch'),
        company.group('Day watch', { members: [corp.id('uwe.user'), corp.id('eva.extra')] }),
        company.group('Last watch'),
      ]);
      const release = await company.holdRecords();
      try {
        const requestIds = await Promise.all([
          company.ask(uwe, `/groups/${joined}/join`),
          company.ask(uwe, `/groups/${left}/leave`),
          company.askForGroup(olga, 'First watch'),
          olga.delete(`/stores/${corp.storeId}/groups/${gone}`).then(({ body }) => body.requestId as string),
        ]);
        await until('the directory to hold all four changes', 30_000, async () => {
          const [members, remaining, created, deleted] = await Promise.all([
            corp.membersOf('Night watch'),
            corp.membersOf('Day watch'),
            corp.countGroups('First watch'),
            corp.countGroups('Last watch'),
          ]);
          return (
            members.includes('uwe.user') && !remaining.includes('uwe.user') && created === 1 && deleted === 0
          );
        });
        await company.untilHeld(requestIds.length);
        await company.killWorker();
        await release();
        for (const id of requestIds) expect(await corp.historyOf(id)).toEqual([]);

        await company.startWorker();
        await company.expectDoneOnce(requestIds);
      } finally {
        await release();
      }
      expect(await corp.membersOf('Night watch')).toEqual(['olga.owner', 'uwe.user']);
      expect(await corp.membersOf('Day watch')).toEqual(['eva.extra']);
      expect(await corp.countGroups('First watch')).toBe(1);
      expect(await corp.countGroups('Last watch')).toBe(0);
    });

    test('[groups 0.5] steps that were committed and are run again by the next worker change nothing', async () => {
      if (company === undefined) return expect.fail('the company did not start');
      const { corp, olga, uwe, ben, servers } = company;
      await using connection = connectDatabase(servers.databaseUrl, 2, () => undefined);
      const { db } = connection;
      const steps = createRecordActivities({ db });
      const open = await company.group('Twice told');
      const joining = await company.ask(uwe, `/groups/${open}/join`);
      await company.expectDoneOnce([joining]);
      const leaving = await company.ask(uwe, `/groups/${open}/leave`);
      await company.expectDoneOnce([leaving]);

      // The record of the joining once more: the leaving came after it and stands.
      await steps.recordChange({ requestId: joining });
      await company.expectDoneOnce([joining, leaving]);
      const { rows } = await company.database.query(
        'select member_id as id from directory_members where group_id = $1',
        [open],
      );
      expect(rows).toEqual([{ id: corp.id('olga.owner') }]);

      // The opening of an approval once more: its mail is still to be sent, and queued once.
      const guarded = await company.group('Guarded twice', { securityType: 'semi-private' });
      const pending = await company.ask(ben, `/groups/${guarded}/join`);
      await ben.untilState(pending, ['pending']);
      expect(await steps.openApproval({ requestId: pending, step: 1 })).toMatchObject({ mails: 1 });
      expect(await countUnsettledNotifications(db, pending)).toBeLessThanOrEqual(1);

      // The mark of a creation once more: the first one stands.
      const creating = await company.askForGroup(olga, 'Marked');
      await company.expectDoneOnce([creating]);
      const [first] = await readJournal(db, creating);
      expect(await journalIntent(db, creating, 0, { usn: 'of a later try' })).toEqual(first?.intent);
      expect((await readJournal(db, creating))[0]?.intent).toEqual(first?.intent);
    });
  },
);
