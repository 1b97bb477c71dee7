/** `npm start` as people meet it: refusals in one sentence, crashes survived, nothing left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoStores } from '../../activities/platform/demo/organisation.ts';
import { browserMissing, openWindow, seriousFindings, startBrowser } from '../support/browser.ts';
import { ApiClient } from '../support/client.ts';
import { freePort, until } from '../support/ports.ts';

const root = join(import.meta.dirname, '../..');

interface Supervisor {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exitCode: Promise<number | null>;
}

/** As the terminal says: one of the people of the sign-in page, the password, and the mail she got. */
async function readMail(base: string, password: string): Promise<void> {
  await using browser = await startBrowser();
  const { page, faults } = await openWindow(browser);
  await page.goto(base);
  await page
    .getByRole('group', { name: 'People of the demo' })
    .getByRole('button', { name: /^linh\.nguyen/ })
    .click();
  expect(await page.getByLabel('Login name').inputValue()).toBe('linh.nguyen');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Mailbox' }).click();
  const mail = page.getByRole('row').getByRole('link').first();
  const subject = await mail.innerText();
  await mail.click();
  await page.getByRole('heading', { name: subject, level: 1 }).waitFor();
  // Its own address leads to the request.
  await page.getByRole('link', { name: /\/requests\// }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
}

function run(script: string, args: readonly string[], environment: Record<string, string>): Supervisor {
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, output: () => output, exitCode };
}

/** Reads a file of /proc whose process may end at any moment. */
function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}

/** Processes of one installation: the home stands in their environment or command line. */
const processesOf = (home: string): { pid: number; command: string }[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => `${readProcess(pid, 'environ')}\0${readProcess(pid, 'cmdline')}`.includes(home))
    .map((pid) => ({ pid: Number(pid), command: readProcess(pid, 'cmdline').replaceAll('\0', ' ') }));

describe.skipIf(process.platform !== 'linux')('npm start (processes are looked up in /proc)', () => {
  let home: string;
  let port: number;
  let environment: Record<string, string>;
  const address = () => `http://127.0.0.1:${port}/api/v1/health`;
  const isReady = async () => (await fetch(address()).catch(() => null))?.status === 200;
  const start = () => run('start.mjs', [], environment);

  /** @returns seconds */
  async function untilReady({ output, exitCode }: Supervisor): Promise<number> {
    const startedAt = performance.now();
    let ended = false;
    void exitCode.then(() => (ended = true));
    await until('npm start to be ready', 90_000, () => {
      if (ended) throw new Error(output());
      return output().includes('Muster is ready');
    });
    return (performance.now() - startedAt) / 1000;
  }

  const signIn = (account: string, password: string) =>
    ApiClient.signIn(`http://127.0.0.1:${port}`, demoStores.company.storeId, account, password);

  const pidOf = (part: string): number => {
    const found = processesOf(home).find(({ command }) => command.includes(part));
    if (found === undefined) throw new Error(`${part} does not run`);
    return found.pid;
  };

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'muster-start-'));
    port = await freePort();
    environment = { MUSTER_HOME: home, MUSTER_PORT: String(port) };
  });

  afterEach(async () => {
    for (const { pid } of processesOf(home)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  it('names a busy port and the way out, and starts nothing', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    try {
      const refused = start();
      expect(await refused.exitCode).toBe(1);
      expect(refused.output()).toContain(`Port ${port} on 127.0.0.1 is in use by another program.`);
      expect(refused.output()).toContain(`MUSTER_PORT=${port + 1} npm start`);
      expect(refused.output()).not.toMatch(/^\s+at /m);
      expect(processesOf(home)).toEqual([]);
      expect(existsSync(join(home, 'postgres'))).toBe(false);
    } finally {
      other.close();
    }
  });

  it('names each wrong setting and the fix', async () => {
    environment = { ...environment, MUSTER_PORT: '70000', MUSTER_LOG_LEVEL: 'loud', MUSTER_PROT: '1' };
    const refused = start();
    expect(await refused.exitCode).toBe(1);
    expect(refused.output()).toContain('MUSTER_PORT is "70000": give a port from 1 to 65535');
    expect(refused.output()).toContain('MUSTER_LOG_LEVEL is "loud": give one of');
    expect(refused.output()).toContain('MUSTER_PROT is not a setting of Muster');
  });

  it('a muster command without a running installation says what to do', async () => {
    const refused = run('muster.mjs', ['history', 'verify'], environment);
    expect(await refused.exitCode).toBe(1);
    expect(refused.output()).toContain(`No Muster runs on ${home}. Start it with npm start`);
  });

  it('starts, survives crashes of its parts, leaves nothing behind when killed or stopped', async () => {
    const first = start();
    await untilReady(first);
    expect(await isReady()).toBe(true);
    for (const secret of ['keys.json', 'postgres-passwords.json', 'run/environment.json', 'demo-password'])
      expect(statSync(join(home, secret)).mode & 0o077, secret).toBe(0);

    // An empty home begins with the demo; the terminal says how to enter.
    const password = /Password +(\S+)/.exec(first.output())?.[1] ?? '';
    expect(first.output()).toContain('ayse.yilmaz');
    await signIn('ayse.yilmaz', password);
    await expect(signIn('ayse.yilmaz', 'muster')).rejects.toThrow('401');

    const second = start();
    expect(await second.exitCode).toBe(1);
    expect(second.output()).toContain(`Muster already runs on ${home} (process ${first.child.pid})`);

    const migrated = run('muster.mjs', ['migrate'], environment);
    expect(await migrated.exitCode, migrated.output()).toBe(0);

    for (const part of ['api/server.ts', 'worker/main.ts', 'bin/postgres', 'server start-dev']) {
      const before = pidOf(part);
      process.kill(before, 'SIGKILL');
      await until(`${part} to run again and Muster to be ready`, 60_000, async () => {
        const again = processesOf(home).find(({ command }) => command.includes(part));
        return again !== undefined && again.pid !== before && (await isReady());
      });
    }

    first.child.kill('SIGKILL');
    await first.exitCode;
    await until(
      'every child to end with its killed supervisor',
      10_000,
      () => processesOf(home).length === 0,
    );

    const again = start();
    const seconds = await untilReady(again);
    // 15 on a machine with nothing else to do; tests run two at a time.
    expect(seconds).toBeLessThan(30);
    expect(again.output(), 'the same password at each start').toContain(password);

    // What the demo's people did was cut off by all of this, and is there once in the end.
    const ayse = await signIn('ayse.yilmaz', password);
    const asked = async (): Promise<any[]> => (await ayse.get('/requests?scope=all&limit=100')).body.items;
    await until('the story of the demo to be told', 90_000, async () =>
      (await asked()).some(
        ({ target, state }) => target.name === 'Schachfreunde Werk 2' && state === 'pending',
      ),
    );
    const states = Map.groupBy(await asked(), ({ state }) => state as string);
    const counts = Object.fromEntries([...states].map(([state, list]) => [state, list.length]));
    expect(counts).toEqual({ succeeded: 9, denied: 2, failed: 1, cancelled: 1, pending: 3 });
    if (browserMissing === undefined) await readMail(`http://localhost:${port}`, password);
    again.child.kill('SIGINT');
    expect(await again.exitCode, again.output()).toBe(0);
    expect(again.output()).toContain('Muster has stopped.');
    expect(processesOf(home)).toEqual([]);
    expect(existsSync(join(home, 'run/environment.json'))).toBe(false);
  }, 240_000);
});
