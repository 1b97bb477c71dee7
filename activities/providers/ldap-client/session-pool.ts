/**
 * The service account's connections: few, bounded, each bound and asked who it is before its first
 * use. A lost one is thrown away; nothing is retried here.
 */
import type { SecureContext } from 'node:tls';
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import type { ProviderLog } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { connect, type ConnectPhase } from './connect.ts';
import { LdapConnection } from './connection.ts';
import type { LdapServer } from './servers.ts';

const maxConnections = 8;
/** Well under the 900 s after which a domain controller of Active Directory closes an idle connection. */
const maxIdleMs = 120_000;
/** A wrong certificate or password is for a person to mend; going on would hide it, or lock the account. */
const anotherMayHelp: ReadonlySet<ErrorCode> = new Set([
  'provider.unavailable',
  'provider.timeout',
  'provider.throttled',
]);

export interface PoolOptions {
  /** What people call such a server, such as "domain controller". */
  readonly noun: string;
  readonly tls: 'ldaps' | 'starttls';
  readonly connectTimeoutMs?: number | undefined;
  readonly operationTimeoutMs?: number | undefined;
  /** Whether a search that points to another server is an incomplete answer. */
  readonly references: 'ignore' | 'refuse';
  /** What the bind of the service account names. */
  readonly account: string;
  readonly password: string;
  readonly log: ProviderLog;
  /** @throws `config.invalid` */
  trust(): SecureContext;
  /** In the order in which they are tried. */
  servers(): Promise<readonly LdapServer[]>;
  /** Asked for when none of those answers; what cannot be found out then changes nothing. */
  furtherServers?(): Promise<readonly LdapServer[]>;
  /** Whether the server treats the connection as anonymous although it took the bind. */
  isAnonymous(connection: LdapConnection): Promise<boolean>;
  translate(error: unknown): ProviderError;
}

interface Idle {
  readonly connection: LdapConnection;
  readonly since: number;
}

export class SessionPool {
  readonly #options: PoolOptions;
  readonly #operationTimeoutMs: number;
  readonly #open = new Set<LdapConnection>();
  #idle: Idle[] = [];
  #opening = 0;
  readonly #waiting: (() => void)[] = [];
  #trust: SecureContext | null = null;
  #closed = false;

