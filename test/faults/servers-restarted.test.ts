/** PostgreSQL, Temporal and the API end as in a power cut, in the middle of the work, and start again. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withKey } from '../support/client.ts';
import { until } from '../support/ports.ts';
import { sambaMissing } from '../support/samba.ts';
import { Company } from './company.ts';

const numbers = [1, 2, 3, 4, 5, 6];

/** Otherwise the fault came too late and nothing was shown. */
const expectInterrupted = (requests: readonly any[], at: number): void => {
  expect(requests.filter(({ finishedAt }) => Date.parse(finishedAt) > at)).not.toEqual([]);
};

describe.skipIf(sambaMissing !== undefined)(
  `servers that end and start again${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 120_000 },
  () => {
    let company: Company | undefined;
    const ready = (): Company => company ?? expect.fail('the company did not start');
    beforeAll(async () => {
      company = await Company.start();
    }, 180_000);
    afterAll(async () => {
      await company?.[Symbol.asyncDispose]();
    }, 60_000);

    /** Groups to work on, and one request that waits for its approval. */
    const prepare = async (name: string) => {
      const { corp, uwe } = ready();
      const [open, guarded] = await Promise.all([
        ready().group(`${name} open`, { members: [corp.id('olga.owner'), corp.id('ben.biker')] }),
        ready().group(`${name} guarded`, { securityType: 'semi-private' }),
      ]);
      const pending = await ready().ask(uwe, `/groups/${guarded}/join`);
      await uwe.untilState(pending, ['pending']);
      return { open, pending };
    };

    /** Requests of all kinds, on their way. */
    const flood = async (name: string, open: string): Promise<string[]> => {
      const { olga, uwe, ben } = ready();
      return Promise.all([
        ...numbers.map((number) => ready().askForGroup(olga, `${name} ${number}`)),
        ready().ask(uwe, `/groups/${open}/join`),
        ready().ask(ben, `/groups/${open}/leave`),
      ]);
    };

    const expectFlooded = async (name: string): Promise<void> => {
      const { corp } = ready();
      for (const number of numbers) expect(await corp.countGroups(`${name} ${number}`)).toBe(1);
      expect(await corp.membersOf(`${name} open`)).toEqual(['olga.owner', 'uwe.user']);
      expect(await corp.membersOf(`${name} guarded`)).toEqual(['olga.owner', 'uwe.user']);
    };

    test('[groups 0.5] PostgreSQL stopped at once in mid-request and started again', async () => {
      const { servers, olga, corp } = ready();
      const { open, pending } = await prepare('Row');
      const requestIds = await flood('Row', open);
      const stoppedAt = Date.now();
      await servers.stopPostgres('SIGQUIT');
      const key = randomUUID();
      const path = `/stores/${corp.storeId}/groups`;
      const refused = await olga.post(path, { name: 'Row late' }, withKey(key));
      expect(refused).toMatchObject({ status: 503, body: { code: 'engine.unavailable' } });
      await sleep(2_000);
      await servers.startPostgres();
      let late = refused;
      await until('the API to have its database again', 30_000, async () => {
        late = await olga.post(path, { name: 'Row late' }, withKey(key));
        return late.status !== 503;
      });
      expect(late.status).toBe(202);
      expect((await olga.post(`/requests/${pending}/approve`)).status).toBe(200);
      await ready().expectDoneOnce([pending, late.body.requestId]);
      expectInterrupted(await ready().expectDoneOnce(requestIds), stoppedAt);
      await expectFlooded('Row');
      expect(await corp.countGroups('Row late')).toBe(1);
    });

    test('[groups 0.5] Temporal killed with requests in flight and started again', async () => {
      const { servers, olga } = ready();
      const { open, pending } = await prepare('Clock');
      const requestIds = await flood('Clock', open);
      const killedAt = Date.now();
      await servers.stopTemporal('SIGKILL');
      // A decision needs the engine: it is refused for now.
      const refused = await olga.post(`/requests/${pending}/approve`);
      expect(refused).toMatchObject({ status: 503, body: { code: 'engine.unavailable' } });
      await servers.startTemporal();
      await until('the engine to take the decision', 30_000, async () => {
        const { status, body } = await olga.post(`/requests/${pending}/approve`);
        // An answer that came too late to be told is a decision all the same.
        return status === 200 || body.code === 'request.decided';
      });
      expectInterrupted(await ready().expectDoneOnce(requestIds), killedAt);
      const [request] = await ready().expectDoneOnce([pending]);
      expect(request.timeline.filter(({ kind }: any) => kind === 'approved')).toHaveLength(1);
      await expectFlooded('Clock');
    });

    test.each(['PostgreSQL', 'Temporal'] as const)(
      '[groups 0.5] %s ended between apply and record, and started again',
      async (which) => {
        const { corp, servers, olga, uwe } = ready();
        const open = await ready().group(`Half way ${which}`);
        const release = await ready().holdRecords();
        let requestIds: string[];
        try {
          requestIds = await Promise.all([
            ready().askForGroup(olga, `Half way made ${which}`),
            ready().ask(uwe, `/groups/${open}/join`),
          ]);
          await ready().untilHeld(requestIds.length);
          if (which === 'PostgreSQL') await servers.stopPostgres('SIGQUIT');
          else await servers.stopTemporal('SIGKILL');
        } finally {
          await release();
        }
        expect(await corp.countGroups(`Half way made ${which}`)).toBe(1);
        expect(await corp.membersOf(`Half way ${which}`)).toEqual(['olga.owner', 'uwe.user']);
        // Without Temporal the record is committed now, and nobody is there to be told.
        await sleep(1_000);
        if (which === 'PostgreSQL') await servers.startPostgres();
        else await servers.startTemporal();
        await ready().expectDoneOnce(requestIds);
        expect(await corp.countGroups(`Half way made ${which}`)).toBe(1);
        expect(await corp.membersOf(`Half way ${which}`)).toEqual(['olga.owner', 'uwe.user']);
      },
    );

    test('[groups 0.5] the API killed right after it answered 202', async () => {
      const { stack, corp, olga, uwe } = ready();
      const open = await ready().group('Door');
      const keys = [randomUUID(), randomUUID()] as const;
      const requestIds = await Promise.all([
        ready().askForGroup(olga, 'Door made', {}),
        ready().ask(uwe, `/groups/${open}/join`, {}, keys[0]),
        ready().ask(olga, '/groups', { name: 'Door keyed' }, keys[1]),
      ]);
      const killedAt = Date.now();
      await stack.stop('api', 'SIGKILL');
      await stack.start('api');
      // The same sessions go on, and the same clicks are the same requests.
      expect(await ready().ask(uwe, `/groups/${open}/join`, {}, keys[0])).toBe(requestIds[1]);
      expect(await ready().ask(olga, '/groups', { name: 'Door keyed' }, keys[1])).toBe(requestIds[2]);
      expectInterrupted(await ready().expectDoneOnce(requestIds), killedAt);
      expect(await corp.countGroups('Door made')).toBe(1);
      expect(await corp.countGroups('Door keyed')).toBe(1);
      expect(await corp.membersOf('Door')).toEqual(['olga.owner', 'uwe.user']);
    });

    test('[groups 0.5] the API killed between writing a request down and starting it', async () => {
      const { servers, stack, corp, olga, uwe, database } = ready();
      const open = await ready().group('Gap');
      const keys = [randomUUID(), randomUUID()] as const;
      await servers.stopTemporal('SIGKILL');
      // Answered: the engine is away, so it is written down only.
      const answered = await ready().ask(uwe, `/groups/${open}/join`, {}, keys[0]);
      // Not answered: the process dies while it tries to hand the request over.
      const unanswered = olga
        .post(`/stores/${corp.storeId}/groups`, { name: 'Gap made' }, withKey(keys[1]))
        .then(() => 'answered')
        .catch(() => 'no answer');
      await until('both requests to be written down', 10_000, async () => {
        const { rowCount } = await database.query('select from requests where started_at is null');
        return rowCount === 2;
      });
      await stack.stop('api', 'SIGKILL');
      expect(await unanswered).toBe('no answer');
      await servers.startTemporal();
      await stack.start('api');
      // Whoever got no answer asks again and finds the request the first click made; the sweeper starts the other.
      const again = await ready().ask(olga, '/groups', { name: 'Gap made' }, keys[1]);
      await ready().expectDoneOnce([answered, again]);
      expect(await ready().ask(uwe, `/groups/${open}/join`, {}, keys[0])).toBe(answered);
      expect(await ready().ask(olga, '/groups', { name: 'Gap made' }, keys[1])).toBe(again);
      const { rows } = await database.query(
        `select count(*)::int as made from requests where input->>'name' = 'Gap made'`,
      );
      expect(rows).toEqual([{ made: 1 }]);
      await ready().expectDoneOnce([answered, again]);
      expect(await corp.countGroups('Gap made')).toBe(1);
      expect(await corp.membersOf('Gap')).toEqual(['olga.owner', 'uwe.user']);
    });
  },
);
