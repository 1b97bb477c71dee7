/**
 * The service account's connections: few, bounded, each bound and asked who it is before its first
 * use. A lost one is thrown away; nothing is retried here.
 */
import type { SecureContext } from 'node:tls';
import { PresenceFilter } from 'ldapts';
import type { ErrorCode } from '../../../workflows/contracts/errors.ts';
import type { ProviderLog } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import { connect, type ConnectPhase, trustOf } from './connect.ts';
import { type Controller, findControllers } from './controllers.ts';
import { translate } from './errors.ts';
import { sidFromBytes } from './identifiers.ts';
import { LdapConnection } from './ldap-connection.ts';
import type { ActiveDirectorySettings } from './settings.ts';

const maxConnections = 8;
/** Well under the 900 s after which a domain controller closes an idle connection. */
const maxIdleMs = 120_000;
/** A wrong certificate or password is for a person to mend; going on would hide it, or lock the account. */
const anotherMayHelp: ReadonlySet<ErrorCode> = new Set([
  'provider.unavailable',
  'provider.timeout',
  'provider.throttled',
]);
const anonymousSid = 'S-1-5-7';

interface Idle {
  readonly connection: LdapConnection;
  readonly since: number;
}

export class SessionPool {
  readonly #settings: ActiveDirectorySettings;
  readonly #password: string;
  readonly #log: ProviderLog;
  readonly #open = new Set<LdapConnection>();
  #idle: Idle[] = [];
  #opening = 0;
  readonly #waiting: (() => void)[] = [];
  #trust: SecureContext | null = null;
  #closed = false;

  constructor(settings: ActiveDirectorySettings, password: string, log: ProviderLog) {
    this.#settings = settings;
    this.#password = password;
    this.#log = log;
  }

  /**
   * Runs `work` on a connection of its own and translates what it throws.
   * @param host only this domain controller will do (a create must be retried where it began)
   */
  async use<T>(work: (connection: LdapConnection) => Promise<T>, host?: string): Promise<T> {
    const connection = await this.acquire(host);
    try {
      return await work(connection);
    } catch (error) {
      throw translate(error);
    } finally {
      this.release(connection);
    }
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
   * A new connection nobody is bound on, for a person's own bind or a check; the caller closes it.
   * Domain controllers are tried in order until one answers.
   */
  connectUnbound(host?: string, onPhase?: (phase: ConnectPhase) => void): Promise<LdapConnection> {
    return this.#firstAnswering(host, onPhase, () => Promise.resolve());
  }

  /** Binds as the service account and proves that the server sees it so. */
  async signIn(connection: LdapConnection): Promise<void> {
    try {
      await connection.bind(this.#settings.serviceAccount, this.#password);
      if (await isAnonymous(connection)) {
        throw new ProviderError(
          'provider.credentials',
          `The domain controller ${connection.host} took the sign-in of the service account but treats it as anonymous. Check the service account.`,
        );
      }
    } catch (error) {
      connection.close();
      throw translate(error);
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
    this.#trust ??= trustOf(this.#settings);
    onPhase?.('dns');
    const controllers = (await findControllers(this.#settings)).filter(
      (each) => host === undefined || each.host.toLowerCase() === host.toLowerCase(),
    );
    let last = new ProviderError(
      'provider.unavailable',
      `The domain controller ${host ?? ''} is no longer among those of the store. Add it again or ask anew.`,
    );
    for (const controller of controllers) {
      try {
        const connection = await this.#connectTo(controller, this.#trust, onPhase);
        await prepare(connection);
        return connection;
      } catch (error) {
        if (!(error instanceof ProviderError) || !anotherMayHelp.has(error.code)) throw error;
        this.#log.warn({ host: controller.host, detail: error.detail }, 'domain controller does not answer');
        last = error;
      }
    }
    throw last;
  }

  async #connectTo(
    controller: Controller,
    trust: SecureContext,
    onPhase: ((phase: ConnectPhase) => void) | undefined,
  ): Promise<LdapConnection> {
    const socket = await connect(controller, {
      tls: this.#settings.tls ?? 'ldaps',
      timeoutMs: this.#settings.connectTimeoutMs ?? 5000,
      trust,
      ...(onPhase === undefined ? {} : { onPhase }),
    });
    return new LdapConnection(socket, controller.host, this.#settings.operationTimeoutMs ?? 30_000);
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const index = this.#waiting.indexOf(wake);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(
          new ProviderError(
            'provider.throttled',
            'All connections to the domain controller are in use. Muster tries again.',
          ),
        );
      }, this.#settings.operationTimeoutMs ?? 30_000);
      const wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.push(wake);
    });
  }
}

/**
 * Who am I (RFC 4532); where the server does not know that operation (Samba before 4.18), the SIDs
 * of the session as rootDSE gives them (MS-ADTS 3.1.1.3.2).
 */
async function isAnonymous(connection: LdapConnection): Promise<boolean> {
  const identity = await connection.whoAmI();
  if (identity !== null) return identity === '';
  const [root] = await connection.search({
    base: '',
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectClass' }),
    attributes: ['tokenGroups'],
  });
  const sids = (root?.bytes('tokenGroups') ?? []).map(sidFromBytes);
  return sids.length === 0 || sids.includes(anonymousSid);
}