  /** What people call such a server. */
  readonly noun: string;
  /** What the bind of the service account names. */
  readonly account: string;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.noun = options.noun;
    this.account = options.account;
    this.#operationTimeoutMs = options.operationTimeoutMs ?? 30_000;
  }

  /**
   * Runs `work` on a connection of its own and translates what it throws.
   * @param host only this server will do (a create must be retried where it began)
   */
  async use<T>(work: (connection: LdapConnection) => Promise<T>, host?: string): Promise<T> {
    const connection = await this.acquire(host);
    try {
      return await work(connection);
    } catch (error) {
      throw this.#options.translate(error);
    } finally {
      this.release(connection);
    }
  }

  /**
   * Runs a read that goes page by page on a connection of its own. The cookie of a page is worth nothing
   * on another connection; a read left half-way leaves its cookie behind, and the connection goes with it.
   * @param work calls `finish` when no cookie is left at the server, which may be before its last page is taken
   * @param preferredHost is asked when it answers, another one when not
   */
  async *pages<T>(
    work: (connection: LdapConnection, finish: () => void) => AsyncIterable<T>,
    preferredHost?: string,
  ): AsyncGenerator<T> {
    const connection = await this.#acquirePreferring(preferredHost);
    let finished = false;
    try {
      yield* work(connection, () => {
        finished = true;
      });
      finished = true;
    } catch (error) {
      finished = false;
      throw this.#options.translate(error);
    } finally {
      if (!finished) this.discard(connection);
      this.release(connection);
    }
  }

  /** Any error as the contract's. */
  translate(error: unknown): ProviderError {
    return this.#options.translate(error);
  }

  async acquire(host?: string): Promise<LdapConnection> {
    for (;;) {
      if (this.#closed) throw new ProviderError('provider.unavailable', 'The store is being closed.');
      const ready = this.#takeIdle(host);
      if (ready !== null) return ready;
      if (this.#open.size + this.#opening < maxConnections || this.#dropIdle()) return this.#add(host);
      await this.#turn();
    }
  }

  async #acquirePreferring(host: string | undefined): Promise<LdapConnection> {
    if (host === undefined) return this.acquire();
    try {
      return await this.acquire(host);
    } catch (error) {
      if (!(error instanceof ProviderError) || !anotherMayHelp.has(error.code)) throw error;
      this.#options.log.info({ host, detail: error.detail }, `${this.noun} is replaced by another one`);
      return this.acquire();
    }
  }

  release(connection: LdapConnection): void {
    if (connection.isLost || this.#closed) this.discard(connection);
    else this.#idle.push({ connection, since: Date.now() });
    this.#waiting.shift()?.();
  }

  /** Gives a connection up whose state is of no more use, such as a read left half-way. */
  discard(connection: LdapConnection): void {
    connection.close();
    this.#open.delete(connection);
  }

  /**
   * A new connection nobody is bound on, for a check; the caller closes it.
   * Servers are tried in order until one answers.
   */
  connectUnbound(host?: string, onPhase?: (phase: ConnectPhase) => void): Promise<LdapConnection> {
    return this.#firstAnswering(host, onPhase, () => Promise.resolve());
  }

  /** In the order in which they are tried. */
  servers(): Promise<readonly LdapServer[]> {
    return this.#options.servers();
  }

  /** Connects to this one server, verifies its certificate and goes away again. */
  async reach(server: LdapServer): Promise<void> {
    this.#trust ??= this.#options.trust();
    const connection = await this.#connectTo(server, this.#trust, undefined);
    connection.close();
  }

  /** Runs `work` on a new connection nobody is bound on, closed right after. */
  async useUnbound<T>(work: (connection: LdapConnection) => Promise<T>): Promise<T> {
    const connection = await this.connectUnbound();
    try {
      return await work(connection);
    } finally {
      connection.close();
    }
  }

  /** Binds as the service account and proves that the server sees it so. */
  async signIn(connection: LdapConnection): Promise<void> {
    try {
      await connection.bind(this.#options.account, this.#options.password);
      if (await this.#options.isAnonymous(connection)) {
        throw new ProviderError(
          'provider.credentials',
          `The ${this.#options.noun} ${connection.host} took the sign-in of the service account but treats it as anonymous. Check the service account.`,
        );
      }
    } catch (error) {
      connection.close();
      throw this.#options.translate(error);
    }
  }

  close(): void {
    this.#closed = true;
    for (const connection of this.#open) connection.close();
    this.#open.clear();
    this.#idle = [];
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #takeIdle(host: string | undefined): LdapConnection | null {
    const now = Date.now();
    this.#idle = this.#idle.filter(({ connection, since }) => {
      const usable = !connection.isLost && now - since < maxIdleMs;
      if (!usable) this.discard(connection);
      return usable;
    });
    const index = this.#idle.findLastIndex(
      ({ connection }) => host === undefined || connection.host.toLowerCase() === host.toLowerCase(),
    );
    return index < 0 ? null : (this.#idle.splice(index, 1)[0]?.connection ?? null);
  }

  /** Makes room by closing a connection to another server that nobody uses. */
  #dropIdle(): boolean {
    const idle = this.#idle.shift();
    if (idle === undefined) return false;
    this.discard(idle.connection);
    return true;
  }

  async #add(host: string | undefined): Promise<LdapConnection> {
    this.#opening += 1;
    try {
      const connection = await this.#firstAnswering(host, undefined, (each) => this.signIn(each));
      if (this.#closed) connection.close();
      this.#open.add(connection);
      return connection;
    } finally {
      this.#opening -= 1;
      if (this.#waiting.length > 0 && this.#open.size + this.#opening < maxConnections)
        this.#waiting.shift()?.();
    }
  }

  /** Only what another server may do better leads on to the next one; refused credentials are tried once. */
  async #firstAnswering(
    host: string | undefined,
    onPhase: ((phase: ConnectPhase) => void) | undefined,
    prepare: (connection: LdapConnection) => Promise<void>,
  ): Promise<LdapConnection> {
    this.#trust ??= this.#options.trust();
    onPhase?.('dns');
    let last = new ProviderError(
      'provider.unavailable',
      `The ${this.#options.noun} ${host ?? ''} is no longer among those of the store. Add it again or ask anew.`,
    );
    for await (const server of this.#inOrder()) {
      if (host !== undefined && server.host.toLowerCase() !== host.toLowerCase()) continue;
      try {
        const connection = await this.#connectTo(server, this.#trust, onPhase);
        await prepare(connection);
        return connection;
      } catch (error) {
        if (!(error instanceof ProviderError) || !anotherMayHelp.has(error.code)) throw error;
        this.#options.log.warn(
          { host: server.host, detail: error.detail },
          `${this.#options.noun} does not answer`,
        );
        last = error;
      }
    }
    throw last;
  }

  /** The named ones; only who has tried them all learns of the further ones. */
  async *#inOrder(): AsyncGenerator<LdapServer> {
    const { log, noun } = this.#options;
    const named = await this.#options.servers();
    yield* named;
    try {
      const further = (await this.#options.furtherServers?.()) ?? [];
      yield* further.filter(
        ({ host }) => !named.some((each) => each.host.toLowerCase() === host.toLowerCase()),
      );
    } catch (error) {
      log.info({ detail: this.translate(error).detail }, `no further ${noun} is known`);
    }
  }

  async #connectTo(
    server: LdapServer,
    trust: SecureContext,
    onPhase: ((phase: ConnectPhase) => void) | undefined,
  ): Promise<LdapConnection> {
    const socket = await connect(server, {
      noun: this.#options.noun,
      tls: this.#options.tls,
      timeoutMs: this.#options.connectTimeoutMs ?? 5000,
      trust,
      ...(onPhase === undefined ? {} : { onPhase }),
    });
    return new LdapConnection(socket, {
      server,
      noun: this.#options.noun,
      timeoutMs: this.#operationTimeoutMs,
      references: this.#options.references,
    });
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const index = this.#waiting.indexOf(wake);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(
          new ProviderError(
            'provider.throttled',
            `All connections to the ${this.#options.noun} are in use. Muster tries again.`,
          ),
        );
      }, this.#operationTimeoutMs);
      const wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.push(wake);
    });
  }
}
