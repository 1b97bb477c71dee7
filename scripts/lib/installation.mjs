/** One installation on one machine: everything started in order, watched, and stopped in order. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readConfig, settings } from '../../activities/platform/config.ts';
import { migrateDatabase } from '../../activities/database/migrate.ts';
import { ensureKeyFile } from '../../activities/platform/keyring.ts';
import { searchAttributes } from '../../workflows/contracts/search-attributes.ts';
import { inRoot } from './checkout.mjs';
import { lookAtInstallation, sayHowToEnter } from './first-start.mjs';
import { homeFolder, lockHome, openHome, removeRuntime, writeRuntime } from './home.mjs';
import { onEnd } from './node24.mjs';
import { startPostgres } from './postgres.mjs';
import { freePort, logTail, startBound, stopAll, until, whyBusy } from './processes.mjs';
import { Problem, report, say, secondsSince, step } from './progress.mjs';
import { supervise } from './supervise.mjs';
import { ensureTemporalCli, startTemporal } from './temporal.mjs';
import { ensureUi } from './ui.mjs';
import { workerFlags } from './worker-memory.mjs';

/** The workflow bundle is built in this time, too. */
const readyTimeoutMs = 90_000;

/** Runs until it is stopped; ends the process. */
export async function runInstallation() {
  const startedAt = performance.now();
  /** What to stop, the last first. @type {(() => Promise<void> | void)[]} */
  const stoppers = [];
  let ending = false;

  const end = async (/** @type {number} */ code) => {
    ending = true;
    for (const stop of stoppers.reverse()) await Promise.resolve(stop()).catch(report);
    await stopAll();
    process.exit(code);
  };
  onEnd(
    (reason) => {
      say(`\nStopping Muster (${reason}) ...`);
      void end(0);
    },
    () => process.exit(1),
  );
  process.on('exit', () => {
    if (ending) say('Muster has stopped.');
  });

  try {
    const started = await bringUp(stoppers, startedAt);
    if (ending) return;
    announce(started);
    if (started.installation.kind === 'demo' && started.installation.toLive) {
      const live = demo('live', started.home, started.environment);
      stoppers.push(() => live.stop());
      const how = await live.exited;
      if (how !== 'exit code 0' && !ending) {
        say(
          `What the people of the demo did so far is not complete (${how}); the next start goes on with it.`,
        );
      }
    }
  } catch (error) {
    // What fails because it is being stopped is no news.
    if (ending) return;
    report(error);
    await end(1);
  }
}

/**
 * @param {(() => Promise<void> | void)[]} stoppers
 * @param {number} startedAt
 */
async function bringUp(stoppers, startedAt) {
  const home = homeFolder();
  /** @type {NodeJS.ProcessEnv} */
  const given = { ...process.env, MUSTER_HOME: home };
  const config = checkSettings(given);
  const paths = openHome(home);
  const lock = await lockHome(home);
  stoppers.push(lock.release);
  await checkPort(config);
  await ensureKeyFile(config.keysFile);

  await ensureUi();

  const embedded = { database: !given.DATABASE_URL, temporal: !given.TEMPORAL_ADDRESS };
  const cli = embedded.temporal ? await ensureTemporalCli() : '';
  const what = [embedded.database && 'PostgreSQL', embedded.temporal && 'Temporal']
    .filter(Boolean)
    .join(' and ');
  // What Node compiled once is read again at the next start.
  /** @type {NodeJS.ProcessEnv} */
  const environment = { NODE_COMPILE_CACHE: join(home, 'cache', 'compiled'), ...given };
  const startBoth = () =>
    Promise.all([
      embedded.database && embedPostgres(home, stoppers).then((url) => (environment.DATABASE_URL = url)),
      embedded.temporal &&
        embedTemporal(cli, home, config.temporal.namespace, stoppers).then(({ address, uiUrl }) => {
          environment.TEMPORAL_ADDRESS = address;
          environment.TEMPORAL_UI_URL = uiUrl;
        }),
    ]);
  if (what !== '') await step(`Starting ${what}`, startBoth);
  await step('Migrating the database', () => migrate(environment.DATABASE_URL ?? ''));

  const installation = await lookAtInstallation(environment.DATABASE_URL ?? '', config);

  writeRuntime(home, { pid: process.pid, environment: onlySettings(environment) });
  stoppers.push(() => removeRuntime(home));

  const worker = await entryPoint(
    'worker',
    ['activities', 'worker', 'main.ts'],
    paths.logs,
    environment,
    20_000,
    workerFlags,
  );
  stoppers.push(worker.stop);
  // Meanwhile: it needs the database only.
  const created =
    installation.kind === 'demo' && installation.toCreate ? createDemo(home, environment) : Promise.resolve();
  // Watched below; until then a failure must not end the process.
  created.catch(() => {});
  const api = await entryPoint('API', ['api', 'server.ts'], paths.logs, environment, 10_000);
  stoppers.push(api.stop);
  await step('Starting the worker and the API', () =>
    Promise.race([waitUntilReady(config, paths.logs), worker.failed, api.failed]),
  );
  worker.markReady();
  api.markReady();
  await created;
  return { config, seconds: secondsSince(startedAt), home, installation, environment };
}

/**
 * All settings but the two that are filled in here.
 * @param {NodeJS.ProcessEnv} given
 */
function checkSettings(given) {
  return readConfig({
    ...given,
    DATABASE_URL: given.DATABASE_URL || 'postgres://embedded',
    TEMPORAL_ADDRESS: given.TEMPORAL_ADDRESS || 'embedded',
  });
}

