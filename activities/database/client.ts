/** The connection to Muster's own database. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import pg from 'pg';
import * as answeredWrites from './schema/answered-writes.ts';
import * as approvalWorkflows from './schema/approval-workflows.ts';
import * as directory from './schema/directory.ts';
import * as duties from './schema/duties.ts';
import * as exported from './schema/exports.ts';
import * as history from './schema/history.ts';
import * as installation from './schema/installation.ts';
import * as operations from './schema/operations.ts';
import * as queries from './schema/queries.ts';
import * as replication from './schema/replication.ts';
import * as requests from './schema/requests.ts';
import * as search from './schema/search.ts';
import * as stores from './schema/stores.ts';
import * as views from './schema/views.ts';

const schema = {
  ...answeredWrites,
  ...approvalWorkflows,
  ...stores,
  ...requests,
  ...directory,
  ...duties,
  ...exported,
  ...history,
  ...installation,
  ...operations,
  ...queries,
  ...replication,
  ...search,
  ...views,
};
type Schema = typeof schema;

export type Database = NodePgDatabase<Schema> & { readonly $client: pg.Pool };
export type Transaction = PgTransaction<NodePgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;
/** Repositories take either: inside a transaction every call takes the transaction. */
export type Db = Database | Transaction;

export interface DatabaseConnection extends AsyncDisposable {
  readonly db: Database;
  /** For COPY and LISTEN, which drizzle does not speak. */
  readonly pool: pg.Pool;
}

/** A process that was stopped in the middle of a transaction must not hold its locks for ever. */
const idleTransactionMs = 60_000;

/**
 * Connects lazily. A lost connection fails the query it carried; the pool opens a new one.
 * @param connections the pool's size
 */
export function connectDatabase(
  url: string,
  connections: number,
  onIdleError: (error: Error) => void,
): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: idleTransactionMs,
    keepAlive: true,
    application_name: 'muster',
  });
  pool.on('error', onIdleError);
  // Lost between two statements of a transaction: the next statement reports it, but unheard the event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    db: drizzle(pool, { schema, casing: 'snake_case' }),
    pool,
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

/**
 * A transaction that leaves nothing behind, for reading what would be if something were written. Its queries may be
 * asked for at once, as those of a pool; they run one after the other.
 */
export async function inPassing<T>({ $client }: Database, work: (tx: Db) => Promise<T>): Promise<T> {
  const client = await $client.connect();
  const ask = client.query.bind(client) as (...asked: readonly unknown[]) => Promise<unknown>;
  let last: Promise<unknown> = Promise.resolve();
  const query = (...asked: readonly unknown[]): Promise<unknown> => {
    const answer = last.then(() => ask(...asked));
    last = answer.catch(() => undefined);
    return answer;
  };
  const oneByOne = Object.defineProperty(Object.create(client) as pg.PoolClient, 'query', { value: query });
  let lost: Error | undefined;
  try {
    await client.query('begin');
    return await work(drizzle(oneByOne, { schema, casing: 'snake_case' }) as unknown as Db);
  } finally {
    await last;
    await client.query('rollback').catch((error: unknown) => {
      // The server has rolled back by itself; the connection is of no more use.
      lost = error instanceof Error ? error : new Error(String(error));
    });
    client.release(lost);
  }
}
