/** Keeps the engine as PostgreSQL is: tells it what was written, and looks after its indices. */
import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq, sql } from 'drizzle-orm';
import { identityStores } from '../../database/schema/stores.ts';
import { searchFeed, searchRebuilds } from '../../database/schema/search.ts';
import { reasonOf } from './errors.ts';
import { type FeedDeps, feedBatch, PartlyFailed } from './feed-batch.ts';
import { ensureIndices, rebuildStore } from './rebuild.ts';

const longestPauseMs = 10_000;

/**
 * Runs until it is aborted. Several processes may: each takes what no other has taken.
 * A failure is written down, told by the portal, and tried again; nothing is lost meanwhile.
 * Indices are looked after beside it: what is written is told to the old index while a new one is made.
 */
export async function feedElasticsearch(deps: FeedDeps, signal: AbortSignal): Promise<void> {
  const failing = new Set<Task>();
  const sick = new Set<string>();
  const run = (task: Task, step: () => Promise<'again' | 'rest'>) =>
    repeat({ deps, failing, task, step, signal });
  await Promise.all([
    run('indices', () => lookAround(deps, signal)),
    run('changes', () => feedBatch(deps, sick, signal)),
  ]);
}

/** What can fail by itself: a full disk takes no changes while everything else looks well. */
type Task = 'indices' | 'changes';

const restMs: Readonly<Record<Task, number>> = { indices: 5_000, changes: 50 };

async function repeat({
  deps,
  failing,
  task,
  step,
  signal,
}: {
  deps: FeedDeps;
  /** Shared by the tasks of this process. */
  failing: Set<Task>;
  task: Task;
  step: () => Promise<'again' | 'rest'>;
  signal: AbortSignal;
}): Promise<void> {
  const { db, log } = deps;
  // Whoever ran before may have left a failure behind; looking at the indices asks the engine.
  let isNew = task === 'indices';
  let failures = 0;
  while (!signal.aborted) {
    try {
      const next = await step();
      if (failures > 0 || isNew) {
        failing.delete(task);
        if (failing.size === 0) await db.update(searchFeed).set({ failingSince: null, failure: null });
        if (failures > 0) log.info({ task, failures }, 'the search engine works again');
        failures = 0;
        isNew = false;
      }
      if (next === 'rest') await pause(restMs[task], signal);
    } catch (error) {
      // A rebuild that was asked to stop is no failure of the engine.
      if (isAborted(signal)) return;
      failing.add(task);
      failures += 1;
      if (failures === 1) log.warn({ task, err: error }, 'the search engine fails');
      await noteFailure(deps, error);
      if (!(error instanceof PartlyFailed)) {
        await pause(Math.min(250 * 2 ** failures, longestPauseMs), signal);
      }
    }
  }
}

/** Asked anew: it may have changed while something was waited for. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/** Begins to collect changes, makes the indices somebody asked for and those that are missing. */
async function lookAround(deps: FeedDeps, signal: AbortSignal): Promise<'rest'> {
  const { db } = deps;
  const [feed] = await db.select().from(searchFeed);
  if (feed?.enabled !== true) await begin(deps);
  for (const { storeId, at } of await db.select().from(searchRebuilds).orderBy(asc(searchRebuilds.at))) {
    await rebuildStore(deps, storeId, signal);
    await db
      .delete(searchRebuilds)
      .where(and(eq(searchRebuilds.storeId, storeId), eq(searchRebuilds.at, at)));
  }
  await ensureIndices(deps, signal);
  return 'rest';
}

/** What was written while nobody collected is in no outbox, so every index is made anew. */
async function begin({ db }: FeedDeps): Promise<void> {
  await db.transaction(async (tx) => {
    const [feed] = await tx.select().from(searchFeed).for('update');
    if (feed?.enabled === true) return;
    await tx.execute(sql`select feed_search(true)`);
    const stores = tx.select({ storeId: identityStores.id, at: sql`now()`.as('at') }).from(identityStores);
    await tx.insert(searchRebuilds).select(stores).onConflictDoNothing();
  });
}

async function noteFailure({ db, log }: FeedDeps, error: unknown): Promise<void> {
  try {
    await db
      .update(searchFeed)
      .set({ failingSince: sql`coalesce(${searchFeed.failingSince}, now())`, failure: reasonOf(error) });
  } catch (failure) {
    log.warn({ err: failure }, 'the failure of the search engine could not be written down');
  }
}
