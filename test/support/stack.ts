/** A whole Muster as an operator runs it: API and worker as processes, beside servers of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerFlags } from '../../scripts/lib/worker-memory.mjs';
import { ensureKeyFile } from '../../activities/platform/keyring.ts';
import { migrateDatabase } from '../../activities/database/migrate.ts';
import { ApiClient } from './client.ts';
import { freePort, until } from './ports.ts';

const root = join(import.meta.dirname, '../..');
const workerEntry = 'activities/worker/main.ts';

const shared = process.env.TEST_SHARED_FOLDER;
/** As `npm start` does it, but for all files of a run. */
const compileCache = shared === undefined ? {} : { NODE_COMPILE_CACHE: join(shared, 'compiled') };

export interface StackServers {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly temporalUiUrl?: string;
}

export const adminLogin = 'root.admin';
export const adminPassword = 'correct horse battery staple';

/** Processes and a home folder; dispose ends and removes all of it. */
export class Stack implements AsyncDisposable {
  readonly home: string;
  readonly port: number;
  private readonly environment: Record<string, string>;
  private readonly running = new Map<string, ChildProcess>();

  private constructor(home: string, port: number, environment: Record<string, string>) {
    this.home = home;
    this.port = port;
    this.environment = environment;
  }

  static async create(servers: StackServers): Promise<Stack> {
    const home = await mkdtemp(join(tmpdir(), 'muster-stack-'));
    await ensureKeyFile(join(home, 'keys.json'));
    await migrateDatabase(servers.databaseUrl);
    const port = await freePort();
    return new Stack(home, port, {
      MUSTER_HOME: home,
      MUSTER_PORT: String(port),
      MUSTER_LOG_LEVEL: 'debug',
      // Receivers of webhooks in tests are on this machine.
      MUSTER_WEBHOOK_NETWORKS: '127.0.0.0/8',
      MUSTER_WEBHOOK_HTTP: 'true',
      DATABASE_URL: servers.databaseUrl,
      TEMPORAL_ADDRESS: servers.temporalAddress,
      TEMPORAL_NAMESPACE: servers.namespace,
      ...compileCache,
      ...(servers.temporalUiUrl === undefined ? {} : { TEMPORAL_UI_URL: servers.temporalUiUrl }),
    });
  }

  get base(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts what is named and waits until the API is ready, where both run. */
  async start(...names: ('api' | 'worker')[]): Promise<void> {
    for (const name of names) this.spawn(name, name === 'api' ? 'api/server.ts' : workerEntry);
    if (this.running.has('api')) await this.untilReady(this.running.has('worker'));
  }

  /** The API with settings above those of the stack. */
  async startApi(environment: Readonly<Record<string, string>>): Promise<void> {
    this.spawn('api', 'api/server.ts', environment);
    await this.untilReady(this.running.has('worker'));
  }

  async untilReady(withWorker = true): Promise<void> {
    await until(`Muster to be ready; see ${this.home}`, 90_000, async () => {
      const answer = await fetch(`${this.base}/api/v1/health`).catch(() => null);
      return answer !== null && (answer.status === 200 || !withWorker);
    });
  }

  /**
   * A worker that serves some queues only. Does not wait until it is ready.
   * @param queues as in `MUSTER_WORKER_QUEUES`
   */
  startWorker(name: string, queues: string): void {
    this.spawn(name, workerEntry, { MUSTER_WORKER_QUEUES: queues });
  }

  /** SIGSTOP and SIGCONT: a process that is stopped in the middle of what it does, and goes on. */
  signal(name: string, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.running.get(name)?.kill(signal);
  }

  /** @throws when that process does not run */
  pidOf(name: string): number {
    const pid = this.running.get(name)?.pid;
    if (pid === undefined) throw new Error(`There is no process ${name}.`);
    return pid;
  }

  private spawn(name: string, entry: string, environment: Readonly<Record<string, string>> = {}): void {
    const log = createWriteStream(join(this.home, `${name}.log`), { flags: 'a' });
    const flags = entry === workerEntry ? workerFlags : [];
    const child = spawn(process.execPath, [...flags, join(root, entry)], {
      cwd: root,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        ...this.environment,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.running.set(name, child);
  }

  /** Ends a process; with SIGKILL it has no chance to tidy up. */
  async stop(name: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.running.get(name);
    if (child === undefined) return;
    this.running.delete(name);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    // One that a failed test left stopped would never hear it.
    child.kill('SIGCONT');
    await exited;
  }

  /** Runs a `muster` command's entry point to its end. @returns what it printed */
  async command(entry: string, args: readonly string[], input = ''): Promise<string> {
    const child = spawn(process.execPath, [join(root, entry), ...args], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...this.environment },
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`${entry} ended with ${String(code)}: ${output}`);
    return output;
  }

  /** Makes the first administrator and signs in. */
  async bootstrap(): Promise<ApiClient> {
    await this.command(
      'activities/platform/commands/bootstrap.ts',
      ['--store', 'Head office', '--login', adminLogin, '--password-stdin'],
      `${adminPassword}\n`,
    );
    return this.signInAdmin();
  }

  async signInAdmin(): Promise<ApiClient> {
    const choice = await new ApiClient(this.base).get('/sign-in');
    const stores = choice.body.portals.flatMap((portal: any) => portal.stores) as {
      id: string;
      name: string;
    }[];
    const store = stores.find(({ name }) => name === 'Head office');
    if (store === undefined) throw new Error(`No store to sign in to: ${JSON.stringify(choice.body)}`);
    return ApiClient.signIn(this.base, store.id, adminLogin, adminPassword);
  }

  async logs(): Promise<string> {
    const read = (name: string) => readFile(join(this.home, `${name}.log`), 'utf8').catch(() => '');
    return `${await read('api')}${await read('worker')}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.running.keys()].map((name) => this.stop(name)));
    if (process.env.TEST_KEEP === undefined) await rm(this.home, { recursive: true, force: true });
  }
}
