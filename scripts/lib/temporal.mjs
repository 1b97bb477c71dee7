/** The Temporal CLI: found, downloaded or built once per user; and its development server. */
import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inRoot } from './checkout.mjs';
import { logTail, sleep, startBound, until } from './processes.mjs';
import { Problem, step } from './progress.mjs';

const version = 'v1.5.1';
const goModule = `github.com/temporalio/cli/cmd/temporal@${version}`;
const exe = process.platform === 'win32' ? '.exe' : '';
/** With Go at hand a slow network is not waited for. */
const downloadTimeoutMs = 20_000;
const patientDownloadTimeoutMs = 300_000;
const startTimeoutMs = 60_000;

/** Per user, not per checkout or MUSTER_HOME: it is 250 MB and takes minutes to build. */
function cacheFolder() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'win32' && process.env.LOCALAPPDATA) ||
    (process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache'));
  return join(base, 'muster', `temporal-${version}`);
}

/**
 * Path of a working `temporal` command, in the order: PATH, cache, download, build with Go.
 * @returns {Promise<string>}
 */
export async function ensureTemporalCli() {
  const cached = join(cacheFolder(), `temporal${exe}`);
  for (const candidate of [...onPath('temporal'), cached]) {
    if (existsSync(candidate) && works(candidate)) return candidate;
  }
  mkdirSync(cacheFolder(), { recursive: true });
  // Made beside its place and renamed: two starts at once, or a killed one, leave no half file.
  const work = mkdtempSync(join(cacheFolder(), 'new-'));
  try {
    const go = onPath('go')[0];
    const problem = await download(work, go === undefined ? patientDownloadTimeoutMs : downloadTimeoutMs);
    if (problem !== null) {
      if (go === undefined)
        throw noTemporal(
          `The download from temporal.download failed (${problem}) and no Go is here to build it.`,
        );
      await step('Building the Temporal server with Go (two to three minutes, once per user)', () =>
        build(go, work),
      );
    }
    renameSync(join(work, `temporal${exe}`), cached);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return cached;
}

/** @param {string} reason */
const noTemporal = (reason) =>
  new Problem(
    `Muster needs the Temporal CLI. ${reason} Put the command "temporal" on the PATH (https://docs.temporal.io/cli), or install Go 1.23 or newer and start again, or set TEMPORAL_ADDRESS to a Temporal server.`,
  );

/** @param {string} name */
const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, `${name}${exe}`))
    .filter((file) => existsSync(file));

/** @param {string} file */
const works = (file) => spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

/**
 * @param {string} folder
 * @param {number} timeoutMs
 * @returns {Promise<string | null>} what went wrong, or null
 */
async function download(folder, timeoutMs) {
  /** @type {Record<string, string>} */
  const platforms = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
  /** @type {Record<string, string>} */
  const processors = { x64: 'amd64', arm64: 'arm64' };
  const platform = platforms[process.platform];
  const arch = processors[process.arch];
  if (platform === undefined || arch === undefined) return `nothing for ${process.platform} ${process.arch}`;
  const url = `https://temporal.download/cli/archive/${version}?platform=${platform}&arch=${arch}`;
  try {
    return await step('Downloading the Temporal server', async () => {
      const gone = AbortSignal.timeout(timeoutMs);
      const answer = await Promise.race([
        fetch(url, { signal: gone }),
        sleep(downloadTimeoutMs).then(() => null),
      ]);
      if (answer === null) throw new Error('no answer');
      if (!answer.ok || answer.body === null) throw new Error(`status ${answer.status}`);
      const archive = join(folder, platform === 'windows' ? 'archive.zip' : 'archive.tar.gz');
      await pipeline(Readable.fromWeb(/** @type {any} */ (answer.body)), createWriteStream(archive), {
        signal: gone,
      });
      const unpacked = spawnSync('tar', ['-xf', archive, '-C', folder], { stdio: 'ignore' });
      if (unpacked.status !== 0) throw new Error('the archive cannot be unpacked with tar');
      if (!works(join(folder, `temporal${exe}`))) throw new Error('the downloaded command does not run');
      return null;
    });
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    return cause instanceof Error ? cause.message : message;
  }
}

/**
 * @param {string} go
 * @param {string} folder
 */
async function build(go, folder) {
  const log = join(folder, 'go.log');
  const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0', GOFLAGS: '' };
  const how = await startBound('go', go, ['install', '-ldflags=-s -w', goModule], { log, env, cwd: folder })
    .exited;
  if (how !== 'exit code 0') throw noTemporal(`Building it with Go failed (${how}):\n${logTail(log)}\n`);
}

/** Without what the person's own Temporal profile would change. */
const plainCli = ['--disable-config-env', '--disable-config-file'];

/**
 * Starts the development server and waits until its namespace answers.
 * @param {object} options
 * @param {string} options.cli
 * @param {string} options.home an open MUSTER_HOME, held by this process
 * @param {number} options.port on 127.0.0.1
 * @param {string} options.namespace
 * @param {string[]} options.searchAttributes names of Keyword attributes
 * @param {{ ip: string, port: number }} [options.ui] where its Web UI listens; without it there is none
 */
export async function startTemporal(options) {
  for (let attempt = 1; ; attempt += 1) {
    const started = await tryStart(options);
    if (!('problem' in started)) return started;
    // Some ports it chooses by itself, and another program may have been quicker.
    if (attempt === startAttempts || !started.problem.message.includes('address already in use'))
      throw started.problem;
  }
}

const startAttempts = 3;

/**
 * @param {Parameters<typeof startTemporal>[0]} options
 */
async function tryStart({ cli, home, port, namespace, searchAttributes, ui }) {
  const log = join(home, 'logs', 'temporal.log');
  const address = `127.0.0.1:${port}`;
  const server = startBound(
    'temporal',
    cli,
    [
      ...['server', 'start-dev', ...plainCli, '--ip', '127.0.0.1', '--port', String(port)],
      ...(ui === undefined ? ['--headless'] : ['--ui-ip', ui.ip, '--ui-port', String(ui.port)]),
      ...['--db-filename', join(home, 'temporal.sqlite')],
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      ...['--namespace', namespace, '--log-level', 'error'],
      ...searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ],
    { log },
  );
  const ready = await until(
    async () => {
      if (!server.running()) return 'ended';
      return (await namespaceAnswers(address, namespace)) ? 'ready' : undefined;
    },
    { timeoutMs: startTimeoutMs, everyMs: 150 },
  );
  if (ready !== 'ready') {
    await server.stop();
    const problem = new Problem(
      `The Temporal server did not start${ready === 'ended' ? '' : ` within ${startTimeoutMs / 1000} seconds`}. The end of ${log}:\n${logTail(log)}\nFix what it names and start again, or set TEMPORAL_ADDRESS to another server.`,
    );
    return { problem };
  }
  return { process: server, address };
}

const retentionSeconds = 90 * 24 * 3600;

/**
 * True once the server knows the namespace; sets how long closed runs are kept on the way.
 * @param {string} address
 * @param {string} namespace
 */
async function namespaceAnswers(address, namespace) {
  const { Connection } = createRequire(inRoot('package.json'))('@temporalio/client');
  let connection;
  try {
    connection = await Connection.connect({ address, connectTimeout: 3_000 });
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    const kept = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
    if (kept !== retentionSeconds) {
      await connection.workflowService.updateNamespace({
        namespace,
        config: { workflowExecutionRetentionTtl: { seconds: retentionSeconds } },
      });
    }
    return true;
  } catch {
    return false; // not up yet; asked again until the time is over, its log says why
  } finally {
    await connection?.close();
  }
}
