/** What one replication works with: a connection of its own that holds the store for it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type pg from 'pg';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { StoreReplication } from '../database/repositories/replication-settings.ts';
import type { Provider, Query } from '../providers/contract.ts';

export interface StoreRun {
  readonly client: pg.ClientBase;
  readonly storeId: string;
  /** In the log of runs. */
  readonly runId: string;
}

export interface Session extends StoreRun {
  /** Other connections, to read what is committed while this one writes. */
  readonly beside: pg.Pool;
  readonly provider: Provider;
  /** Groups there list their members by path. */
  readonly listsPaths: boolean;
  /** By the database's clock, in milliseconds, rounded down as the index keeps instants. */
  readonly now: () => Date;
  /** What the store's administrators chose when the run began; null for the provider's own choice. */
  readonly chosen: StoreReplication['attributes'];
  /** What is read of each kind; undefined for the provider's own choice. */
  readonly attributesOf: (kind: ObjectKind) => readonly string[] | undefined;
  /** What the index holds of these objects. */
  readonly remembered: NonNullable<Query['remembered']>;
}

/** Objects or members in one page. */
export const pageSize = 1000;

const beatEveryMs = 1_500;
const lockRetryMs = 500;

/**
 * Makes this connection the only one that replicates the store; a killed run gives it up with its
 * connection. Runs of different kinds never compare what the other is writing.
 */
export async function holdStore(client: pg.ClientBase, storeId: string): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('replication:' || $1, 0)) as held",
      [storeId],
    );
    if (rows[0]?.held === true) return;
    progress();
    await sleep(lockRetryMs);
  }
}

/**
 * The pages need not reach the disk one by one: a server that loses power forgets the last of them together with
 * their cursors, and the end of the run, which others write, waits for all of them.
 */
export async function writeBehind(client: pg.ClientBase): Promise<void> {
  await client.query('set synchronous_commit = off');
}

/** The database's time, asked for once and reckoned on from there. */
export async function clockOf(client: pg.ClientBase): Promise<() => Date> {
  const { rows } = await client.query<{ ms: string }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::text as ms',
  );
  const offsetMs = Number(rows[0]?.ms) - performance.now();
  return () => new Date(Math.floor(offsetMs + performance.now()));
}

/**
 * A transaction on the store's index. Writers of single objects hold the lock shared, so that none
 * comes between two steps of it.
 * @param bring puts what is to be written into temporary tables that are emptied at the end; nobody waits for it
 */
export async function inIndex<T>(
  client: pg.ClientBase,
  storeId: string,
  work: () => Promise<T>,
  bring?: () => Promise<void>,
): Promise<T> {
  await client.query('begin');
  try {
    await bring?.();
    await client.query("select pg_advisory_xact_lock(hashtextextended('directory-index:' || $1, 0))", [
      storeId,
    ]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that is gone has rolled back by itself; the first error is the one to tell.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Hears whether the run is still wanted. */
export function progress(): void {
  Context.current().cancellationSignal.throwIfAborted();
}

/**
 * Tells the engine that this process is alive, so that a killed worker is noticed within seconds.
 * Every operation inside has a time limit of its own, so a hanging directory is not kept alive by it.
 */
export async function beating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => {
    context.heartbeat();
  }, beatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