/** @param {import('../../activities/platform/config.ts').Config} config */
async function checkPort({ host, port }) {
  const reason = await whyBusy(host, port);
  if (reason === null) return;
  if (reason === 'EADDRINUSE') {
    throw new Problem(
      `Port ${port} on ${host} is in use by another program. Stop that program, or choose another port: MUSTER_PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
    );
  }
  throw new Problem(
    `Muster cannot listen on port ${port} of ${host} (${reason}). Choose an address of this machine with MUSTER_HOST and a port you may use with MUSTER_PORT.`,
  );
}

/**
 * @param {string} home
 * @param {(() => Promise<void> | void)[]} stoppers
 */
async function embedPostgres(home, stoppers) {
  const port = await freePort();
  let url = '';
  const supervised = await supervise({
    name: 'database',
    log: join(home, 'logs', 'postgres.log'),
    start: async () => {
      const server = await startPostgres({ home, port });
      url = server.url;
      return server.process;
    },
    stopping: { signal: 'SIGINT', patienceMs: 30_000 },
  });
  supervised.markReady();
  stoppers.unshift(supervised.stop);
  return url;
}

/**
 * @param {string} cli
 * @param {string} home
 * @param {string} namespace
 * @param {(() => Promise<void> | void)[]} stoppers
 */
async function embedTemporal(cli, home, namespace, stoppers) {
  const port = await freePort();
  const ui = { ip: ownLoopback(), port: await freePort() };
  const supervised = await supervise({
    name: 'Temporal server',
    log: join(home, 'logs', 'temporal.log'),
    start: async () => {
      const options = { cli, home, port, namespace, ui, searchAttributes: Object.values(searchAttributes) };
      return (await startTemporal(options)).process;
    },
    stopping: { patienceMs: 10_000 },
  });
  supervised.markReady();
  stoppers.push(supervised.stop);
  return { address: `127.0.0.1:${port}`, uiUrl: `http://${ui.ip}:${ui.port}` };
}

/**
 * An address no web page can guess: Temporal's Web UI asks nobody who they are, and a page that has
 * its name resolved to a loopback address would reach it. Only Linux answers on all of 127.0.0.0/8.
 */
function ownLoopback() {
  if (process.platform !== 'linux') return '127.0.0.1';
  return ['127', ...randomBytes(3).map((byte) => 1 + (byte % 254))].join('.');
}

/** @param {string} url */
async function migrate(url) {
  try {
    await migrateDatabase(url);
  } catch (cause) {
    if (/** @type {NodeJS.ErrnoException} */ (cause).code === 'ECONNREFUSED') {
      throw new Problem(
        `The database at ${new URL(url).host} does not answer. Start it, or correct DATABASE_URL.`,
      );
    }
    throw cause;
  }
}

/**
 * @param {string} name
 * @param {string[]} file
 * @param {string} logs
 * @param {NodeJS.ProcessEnv} env
 * @param {number} patienceMs
 * @param {string[]} [flags] of Node
 */
function entryPoint(name, file, logs, env, patienceMs, flags = []) {
  const log = join(logs, `${name.toLowerCase()}.log`);
  return supervise({
    name,
    log,
    start: () => startBound(name.toLowerCase(), process.execPath, [...flags, inRoot(...file)], { log, env }),
    stopping: { patienceMs },
  });
}

/**
 * @param {import('../../activities/platform/config.ts').Config} config
 * @param {string} logs
 */
async function waitUntilReady({ host, port }, logs) {
  const reachable =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const address = `http://${reachable}:${port}/api/v1/health`;
  let last = 'no answer';
  const ready = await until(
    async () => {
      try {
        const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
        last = `status ${answer.status}: ${(await answer.text()).slice(0, 500)}`;
        return answer.ok || undefined;
      } catch (error) {
        last = String(/** @type {Error} */ (error).cause ?? error);
        return undefined;
      }
    },
    { timeoutMs: readyTimeoutMs, everyMs: 150 },
  );
  if (!ready) {
    throw new Problem(
      `Muster was not ready within ${readyTimeoutMs / 1000} seconds (${last}). The logs in ${logs} say more; start again after correcting what they name.`,
    );
  }
}

/** @param {NodeJS.ProcessEnv} environment */
const onlySettings = (environment) =>
  Object.fromEntries(
    Object.keys(settings).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );

/** @param {Awaited<ReturnType<typeof bringUp>>} started */
function announce({ config, seconds, home, installation }) {
  say();
  say(`Muster is ready after ${seconds}: ${config.publicUrl.origin}`);
  say(`  API document   ${config.publicUrl.origin}/api/v1/openapi.json`);
  say(`  Logs           ${join(home, 'logs')}`);
  sayHowToEnter(installation, config.publicUrl);
  say();
  say('Ctrl-C stops everything.');
}

/**
 * @param {'create' | 'live'} part
 * @param {string} home
 * @param {NodeJS.ProcessEnv} env
 */
function demo(part, home, env) {
  const entry = inRoot('activities', 'platform', 'commands', 'demo.ts');
  return startBound('demo', process.execPath, [entry, part], { log: join(home, 'logs', 'demo.log'), env });
}

/**
 * @param {string} home
 * @param {NodeJS.ProcessEnv} environment
 */
function createDemo(home, environment) {
  return step('Creating the demo organisation', async () => {
    const how = await demo('create', home, environment).exited;
    if (how === 'exit code 0') return;
    const log = join(home, 'logs', 'demo.log');
    throw new Problem(
      `The demo organisation could not be created (${how}). Start again, or without it: npm start -- --no-demo. The end of ${log}:\n${logTail(log)}`,
    );
  });
}
