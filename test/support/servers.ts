/** PostgreSQL and Temporal of one test file's own, to be stopped, killed and started again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHome } from '../../scripts/lib/home.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { ensureTemporalCli, startTemporal } from '../../scripts/lib/temporal.mjs';
import { searchAttributes } from '../../workflows/contracts/search-attributes.ts';
import { freePort } from './ports.ts';
import type { StackServers } from './stack.ts';

export class OwnServers implements StackServers, AsyncDisposable {
  readonly namespace = 'muster';
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Of Temporal's own Web UI, which the API stands before. */
  readonly temporalUiUrl: string;
  readonly temporalCli: string;
  private readonly home: string;
  private readonly postgresPort: number;
  private readonly temporalPort: number;
  private readonly temporalUiPort: number;
  private postgres: Awaited<ReturnType<typeof startPostgres>>;
  private temporal: Awaited<ReturnType<typeof startTemporal>>;

  private constructor(
    home: string,
    cli: string,
    ports: { postgres: number; temporal: number; temporalUi: number },
    postgres: Awaited<ReturnType<typeof startPostgres>>,
    temporal: Awaited<ReturnType<typeof startTemporal>>,
  ) {
    this.home = home;
    this.temporalCli = cli;
    this.postgresPort = ports.postgres;
    this.temporalPort = ports.temporal;
    this.temporalUiPort = ports.temporalUi;
    this.temporalUiUrl = `http://127.0.0.1:${ports.temporalUi}`;
    this.postgres = postgres;
    this.temporal = temporal;
    this.databaseUrl = postgres.url;
    this.temporalAddress = temporal.address;
  }

  static async start(): Promise<OwnServers> {
    await using undo = new AsyncDisposableStack();
    const home = await mkdtemp(join(tmpdir(), 'muster-servers-'));
    undo.defer(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
    openHome(home);
    const cli = await ensureTemporalCli();
    const ports = {
      postgres: await freePort(),
      temporal: await freePort(),
      temporalUi: await freePort(),
    };
    const starting = [
      startPostgres({ home, port: ports.postgres }),
      startTemporal(temporalOptions(home, cli, ports.temporal, ports.temporalUi)),
    ] as const;
    await Promise.allSettled(starting);
    const postgres = await starting[0];
    undo.defer(() => postgres.process.stop('SIGINT'));
    const temporal = await starting[1];
    undo.move();
    return new OwnServers(home, cli, ports, postgres, temporal);
  }

  /** Of PostgreSQL's superuser, in Muster's database: for what an intruder with all rights could do. */
  get superuserUrl(): string {
    const url = new URL(this.postgres.administratorUrl);
    url.pathname = new URL(this.databaseUrl).pathname;
    return url.href;
  }

  /** SIGQUIT: PostgreSQL's immediate stop, as after a power cut; it recovers at its start. */
  async stopPostgres(signal: 'SIGINT' | 'SIGQUIT' = 'SIGQUIT'): Promise<void> {
    await this.postgres.process.stop(signal);
  }

  async startPostgres(): Promise<void> {
    this.postgres = await startPostgres({ home: this.home, port: this.postgresPort });
  }

  async stopTemporal(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.temporal.process.stop(signal);
  }

  async startTemporal(): Promise<void> {
    this.temporal = await startTemporal(
      temporalOptions(this.home, this.temporalCli, this.temporalPort, this.temporalUiPort),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.stopTemporal('SIGTERM'), this.stopPostgres('SIGINT')]);
    await rm(this.home, { recursive: true, force: true });
  }
}

const temporalOptions = (home: string, cli: string, port: number, uiPort: number) => ({
  cli,
  home,
  port,
  namespace: 'muster',
  ui: { ip: '127.0.0.1', port: uiPort },
  searchAttributes: Object.values(searchAttributes),
});
