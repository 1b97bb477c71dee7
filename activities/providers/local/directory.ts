/** The connection to one local directory: its own pool, its own schema. */
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { GuardedSocket } from '../../platform/outbound.ts';
import { ProviderError, type ProviderContext } from '../contract.ts';
import { translate } from './errors.ts';
import { embedded, type LocalSettings, passwordSecret } from './settings.ts';
import { ensureTables, schemaNameOf, type Tables, tablesOf } from './tables.ts';

const connectTimeoutMs = 10_000;
const statementTimeoutMs = 60_000;
/** A process that was stopped in the middle of a transaction must not hold its locks for ever. */
const idleTransactionMs = 60_000;
const maxConnections = 5;

/** What the operations work with. */
export interface Session {
  /** The pool or a transaction. */
  readonly db: PgDatabase<NodePgQueryResultHKT>;
  readonly tables: Tables;
}

export class LocalDirectory implements AsyncDisposable {
  readonly tables: Tables;
  private readonly settings: LocalSettings;
  private readonly context: ProviderContext;
  private pool: pg.Pool | null = null;
  private ready: Promise<void> | null = null;

  constructor(settings: LocalSettings, context: ProviderContext) {
    this.settings = settings;
    this.context = context;
    this.tables = tablesOf(schemaNameOf(settings.instanceId));
  }

  /** A connection without the promise that the tables stand. */
  connect(): NodePgDatabase {
    return drizzle(this.openPool());
  }

  /** Runs one operation; whatever it throws comes out as a {@link ProviderError}. */
  async run<T>(operation: (session: Session) => Promise<T>): Promise<T> {
    try {
      await this.prepare();
      return await operation({ db: this.connect(), tables: this.tables });
    } catch (error) {
      throw translate(error);
    }
  }

  /**
   * Runs a read page by page in one transaction, so that all pages show the same moment and a lost
   * connection ends the read.
   */
  async *snapshot<T>(operation: (session: Session) => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    let client: pg.PoolClient | null = null;
    let broken = true;
    try {
      await this.prepare();
      client = await this.openPool().connect();
      await client.query('begin isolation level repeatable read read only');
      yield* operation({ db: drizzle(client), tables: this.tables });
      broken = false;
    } catch (error) {
      throw translate(error);
    } finally {
      await leave(client, broken);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const pool = this.pool;
    this.pool = null;
    await pool?.end();
  }

  /** Once per provider; a failure is tried again by the next operation. */
  private prepare(): Promise<void> {
    this.ready ??= ensureTables(this.connect(), this.tables).catch((error: unknown) => {
      this.ready = null;
      throw error;
    });
    return this.ready;
  }

  private openPool(): pg.Pool {
    if (this.pool !== null) return this.pool;
    const pool = new pg.Pool({
      ...this.address(),
      max: maxConnections,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: idleTransactionMs,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      application_name: 'muster-local',
    });
    const lost = (error: Error): void => {
      this.context.log.warn({ err: error }, 'a connection to a local directory was lost');
    };
    pool.on('error', lost);
    // A client in use reports its loss to the query as well; unheard, the event would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    this.pool = pool;
    return pool;
  }

  private address(): pg.PoolConfig {
    if (this.settings.database !== embedded) {
      const url = new URL(this.settings.database);
      url.password = this.context.secrets[passwordSecret] ?? '';
      return { connectionString: url.href, stream: () => new GuardedSocket() };
    }
    const url = this.context.embeddedDatabaseUrl;
    if (url === undefined) {
      throw new ProviderError(
        'config.invalid',
        'There is no embedded database here. Give the address of one.',
      );
    }
    return { connectionString: url };
  }
}

/** A transaction that was not read to its end is rolled back; a client that fails at it is thrown away. */
async function leave(client: pg.PoolClient | null, broken: boolean): Promise<void> {
  if (client === null) return;
  try {
    await client.query(broken ? 'rollback' : 'commit');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}
