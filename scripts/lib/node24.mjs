/** Finds the Node 24 that came with the packages and runs an entry point again under it. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './checkout.mjs';
import { Problem } from './progress.mjs';

const neededMajor = 24;
const major = Number(process.versions.node.split('.')[0]);

/** @returns {string} path of a Node 24 or newer */
export function findNode24() {
  if (major >= neededMajor) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const folder = inRoot('node_modules', `node-${platform}-${process.arch}`, 'bin');
  const candidate = `${folder}/${process.platform === 'win32' ? 'node.exe' : 'node'}`;
  if (existsSync(candidate)) return candidate;
  throw new Problem(
    `Muster runs on Node.js ${neededMajor} and this is ${process.version}; no packaged Node.js ${neededMajor} exists for ${process.platform} ${process.arch}. Install Node.js ${neededMajor} or newer from nodejs.org and try again.`,
  );
}

/**
 * True when this process is Node 24 already; otherwise runs the same command line under Node 24,
 * passes signals on, ends with its result and never returns true.
 *
 * The channel between the two is how the inner process notices that this one was killed.
 */
export async function runsUnderNode24() {
  if (major >= neededMajor) return true;
  const [, script = '', ...rest] = process.argv;
  const child = spawn(findNode24(), [script, ...rest], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A terminal sends Ctrl-C to both; what another process sends reaches only this one.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.connected && child.send({ signal }));
  }
  // Ending here closes the channel, and the inner process stops what it started.
  whenNpmEnds(() => process.exit(1));
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        process.exitCode = code ?? (signal === null ? 1 : 128);
        resolve();
      });
    })
  );
  return false;
}

/**
 * Calls `stop` once: on Ctrl-C, a polite end, a closed terminal, or the end of the process that
 * started this one. A second Ctrl-C calls `force`.
 * @param {(reason: string) => void} stop
 * @param {() => void} [force]
 */
export function onEnd(stop, force = () => {}) {
  let asked = 0;
  const ask = (/** @type {string} */ reason) => {
    const now = performance.now();
    if (asked === 0) {
      asked = now;
      stop(reason);
    } else if (now - asked > 1_000 && reason !== 'its parent ended') {
      // One Ctrl-C arrives twice when an older Node is in between, but at the same moment.
      force();
    }
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => ask(signal));
  if (process.channel) {
    process.on('message', (/** @type {{ signal?: string }} */ message) => {
      if (typeof message === 'object' && message?.signal) ask(message.signal);
    });
    process.on('disconnect', () => ask('its parent ended'));
    // Listening alone must not keep the process alive.
    process.channel.unref();
  } else {
    whenNpmEnds(() => ask('its parent ended'));
  }
}

/**
 * Between npm and this process may stand a shell, which stays when npm goes.
 * @param {number} pid
 */
function parentOf(pid) {
  const file = `/proc/${pid}/stat`;
  // The second field is a name in brackets and may hold spaces.
  return existsSync(file) ? (readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')[1] ?? '') : '';
}

/**
 * A killed npm passes nothing on; its children only get another parent.
 * @param {() => void} act
 */
function whenNpmEnds(act) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    act();
  }, 1_000);
  timer.unref();
}
