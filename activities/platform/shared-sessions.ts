/**
 * Sessions with a directory that takes few at once, counted over all processes of Muster (stores-and-links S11).
 *
 * Each session is an advisory lock of PostgreSQL, held for one call on a connection of its own: a process that is
 * killed loses the connection and with it the locks. A process waits in the server's queue only while it holds none,
 * so that processes take turns and never wait for each other in a circle; further sessions it takes where one is free.
 */
import { randomInt } from 'node:crypto';
import pg from 'pg';
import { ProviderError, type Sessions } from '../providers/contract.ts';
import type { Logger } from './log.ts';

/** Of several locks another may come free first. */
const lockTimeoutMs = 250;
/** A connection nobody needs is given back to the server. */
const idleMs = 60_000;

const lockNotAvailable = '55P03';

interface Waiting {
  readonly begin: (slot: number) => void;
  readonly fail: (error: unknown) => void;
}

export class SharedSessions implements Sessions {
  readonly #databaseUrl: string;
  readonly #name: string;
  readonly #max: number;
  readonly #log: Logger;
  readonly #held = new Set<number>();
  readonly #waiting: Waiting[] = [];
  #connection: Promise<pg.Client> | null = null;
  #isSeeking = false;
  #idle: NodeJS.Timeout | undefined;

  /** @param name what the sessions are with: one and the same in all processes */
  constructor(databaseUrl: string, name: string, max: number, log: Logger) {
    this.#databaseUrl = databaseUrl;
    this.#name = name;
    this.#max = max;
    this.#log = log;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const slot = await new Promise<number>((begin, fail) => {
      this.#waiting.push({ begin, fail });
      void this.#seek();
    });
    try {
      return await work();
    } finally {
      await this.#give(slot);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#idle);
    await this.#disconnect();
  }

  /** Finds sessions for those who wait, in their order. Ends where only a return can bring the next one. */
  async #seek(): Promise<void> {
    if (this.#isSeeking) return;
    this.#isSeeking = true;
    clearTimeout(this.#idle);
    try {
      while (this.#waiting.length > 0 && this.#held.size < this.#max) {
        const isFirst = this.#held.size === 0;
        const slot = (await this.#tryAny()) ?? (isFirst ? await this.#waitForOne() : null);
        if (slot === null) {
          // One held here and given back meanwhile woke nobody: it is looked for again.
          if (this.#held.size > 0) break;
          continue;
        }
        this.#held.add(slot);
        this.#waiting.shift()?.begin(slot);
      }
    } catch (error) {
      await this.#disconnect();
      const failure = new ProviderError(
        'provider.unavailable',
        'The database of Muster does not answer. It is tried again.',
        { detail: error instanceof Error ? error.message : String(error), cause: error },
      );
      for (const { fail } of this.#waiting.splice(0)) fail(failure);
    } finally {
      this.#isSeeking = false;
    }
  }

  async #give(slot: number): Promise<void> {
    try {
      // Without a connection there is no lock any more.
      const client = await this.#connection;
      await client?.query(`select pg_advisory_unlock(${lockKey})`, [this.#keyOf(slot)]);
    } catch (error) {
      this.#log.warn({ err: error }, 'a session could not be given back; its connection is closed');
      await this.#disconnect();
    }
    this.#held.delete(slot);
    if (this.#waiting.length > 0) void this.#seek();
    else if (this.#held.size === 0) this.#idle = setTimeout(() => void this.#disconnect(), idleMs).unref();
  }

  /** A lock nobody holds or waits for; null where there is none. */
  async #tryAny(): Promise<number | null> {
    const client = await this.#connect();
    for (let slot = 0; slot < this.#max; slot += 1) {
      if (this.#held.has(slot)) continue;
      const { rows } = await client.query<{ taken: boolean }>(
        `select pg_try_advisory_lock(${lockKey}) as taken`,
        [this.#keyOf(slot)],
      );
      if (rows[0]?.taken === true) return slot;
    }
    return null;
  }

  /** Waits in turn for any one; null where it is time to look at the others again. */
  async #waitForOne(): Promise<number | null> {
    const client = await this.#connect();
    const slot = randomInt(this.#max);
    try {
      await client.query(`select pg_advisory_lock(${lockKey})`, [this.#keyOf(slot)]);
      return slot;
    } catch (error) {
      if ((error as { code?: unknown }).code === lockNotAvailable) return null;
      throw error;
    }
  }

  #keyOf(slot: number): string {
    return `muster/sessions/${this.#name}/${String(slot)}`;
  }

  #connect(): Promise<pg.Client> {
    this.#connection ??= this.#connectAnew().catch((error: unknown) => {
      this.#connection = null;
      throw error;
    });
    return this.#connection;
  }

  async #connectAnew(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      statement_timeout: 0,
      // Whoever waits for the only one keeps the place in the queue.
      lock_timeout: this.#max === 1 ? 0 : lockTimeoutMs,
      application_name: 'muster sessions',
    });
    client.on('error', () => {
      this.#connection = null;
    });
    await client.connect();
    // A process whose machine is gone, without a word, keeps nobody waiting for hours.
    await client.query(
      'set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3',
    );
    return client;
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    await connection?.then((client) => client.end()).catch(() => undefined);
  }
}

const lockKey = 'hashtextextended($1, 0)';
