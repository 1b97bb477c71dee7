/** A process is stopped in the middle of a change, another one takes over, and the first goes on later. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LdapFront } from '../support/ldap-front.ts';
import { until } from '../support/ports.ts';
import { sambaMissing } from '../support/samba.ts';
import { Company } from './company.ts';

describe.skipIf(sambaMissing !== undefined)(
  `a worker that is stopped and goes on${sambaMissing === undefined ? '' : ` (${sambaMissing})`}`,
  { timeout: 180_000 },
  () => {
    let company: Company | undefined;
    const ready = (): Company => company ?? expect.fail('the company did not start');
    const front = (): LdapFront => ready().front ?? expect.fail('there is no front');
    beforeAll(async () => {
      // Longer than the process stands still: what it reads then is read, not timed out.
      company = await Company.start({ withFront: true, settings: { operationTimeoutMs: 170_000 } });
    }, 240_000);
    afterAll(async () => {
      await company?.[Symbol.asyncDispose]();
    }, 60_000);

    /** Starts a worker of the directory's queue and waits until it serves. */
    const startDirectoryWorker = async (name: string): Promise<void> => {
      ready().stack.startWorker(name, 'active-directory');
      await until(`${name} to serve`, 60_000, async () =>
        (await readFile(join(ready().stack.home, `${name}.log`), 'utf8').catch(() => '')).includes(
          'worker ready',
        ),
      );
    };

    test('[groups 0.5] [groups 3.10] writes nothing any more: no membership is lost or invented, one entry of history', async () => {
      const { corp, uwe, stack, database } = ready();
      const group = await ready().group('Frozen');
      // The workflows stay with a worker that goes on.
      await stack.stop('worker');
      stack.startWorker('workflows', 'workflows,mail,bulk');
      await startDirectoryWorker('first');

      front().plan('search', { kind: 'delay', ms: 3_000 }, 1_000);
      const joining = await ready().ask(uwe, `/groups/${group}/join`);
      // Begun, and the first of the reads before the write is on its way.
      await until(
        'the journal to be begun',
        60_000,
        async () =>
          (await database.query('select from apply_journal where request_id = $1', [joining])).rowCount === 1,
        20,
      );
      await sleep(300);
      stack.signal('first', 'SIGSTOP');
      expect(await corp.membersOf('Frozen')).toEqual(['olga.owner']);
      front().reset();

      await startDirectoryWorker('second');
      await ready().expectDoneOnce([joining]);
      expect(await corp.membersOf('Frozen')).toEqual(['olga.owner', 'uwe.user']);
      // Somebody takes the member out again before the first process goes on.
      await corp.samba.tool('group', 'removemembers', 'Frozen', 'uwe.user');
      expect(await corp.membersOf('Frozen')).toEqual(['olga.owner']);

      const modifies = front().counts.modify;
      stack.signal('first', 'SIGCONT');
      await until('the first try to find that it was taken over', 30_000, async () =>
        (await readFile(join(stack.home, 'first.log'), 'utf8')).includes('"msg":"a try was taken over"'),
      );
      await sleep(1_000);
      expect(front().counts.modify).toBe(modifies);
      expect(await corp.membersOf('Frozen')).toEqual(['olga.owner']);
      // Still once, and nothing of the late try in the timeline.
      const [request] = await ready().expectDoneOnce([joining]);
      expect(request.timeline.at(-1).kind).toBe('succeeded');
    });
  },
);
