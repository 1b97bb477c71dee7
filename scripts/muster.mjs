#!/usr/bin/env node
/**
 * `muster COMMAND`: one process of Muster, or one task of an operator, under Node 24 and with the
 * settings of the installation that runs on MUSTER_HOME (none needed when they are in the environment).
 */
import { spawn } from 'node:child_process';
import { homeFolder, readRuntime } from './lib/home.mjs';
import { inRoot } from './lib/checkout.mjs';
import { findNode24 } from './lib/node24.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { isAlive } from './lib/processes.mjs';
import { Problem, report, say } from './lib/progress.mjs';
import { workerFlags } from './lib/worker-memory.mjs';

/** @type {Record<string, { entry: string[], what: string, flags?: string[] }>} */
const commands = {
  api: { entry: ['api', 'server.ts'], what: 'runs one API process' },
  worker: {
    entry: ['activities', 'worker', 'main.ts'],
    what: 'runs one worker process',
    flags: workerFlags,
  },
  migrate: {
    entry: ['activities', 'platform', 'commands', 'migrate.ts'],
    what: "brings the database to this version's schema",
  },
  bootstrap: {
    entry: ['activities', 'platform', 'commands', 'bootstrap.ts'],
    what: 'makes the first identity store, portal and administrator role',
  },
  'keys rotate': {
    entry: ['activities', 'platform', 'commands', 'rotate-keys.ts'],
    what: 'adds an encryption key and re-encrypts what is stored',
  },
  'history verify': {
    entry: ['activities', 'platform', 'commands', 'verify-history.ts'],
    what: 'checks the hash chain of the history',
  },
};

try {
  const args = process.argv.slice(2);
  const [first = '', second = ''] = args;
  const name = [`${first} ${second}`, first].find((candidate) => candidate in commands);
  const command = name === undefined ? undefined : commands[name];
  if (name === undefined || command === undefined) {
    help();
    if (!['', 'help', '--help', '-h'].includes(first))
      throw new Problem(`"${args.join(' ')}" is not a command of Muster; the list stands above.`);
  } else {
    await ensurePackages();
    run(
      [...(command.flags ?? []), inRoot(...command.entry)],
      args.slice(name.split(' ').length),
      installationEnvironment(),
    );
  }
} catch (error) {
  report(error);
  process.exitCode = 1;
}

function help() {
  say('Usage: muster COMMAND [OPTIONS]\n');
  for (const [name, { what }] of Object.entries(commands)) say(`  ${name.padEnd(16)}${what}`);
}

/** What the environment names wins over what the running installation uses. */
function installationEnvironment() {
  const home = homeFolder();
  const running = readRuntime(home);
  // The note of a start that was killed names servers that are gone.
  const settings = running !== null && isAlive(running.pid) ? running.environment : {};
  /** @type {NodeJS.ProcessEnv} */
  const environment = { ...settings, ...process.env, MUSTER_HOME: home };
  if (!environment.DATABASE_URL) {
    throw new Problem(
      `No Muster runs on ${home}. Start it with npm start (and the same MUSTER_HOME), or set DATABASE_URL and TEMPORAL_ADDRESS.`,
    );
  }
  return environment;
}

/**
 * @param {string[]} entry what stands before its own arguments
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(entry, args, env) {
  const node = findNode24();
  if (node === process.execPath && typeof process.execve === 'function' && process.platform !== 'win32') {
    // Nothing in between: signals and exit codes are the command's own.
    process.execve(node, [node, ...entry, ...args], /** @type {Record<string, string>} */ (env));
  }
  const child = spawn(node, [...entry, ...args], { stdio: 'inherit', env });
  // A terminal sends Ctrl-C to both; other ends reach only this process.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    throw error;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1;
    else {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}
