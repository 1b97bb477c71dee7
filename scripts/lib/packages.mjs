/** Installs the packages when the lock file or the platform changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, root } from './checkout.mjs';
import { Problem, say, step } from './progress.mjs';

const stampFile = inRoot('node_modules', '.muster-lock-hash');

/** A stamp inside node_modules goes when the folder goes, and `npm ci` empties the folder first. */
const wantedStamp = () =>
  createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');

const readStamp = () => (existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '');

/** Does nothing when the installed packages are those of the lock file. */
export async function ensurePackages() {
  const wanted = wantedStamp();
  if (readStamp() === wanted) return;
  await step('Installing packages (npm ci, about half a minute)', npmCi);
  writeFileSync(stampFile, wanted);
}

/** Under the npm that came with the installed Node: the one thing that is surely there. */
function npmCi() {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        // npm is a .cmd file on Windows, which needs a shell.
        shell: process.platform === 'win32',
        env: npmEnvironment(),
      });
      let output = '';
      child.stdout.on('data', (chunk) => (output += chunk));
      child.stderr.on('data', (chunk) => (output += chunk));
      child.on('error', () =>
        reject(
          new Problem(
            'npm was not found. Install Node.js with npm from your system or nodejs.org, then try again.',
          ),
        ),
      );
      const end = (/** @type {NodeJS.Signals} */ signal) => {
        child.kill(signal);
        process.exit(1);
      };
      process.once('SIGTERM', end).once('SIGHUP', end);
      child.on('close', (code) => {
        process.off('SIGTERM', end).off('SIGHUP', end);
        if (code === 0) return resolve();
        say(output.trim());
        reject(
          new Problem(
            'npm could not install the packages (its words stand above). Check that this machine reaches the npm registry, then run the same command again.',
          ),
        );
      });
    })
  );
}

/** Without what an outer `npm start` set: its lifecycle variables confuse an inner npm. */
function npmEnvironment() {
  const outer = /^npm_(lifecycle|package|command|execpath|config_local_prefix|node_execpath)/;
  // A production setting would leave out what the set-up itself needs.
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !outer.test(name) && name !== 'NODE_ENV'),
  );
}
