/** The worker dies when the directory has the change and history has not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
      const { corp, olga, uwe, database } = company;
      const held = await database.connect();
      try {
        const [joined, left, gone] = await Promise.all([
          company.group('Night watch'),
          company.group('Day watch', { members: [corp.id('uwe.user'), corp.id('eva.extra')] }),
          company.group('Last watch'),
        ]);
        // The groups above were recorded, so the store has its head; whoever holds it holds back every record.
        await held.query('begin');
        const { rowCount } = await held.query('select from history_heads where store_id = $1 for update', [
          corp.storeId,
        ]);
        expect(rowCount).toBe(1);

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
        await until('all four to wait at the record step', 30_000, async () => {
          const { rows } = await database.query(
            `select count(*)::int as waiting from pg_stat_activity
              where wait_event_type = 'Lock' and query like '%history_heads%'`,
          );
          return rows[0].waiting >= requestIds.length;
        });
        await company.killWorker();
        await held.query('rollback');
        for (const id of requestIds) expect(await corp.historyOf(id)).toEqual([]);

        await company.startWorker();
        await company.expectDoneOnce(requestIds);
      } finally {
        held.release(true);
      }
      expect(await corp.membersOf('Night watch')).toEqual(['olga.owner', 'uwe.user']);
      expect(await corp.membersOf('Day watch')).toEqual(['eva.extra']);
      expect(await corp.countGroups('First watch')).toBe(1);
      expect(await corp.countGroups('Last watch')).toBe(0);
    });
  },
);
