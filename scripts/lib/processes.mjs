/** Child processes that never outlive this one, free ports, and waiting. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { inRoot } from './checkout.mjs';

/**
 * @typedef {object} BoundProcess
 * @property {string} name
 * @property {number} pid
 * @property {Promise<string>} exited settles with how it ended, such as "exit code 1"
 * @property {() => boolean} running
 * @property {(signal?: NodeJS.Signals, patienceMs?: number) => Promise<void>} stop asks, waits, then kills
 */

/** @type {Set<BoundProcess>} */
const live = new Set();

const largestLogBytes = 20_000_000;

const hasParentDeathSignal =
  process.platform === 'linux' &&
  spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status === 0;

/**
 * The command line that ends with its parent, however that one ends: the kernel's parent-death
 * signal on Linux, elsewhere a small Node process that watches a channel.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.Signals} deathSignal
 */
function bind(command, args, deathSignal) {
  if (hasParentDeathSignal)
    return {
      command: 'setpriv',
      args: ['--pdeathsig', deathSignal.replace('SIG', ''), command, ...args],
      channel: false,
    };
  return {
    command: process.execPath,
    args: [inRoot('scripts', 'lib', 'watch.mjs'), deathSignal, command, ...args],
    channel: true,
  };
}

/**
 * Starts a process in a session of its own (a terminal's Ctrl-C does not reach it; the order of
 * stopping is ours), its output appended to a log file or, without one, shown.
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {{ log: string | null, env?: NodeJS.ProcessEnv, cwd?: string, deathSignal?: NodeJS.Signals }} options
 *   `deathSignal` is what it gets when this process dies without a word
 * @returns {BoundProcess}
 */
export function startBound(name, command, args, { log, env = process.env, cwd, deathSignal = 'SIGKILL' }) {
  const bound = bind(command, args, deathSignal);
  const output = log === null ? 'inherit' : openLog(log);
  const child = spawn(bound.command, bound.args, {
    cwd: cwd ?? inRoot(),
    env,
    detached: true,
    stdio: ['ignore', output, output, ...(bound.channel ? [/** @type {const} */ ('ipc')] : [])],
  });
  if (typeof output === 'number') closeSync(output);
  /** @type {string | null} */
  let end = null;
  const exited = /** @type {Promise<string>} */ (
    new Promise((resolve) => {
      const settle = (/** @type {string} */ how) => resolve((end ??= how));
      child.once('error', (error) => settle(error.message));
      child.once('exit', (code, signal) =>
        settle(signal === null ? `exit code ${code}` : `signal ${signal}`),
      );
    })
  );
  /** @type {BoundProcess} */
  const started = {
    name,
    pid: child.pid ?? -1,
    exited,
    running: () => end === null,
    async stop(signal = 'SIGTERM', patienceMs = 15_000) {
      if (end !== null) return;
      child.kill(signal);
      await Promise.race([exited, sleep(patienceMs)]);
      if (process.platform === 'win32') child.kill('SIGKILL');
      // Its own session: what it started itself goes with it.
      else if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      await exited;
    },
  };
  live.add(started);
  void exited.then(() => live.delete(started));
  return started;
}

/**
 * Ends whatever is still running, at once.
 * @param {number} [patienceMs] before it is killed
 */
export async function stopAll(patienceMs = 5_000) {
  // A fast shutdown is what PostgreSQL does on SIGINT; on SIGTERM it waits for its clients.
  await Promise.all([...live].map((p) => p.stop(p.name === 'postgres' ? 'SIGINT' : 'SIGTERM', patienceMs)));
}

/** @param {string} file */
function openLog(file) {
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/**
 * @param {number} pid of the group's leader
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It ended by itself in the meantime.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {number} ms */
export const sleep = (ms) => /** @type {Promise<void>} */ (new Promise((resolve) => setTimeout(resolve, ms)));

/**
 * Calls `attempt` until it answers something other than undefined.
 * @template T
 * @param {() => Promise<T | undefined> | T | undefined} attempt
 * @param {{ timeoutMs: number, everyMs?: number }} options
 * @returns {Promise<T | undefined>} undefined when the time is over
 */
export async function until(attempt, { timeoutMs, everyMs = 100 }) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const result = await attempt();
    if (result !== undefined) return result;
    if (performance.now() >= deadline) return undefined;
    await sleep(everyMs);
  }
}

/** A port nobody listens on, on the loopback address. */
export function freePort() {
  return /** @type {Promise<number>} */ (
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() =>
          typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
        );
      });
    })
  );
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | null>} why nothing can listen there, or null
 */
export function whyBusy(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) =>
      resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * The end of a log without stack frames, for a person to read.
 * @param {string} file
 * @param {number} lines
 */
export function logTail(file, lines = 15) {
  if (!existsSync(file)) return '';
  const text = readFileSync(file, 'utf8').trimEnd().split('\n');
  return text
    .filter((line) => !/^\s+at /.test(line))
    .slice(-lines)
    .join('\n');
}
