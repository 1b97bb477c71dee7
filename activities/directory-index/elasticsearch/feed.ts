/** Tells the engine what was written: takes from the outbox, in order per object, and deletes what the engine shows. */
import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { objectKinds } from '../../../workflows/contracts/directory.ts';
import type { Db } from '../../database/client.ts';
import { identityStores } from '../../database/schema/stores.ts';
import { searchFeed, searchOutbox, searchRebuilds } from '../../database/schema/search.ts';
import type { Logger } from '../../platform/log.ts';
import { type Write, writeDocuments } from './bulk.ts';
import { reasonOf } from './errors.ts';
import { aliasOf, type ElasticsearchIndex, nextOf } from './indices.ts';
import { ensureIndices, nextVersion, readAliases, rebuildStore } from './rebuild.ts';
import { readDocuments } from './rows.ts';

const batchSize = 2_000;
const idleMs = 50;
/** Between two looks for new stores and for wishes of administrators. */
const lookEveryMs = 5_000;
const longestPauseMs = 10_000;

export interface FeedDeps extends ElasticsearchIndex {
  readonly log: Logger;
}

/**
 * Runs until it is aborted. Several processes may: each takes what no other has taken.
 * A failure is written down, told by the portal, and tried again; nothing is lost meanwhile.
 */
export async function feedElasticsearch(deps: FeedDeps, signal: AbortSignal): Promise<void> {
  const { db, log } = deps;
  let failures: number | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    try {
      if (performance.now() - lookedAt > lookEveryMs) {
        await lookAround(deps, signal);
        lookedAt = performance.now();
      }
      const fed = await feedBatch(deps);
      if (fed === 'indices are missing') {
        await ensureIndices(deps, signal);
        continue;
      }
      if (failures !== 0) await db.update(searchFeed).set({ failingSince: null, failure: null });
      if (failures !== null && failures > 0) {
        log.info({ failures }, 'the search engine takes what it is told again');
      }
      failures = 0;
      if (fed === 0) await pause(idleMs, signal);
    } catch (error) {
      failures = (failures ?? 0) + 1;
      // A rebuild that was asked to stop is no failure of the engine.
      if (isAborted(signal)) return;
      if (failures === 1) log.warn({ err: error }, 'the search engine could not be told of changes');
      lookedAt = Number.NEGATIVE_INFINITY;
      await noteFailure(deps, error);
      await pause(Math.min(250 * 2 ** failures, longestPauseMs), signal);
    }
  }
}

/** Asked anew: it may have changed while something was waited for. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/** Begins to collect changes, makes the indices somebody asked for and those that are missing. */
async function lookAround(deps: FeedDeps, signal: AbortSignal): Promise<void> {
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

/** @returns how many rows of the outbox were done with */
async function feedBatch(deps: FeedDeps): Promise<number | 'indices are missing'> {
  const { db, client, log } = deps;
  return db.transaction(async (tx) => {
    const taken = await tx
      .select({ id: searchOutbox.id, storeId: searchOutbox.storeId, objectId: searchOutbox.objectId })
      .from(searchOutbox)
      .where(isNull(searchOutbox.refusal))
      .orderBy(asc(searchOutbox.id))
      .limit(batchSize)
      .for('update', { skipLocked: true });
    if (taken.length === 0) return 0;
    // In this order: rows, version, names, objects. Whatever is read later is newer and has a greater version.
    const version = await nextVersion(tx);
    const aliases = await readAliases(deps);
    const writes = await writesOf(deps, taken, aliases);
    if (writes.some(({ alias }) => !aliases.has(alias))) return 'indices are missing';
    const refusals = await writeDocuments(client, writes, { version, refresh: true });
    const refused = taken.filter(({ objectId }) => refusals.has(objectId));
    for (const { id, objectId } of refused) {
      const refusal = refusals.get(objectId) ?? '';
      log.error({ objectId, refusal }, 'the search engine will not take an object');
      await tx.update(searchOutbox).set({ refusal }).where(eq(searchOutbox.id, id));
    }
    const done = taken.filter(({ objectId }) => !refusals.has(objectId));
    await forget(tx, done);
    return taken.length;
  });
}

/** The rows that were taken, and what was refused of the same objects before. */
async function forget(
  db: Db,
  done: readonly { id: number; storeId: string; objectId: string }[],
): Promise<void> {
  if (done.length === 0) return;
  const ids = done.map(({ id }) => id);
  await db.delete(searchOutbox).where(sql`${searchOutbox.id} = any(${sql.param(ids)}::bigint[])`);
  const [stores, objects] = [done.map(({ storeId }) => storeId), done.map(({ objectId }) => objectId)];
  await db
    .delete(searchOutbox)
    .where(
      and(
        isNotNull(searchOutbox.refusal),
        sql`(${searchOutbox.storeId}, ${searchOutbox.objectId}) in (select * from unnest(${sql.param(stores)}::uuid[], ${sql.param(objects)}::text[]))`,
      ),
    );
}

async function writesOf(
  { db, prefix }: FeedDeps,
  taken: readonly { storeId: string; objectId: string }[],
  aliases: ReadonlyMap<string, string>,
): Promise<Write[]> {
  const keyOf = ({ storeId, objectId }: { storeId: string; objectId: string }) => `${storeId}/${objectId}`;
  const keys = [...new Map(taken.map((key) => [keyOf(key), key])).values()];
  const documents = new Map((await readDocuments(db, keys)).map((document) => [keyOf(document), document]));
  return keys.flatMap((key) => {
    const document = documents.get(keyOf(key)) ?? null;
    const kinds = document === null ? objectKinds : objectKinds.filter((kind) => kind === document.kind);
    return kinds.flatMap((kind) => {
      const alias = aliasOf(prefix, key.storeId, kind);
      // What is gone needs no index to be gone from; what is there does.
      const names = [alias, nextOf(alias)].filter((name) => aliases.has(name));
      const wanted = names.length === 0 && document !== null ? [alias] : names;
      return wanted.map((name): Write => ({ alias: name, id: key.objectId, document }));
    });
  });
}
