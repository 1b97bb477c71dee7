/** The worker dies again and again while people go on working. Repeat a failure with its seed: TEST_SEED=... */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finalStates } from '../../workflows/contracts/requests.ts';
import type { ApiClient } from '../support/client.ts';
import { until } from '../support/ports.ts';
import { sambaMissing } from '../support/samba.ts';
import { Company } from './company.ts';

const kills = 20;
/** Work that goes on beside itself, each line in a group of its own. */
const lines = 8;
/** In these the owner approves each joining and leaving. */
const guardedLines = 2;
/** A killed worker had been serving for at most this long. */
const longestLifeMs = 2_500;
const timeoutMs = 480_000;

describe.skipIf(sambaMissing !== undefined)(
  `a worker killed at random moments${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: timeoutMs },
  () => {
    let company: Company | undefined;
    beforeAll(async () => {
      company = await Company.start();
    }, 180_000);
    afterAll(async () => {
      await company?.[Symbol.asyncDispose]();
    }, 60_000);

    test('[groups 0.5] creations, joins, removals and deletions under 20 kills are each done and recorded once', async () => {
      if (company === undefined) return expect.fail('the company did not start');
      const muster = company;
      const { corp, olga, uwe, ben, eva } = muster;
      const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
      process.stdout.write(`worker killed at random moments: TEST_SEED=${seed}\n`);
      const random = randomOf(seed);
      let killing = true;
      const requestIds: string[] = [];
      const kept: string[] = [];
      const deleted: string[] = [];
      const done = async (asked: Promise<string>) => {
        const requestId = await asked;
        requestIds.push(requestId);
        const request = await muster.ended(requestId, timeoutMs);
        expect(request, JSON.stringify(request.problem)).toMatchObject({ state: 'succeeded' });
        return request;
      };
      /** The owner's answer, given again until it is taken: without a worker nobody can take it. */
      const approved = async (asked: Promise<string>) => {
        const requestId = await asked;
        await muster.ada.untilState(requestId, ['pending', ...finalStates], timeoutMs);
        await until(`the approval of ${requestId} to be taken`, timeoutMs, async () => {
          const { status, body } = await olga.post(`/requests/${requestId}/approve`);
          return status === 200 || body.code === 'request.decided';
        });
        return requestId;
      };
      /** The life of one group after another: made, joined by three, left by two, every third one deleted. */
      const live = async (line: number) => {
        for (let round = 0; killing || round === 0; round += 1) {
          const name = `Line ${line} round ${round}`;
          const isGuarded = line < guardedLines;
          const securityType = isGuarded ? 'semi-private' : 'public';
          const created = await done(muster.askForGroup(olga, name, { securityType }));
          const path = `/groups/${created.target.id}`;
          const own = (person: ApiClient, action: 'join' | 'leave') => {
            const asked = muster.ask(person, `${path}/${action}`);
            return done(isGuarded ? approved(asked) : asked);
          };
          await Promise.all([uwe, ben, eva].map((person) => own(person, 'join')));
          await Promise.all([
            own(uwe, 'leave'),
            done(muster.ask(olga, `${path}/members/remove`, { memberIds: [corp.id('ben.biker')] })),
          ]);
          if ((line + round) % 3 !== 0) kept.push(name);
          else {
            const answer = await olga.delete(`/stores/${corp.storeId}${path}`);
            await done(Promise.resolve(answer.body.requestId as string));
            deleted.push(name);
          }
        }
      };
      const killAgainAndAgain = async () => {
        for (let kill = 0; kill < kills; kill += 1) {
          await sleep(random() * longestLifeMs);
          await muster.killWorker();
          await muster.startWorker();
        }
        killing = false;
      };
      await Promise.all([killAgainAndAgain(), ...Array.from({ length: lines }, (_, line) => live(line))]);

      await muster.expectDoneOnce(requestIds);
      expect(kept.length).toBeGreaterThan(0);
      expect(deleted.length).toBeGreaterThan(0);
      for (const name of kept) {
        expect(await corp.countGroups(name), name).toBe(1);
        expect(await corp.membersOf(name), name).toEqual(['eva.extra', 'olga.owner']);
      }
      for (const name of deleted) expect(await corp.countGroups(name), name).toBe(0);
      process.stdout.write(`${requestIds.length} requests survived ${kills} kills\n`);
    });
  },
);

/** mulberry32: the same seed gives the same moments. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
