/** The folder MUSTER_HOME: its parts, its lock, and the note that tells other commands what runs. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inRoot } from './checkout.mjs';
import { Problem } from './progress.mjs';

/** The folder the settings name; relative to the checkout when it is the default. */
export const homeFolder = () => {
  const named = process.env.MUSTER_HOME;
  return named === undefined || named === '' ? inRoot('.muster') : resolve(named);
};

/** @param {string} home */
export function openHome(home) {
  const paths = { home, logs: join(home, 'logs'), run: join(home, 'run') };
  try {
    for (const folder of Object.values(paths)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    // An inherited mask or an older folder must not leave keys readable for others.
    chmodSync(home, 0o700);
  } catch (cause) {
    throw new Problem(
      `MUSTER_HOME ${home} cannot be used (${/** @type {Error} */ (cause).message}). Set MUSTER_HOME to a folder you may write to.`,
    );
  }
  return paths;
}

/**
 * Holds the folder for this process. SQLite's lock is the kernel's: it goes with the process,
 * however that ends, on every platform, so no stale lock can exist.
 * @param {string} home
 */
export async function lockHome(home) {
  const { DatabaseSync } = await import('node:sqlite');
  const lock = new DatabaseSync(join(home, 'run', 'lock'));
  try {
    lock.exec('pragma busy_timeout = 1500; pragma journal_mode = memory; begin exclusive');
  } catch (cause) {
    lock.close();
    if (!String(cause).includes('locked')) throw cause;
    const pid = readRuntime(home)?.pid;
    throw new Problem(
      `Muster already runs on ${home}${pid === undefined ? '' : ` (process ${pid})`}. Stop it with Ctrl-C in its terminal, or set MUSTER_HOME to another folder for a second installation.`,
    );
  }
  return { release: () => lock.close() };
}

/**
 * @typedef {object} Runtime
 * @property {number} pid of the supervisor
 * @property {Record<string, string>} environment settings of the running processes
 */

const runtimeFile = (/** @type {string} */ home) => join(home, 'run', 'environment.json');

/**
 * Holds the database's address with its password: for the owner of the folder only.
 * @param {string} home
 * @param {Runtime} runtime
 */
export function writeRuntime(home, runtime) {
  const fresh = `${runtimeFile(home)}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, JSON.stringify(runtime, null, 2), { mode: 0o600 });
  renameSync(fresh, runtimeFile(home));
}

/**
 * @param {string} home
 * @returns {Runtime | null}
 */
export function readRuntime(home) {
  const file = runtimeFile(home);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @param {string} home */
export function removeRuntime(home) {
  rmSync(runtimeFile(home), { force: true });
}
