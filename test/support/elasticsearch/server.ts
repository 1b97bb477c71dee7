/**
 * The real Elasticsearch, one node from its published jars, fetched once by Maven into the user's cache.
 * Analysis and mapper modules beyond the core are not there; Muster uses none.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClientOptions, SniffingTransport } from '@elastic/elasticsearch';
import { startBound } from '../../../scripts/lib/processes.mjs';
import { freePort, until } from '../ports.ts';

const version = '7.17.29';
const cache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'muster',
  `elasticsearch-${version}`,
);

const runs = (command: string) => spawnSync(command, ['-version'], { stdio: 'ignore' }).status === 0;

/** Why Elasticsearch cannot run here; undefined when it can. Give it to `describe.skipIf` and name it in the title. */
export const elasticsearchMissing: string | undefined = !runs('java')
  ? 'java is not installed'
  : existsSync(join(cache, 'SearchNode.class'))
    ? undefined
    : !runs('mvn')
      ? 'maven is not installed'
      : !runs('javac')
        ? 'javac is not installed'
        : undefined;

/** Safe from several processes at once: each fetches into a folder of its own, the first to finish wins. */
function ensureNode(): void {
  if (existsSync(join(cache, 'SearchNode.class'))) return;
  const fresh = `${cache}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  for (const name of ['pom.xml', 'SearchNode.java'])
    cpSync(join(import.meta.dirname, name), join(fresh, name));
  const run = (command: string, args: readonly string[]) =>
    execFileSync(command, args, { cwd: fresh, stdio: ['ignore', 'ignore', 'inherit'] });
  run('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib']);
  run('javac', ['-cp', 'lib/*', 'SearchNode.java']);
  try {
    renameSync(fresh, cache);
  } catch {
    // Another process was first; its node is as good.
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Says plain JSON, which version 7 understands; a product's own settings speak the versions' own types. */
class PlainTransport extends SniffingTransport {
  constructor(options: ConstructorParameters<typeof SniffingTransport>[0]) {
    super({
      ...options,
      vendoredHeaders: {
        jsonContentType: 'application/json',
        ndjsonContentType: 'application/x-ndjson',
        accept: 'application/json',
      },
    });
  }
}

/** For Muster's client, so that it can talk to this version. */
export const clientOptions: ClientOptions = { Transport: PlainTransport };

export class Elasticsearch implements AsyncDisposable {
  readonly url: URL;
  private readonly home: string;
  private readonly ports: { http: number; transport: number };
  private readonly heap: string;
  private node: ReturnType<typeof startBound> | null = null;

  private constructor(home: string, ports: { http: number; transport: number }, heap: string) {
    this.home = home;
    this.ports = ports;
    this.heap = heap;
    this.url = new URL(`http://127.0.0.1:${ports.http}`);
  }

  /** @param heap as Java's -Xmx has it */
  static async start(heap = '512m'): Promise<Elasticsearch> {
    ensureNode();
    const home = await mkdtemp(join(tmpdir(), 'muster-elasticsearch-'));
    const ports = { http: await freePort(), transport: await freePort() };
    const server = new Elasticsearch(home, ports, heap);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const { http, transport } = this.ports;
    this.node = startBound(
      'elasticsearch',
      'java',
      [
        ...[`-Xms${this.heap}`, `-Xmx${this.heap}`, '-XX:TieredStopAtLevel=4'],
        ...['--add-opens', 'java.base/java.lang=ALL-UNNAMED', '-cp', `${cache}/lib/*:${cache}`],
        ...['SearchNode', this.home, String(http), String(transport)],
      ],
      { log: join(this.home, 'node.log') },
    );
    await until('Elasticsearch to answer', 90_000, async () => {
      if (this.node?.running() === false) throw new Error(`Elasticsearch ended; see ${this.home}/node.log`);
      const answer = await fetch(new URL('/_cluster/health', this.url)).catch(() => null);
      return answer?.ok === true;
    });
  }

  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.node?.stop(signal);
    this.node = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.home, { recursive: true, force: true });
  }
}
