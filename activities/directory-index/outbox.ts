/** How far a second search engine has been told of what was written. Without one nothing waits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../database/client.ts';
import { searchFeed, searchOutbox, searchRebuilds } from '../database/schema/search.ts';

const everyMs = 25;

/**
 * Waits until search shows what was committed about these objects.
 * @returns false when the engine did not get there in time, is known to be away, or will not take one of them
 */
export async function untilSearchable(
  db: Db,
  storeId: string,
  objectIds: readonly string[],
  timeoutMs: number,
): Promise<boolean> {
  if (objectIds.length === 0) return true;
  const end = performance.now() + timeoutMs;
  for (;;) {
    const [waiting] = await db
      .select({ refusal: searchOutbox.refusal, failingSince: searchFeed.failingSince })
      .from(searchOutbox)
      .innerJoin(searchFeed, sql`true`)
      .where(and(eq(searchOutbox.storeId, storeId), inArray(searchOutbox.objectId, [...objectIds])))
      .orderBy(sql`${searchOutbox.refusal} is not null`)
      .limit(1);
    if (waiting === undefined) return true;
    const isOver = waiting.refusal !== null || waiting.failingSince !== null;
    if (isOver || performance.now() > end) return false;
    await sleep(everyMs);
  }
}

export interface SearchFeedState {
  /** Whether a second engine is fed at all. */
  readonly enabled: boolean;
  readonly failingSince: Date | null;
  readonly failure: string | null;
  /** Up to {@link waitingBound}. */
  readonly waiting: number;
  /** When what waits longest was written. */
  readonly waitingSince: Date | null;
  /** Objects the engine will not take. */
  readonly refused: number;
  /** Stores whose indices are being made anew. */
  readonly rebuilding: number;
}

const waitingBound = 10_000;

export async function readFeedState(db: Db): Promise<SearchFeedState> {
  const waiting = isNull(searchOutbox.refusal);
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(searchOutbox)
    .where(waiting)
    .limit(waitingBound)
    .as('some');
  const [[feed], [oldest], [counted], refused, rebuilding] = await Promise.all([
    db.select().from(searchFeed),
    db
      .select({ at: searchOutbox.at })
      .from(searchOutbox)
      .where(waiting)
      .orderBy(asc(searchOutbox.id))
      .limit(1),
    db.select({ count: sql<number>`count(*)::int` }).from(some),
    db.$count(searchOutbox, isNotNull(searchOutbox.refusal)),
    db.$count(searchRebuilds),
  ]);
  return {
    enabled: feed?.enabled ?? false,
    failingSince: feed?.failingSince ?? null,
    failure: feed?.failure ?? null,
    waiting: counted?.count ?? 0,
    waitingSince: oldest?.at ?? null,
    refused,
    rebuilding,
  };
}

/** Without a second engine nothing is collected for it. Costs one look-up where it is so already. */
export async function stopFeeding(db: Db): Promise<void> {
  const [feed] = await db.select().from(searchFeed);
  if (feed?.enabled === true) await db.execute(sql`select feed_search(false)`);
}

/** The worker makes the indices of these stores anew; asked again meanwhile, it begins once more. */
export async function askForRebuild(db: Db, storeIds: readonly string[]): Promise<void> {
  if (storeIds.length === 0) return;
  await db
    .insert(searchRebuilds)
    .values(storeIds.map((storeId) => ({ storeId })))
    .onConflictDoUpdate({ target: searchRebuilds.storeId, set: { at: sql`now()` } });
}
