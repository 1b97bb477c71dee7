/** One step of the feed: takes from the outbox, tells the engine, and deletes what the engine shows. */
import { and, asc, isNotNull, isNull, sql } from 'drizzle-orm';
import { objectKinds } from '../../../workflows/contracts/directory.ts';
import type { Db } from '../../database/client.ts';
import { searchOutbox } from '../../database/schema/search.ts';
import type { Logger } from '../../platform/log.ts';
import { type Write, writeDocuments } from './bulk.ts';
import { aliasOf, type ElasticsearchIndex, nextOf } from './indices.ts';
import { ensureIndices, nextVersion, readAliases } from './rebuild.ts';
import { type ObjectKey, readDocuments } from './rows.ts';

const batchSize = 2_000;

export interface FeedDeps extends ElasticsearchIndex {
  readonly log: Logger;
}

/** Some was taken, so that there may be more that is. */
export class PartlyFailed extends Error {}

/**
 * Tells the engine what waits longest.
 * @param sick stores whose last writes failed; they come after all others, so that one index holds up no other
 */
export async function feedBatch(
  deps: FeedDeps,
  sick: Set<string>,
  signal: AbortSignal,
): Promise<'again' | 'rest'> {
  const { db, client, log } = deps;
  const fed = await db.transaction(async (tx) => {
    const isSick =
      sick.size === 0 ? [] : [sql`${searchOutbox.storeId} = any(${sql.param([...sick])}::uuid[])`];
    const taken = await tx
      .select({ id: searchOutbox.id, storeId: searchOutbox.storeId, objectId: searchOutbox.objectId })
      .from(searchOutbox)
      .where(isNull(searchOutbox.refusal))
      .orderBy(...isSick, asc(searchOutbox.id))
      .limit(batchSize)
      .for('update', { skipLocked: true });
    if (taken.length === 0) return 'rest';
    // In this order: rows, version, names, objects. Whatever is read later is newer and has a greater version.
    const version = await nextVersion(tx);
    const aliases = await readAliases(deps);
    const writes = await writesOf(deps, taken, aliases);
    if (writes.some(({ alias }) => !aliases.has(alias))) return 'indices are missing';
    const { refused, failed } = await writeDocuments(client, writes, { version, refresh: true });
    const waits = new Set([...failed.keys()].map(({ key }) => keyOf(key)));
    const done = taken.filter((row) => !waits.has(keyOf(row)));
    await forget(tx, done);
    await noteRefusals(tx, new Map([...refused].filter(([{ key }]) => !waits.has(keyOf(key)))), log);
    return { taken, done: done.length, failed };
  });
  if (fed === 'indices are missing') await ensureIndices(deps, signal);
  if (typeof fed === 'string') return fed === 'rest' ? 'rest' : 'again';
  for (const { storeId } of fed.taken) sick.delete(storeId);
  for (const { key } of fed.failed.keys()) sick.add(key.storeId);
  for (const reason of fed.failed.values()) throw fed.done > 0 ? new PartlyFailed(reason) : new Error(reason);
  return 'again';
}

/** The rows that were taken, and what was refused of the same objects before. */
async function forget(db: Db, taken: readonly (ObjectKey & { readonly id: number })[]): Promise<void> {
  const ids = taken.map(({ id }) => id);
  await db.delete(searchOutbox).where(sql`${searchOutbox.id} = any(${sql.param(ids)}::bigint[])`);
  const [stores, objects] = [taken.map(({ storeId }) => storeId), taken.map(({ objectId }) => objectId)];
  await db
    .delete(searchOutbox)
    .where(
      and(
        isNotNull(searchOutbox.refusal),
        sql`(${searchOutbox.storeId}, ${searchOutbox.objectId}) in (select * from unnest(${sql.param(stores)}::uuid[], ${sql.param(objects)}::text[]))`,
      ),
    );
}

/** One row for each object, however many indices refuse it. */
async function noteRefusals(db: Db, refusals: ReadonlyMap<KeyedWrite, string>, log: Logger): Promise<void> {
  const rows = new Map([...refusals].map(([{ key }, refusal]) => [keyOf(key), { ...key, refusal }]));
  for (const row of rows.values()) log.error(row, 'the search engine will not take an object');
  if (rows.size > 0) await db.insert(searchOutbox).values([...rows.values()]);
}

interface KeyedWrite extends Write {
  readonly key: ObjectKey;
}

const keyOf = ({ storeId, objectId }: ObjectKey): string => `${storeId}/${objectId}`;

async function writesOf(
  { db, prefix }: FeedDeps,
  taken: readonly ObjectKey[],
  aliases: ReadonlyMap<string, unknown>,
): Promise<KeyedWrite[]> {
  const keys = [
    ...new Map(
      taken.map(({ storeId, objectId }) => [keyOf({ storeId, objectId }), { storeId, objectId }]),
    ).values(),
  ];
  const documents = new Map((await readDocuments(db, keys)).map((document) => [keyOf(document), document]));
  return keys.flatMap((key) => {
    const document = documents.get(keyOf(key)) ?? null;
    const kinds = document === null ? objectKinds : objectKinds.filter((kind) => kind === document.kind);
    return kinds.flatMap((kind) => {
      const alias = aliasOf(prefix, key.storeId, kind);
      // What is gone needs no index to be gone from; what is there does.
      const names = [alias, nextOf(alias)].filter((name) => aliases.has(name));
      const wanted = names.length === 0 && document !== null ? [alias] : names;
      return wanted.map((name) => ({ key, alias: name, id: key.objectId, document }));
    });
  });
}
