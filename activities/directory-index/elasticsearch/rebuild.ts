/** Makes an index anew beside the one that is searched, and swaps them when it is complete (stores-and-links R6). */
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { type ObjectKind, objectKinds } from '../../../workflows/contracts/directory.ts';
import type { Db } from '../../database/client.ts';
import { searchOutbox } from '../../database/schema/search.ts';
import { identityStores } from '../../database/schema/stores.ts';
import { writeDocuments } from './bulk.ts';
import type { Document } from './document.ts';
import {
  aliasOf,
  allOf,
  definition,
  type ElasticsearchIndex,
  newGeneration,
  nextOf,
  stamp,
} from './indices.ts';
import { readDocumentPage } from './rows.ts';

const pageSize = 2_000;

interface Named {
  /** One, unless somebody else gave the name to another as well. */
  readonly indices: readonly string[];
  /** Made as this version makes them. */
  readonly isCurrent: boolean;
}

/** @returns the names of ours that point to an index, each with what it points to */
export async function readAliases({ client, prefix }: ElasticsearchIndex): Promise<Map<string, Named>> {
  const indices = await client.indices.get({
    index: allOf(prefix),
    // What somebody closed is unavailable; it is not missing.
    expand_wildcards: ['open', 'closed'],
    filter_path: ['*.aliases', '*.mappings._meta'],
  });
  const named = new Map<string, Named>();
  for (const [index, { aliases = {}, mappings }] of Object.entries(indices)) {
    for (const alias of Object.keys(aliases)) {
      const others = named.get(alias)?.indices ?? [];
      const isCurrent = others.length === 0 && mappings?._meta?.made === stamp;
      named.set(alias, { indices: [...others, index], isCurrent });
    }
  }
  return named;
}

/** Makes the indices that are missing or of another make: of a new store, of an engine that lost them, of another version. */
export async function ensureIndices(at: ElasticsearchIndex, signal: AbortSignal): Promise<void> {
  const [aliases, stores] = await Promise.all([
    readAliases(at),
    at.db.select({ id: identityStores.id }).from(identityStores),
  ]);
  for (const { id: storeId } of stores) {
    for (const kind of objectKinds) {
      if (aliases.get(aliasOf(at.prefix, storeId, kind))?.isCurrent !== true)
        await rebuild(at, { storeId, kind }, 'unless it is current', signal);
    }
  }
}

/** May be interrupted anywhere and run again; until the swap the old index is searched and fed. */
export async function rebuildStore(
  at: ElasticsearchIndex,
  storeId: string,
  signal: AbortSignal,
): Promise<void> {
  for (const kind of objectKinds) await rebuild(at, { storeId, kind }, 'always', signal);
}

interface StoreAndKind {
  readonly storeId: string;
  readonly kind: ObjectKind;
}

async function rebuild(
  at: ElasticsearchIndex,
  of: StoreAndKind,
  when: 'always' | 'unless it is current',
  signal: AbortSignal,
): Promise<void> {
  const { db, client, prefix } = at;
  const alias = aliasOf(prefix, of.storeId, of.kind);
  const next = nextOf(alias);
  await db.transaction(async (tx) => {
    // One process makes an index; another waits and then finds it there.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`search-index:${alias}`}, 0))`);
    // A store that was deleted while others were made anew leaves no new index behind.
    if ((await tx.$count(identityStores, eq(identityStores.id, of.storeId))) === 0) return;
    const aliases = await readAliases(at);
    const { indices: old, isCurrent } = aliases.get(alias) ?? { indices: [], isCurrent: false };
    if (when !== 'always' && isCurrent) return;
    if (old.length === 0 && (await readDocumentPage(tx, of, null, 1)).length === 0) {
      // What comes from now on, the feed tells.
      await client.indices.create({ index: newGeneration(alias), ...definition, aliases: { [alias]: {} } });
      return;
    }
    const left = aliases.get(next)?.indices ?? [];
    if (left.length > 0) await client.indices.delete({ index: [...left] });
    const index = newGeneration(alias);
    // From here on the feed tells it, too, what is written meanwhile.
    await client.indices.create({ index, ...definition, aliases: { [next]: {} } });
    const refused = await fill(tx, at, of, next, signal);
    await client.indices.refresh({ index });
    await client.indices.updateAliases({
      actions: [
        { remove: { index, alias: next } },
        { add: { index, alias } },
        ...old.map((one) => ({ remove: { index: one, alias } })),
      ],
    });
    // Only now: deleted in the same step, its shards are gone before searches see the new one.
    if (old.length > 0) await client.indices.delete({ index: [...old] });
    await offerAgain(tx, of.storeId, refused);
  });
}

/** @returns the objects the engine will not take */
async function fill(
  tx: Db,
  { client }: ElasticsearchIndex,
  of: StoreAndKind,
  next: string,
  signal: AbortSignal,
): Promise<string[]> {
  let after: Document | null = null;
  const refused: string[] = [];
  for (;;) {
    signal.throwIfAborted();
    // Before the rows are read: what is written after that has a greater one.
    const version = await nextVersion(tx);
    const documents: Document[] = await readDocumentPage(tx, of, after, pageSize);
    const writes = documents.map((document) => ({ alias: next, id: document.objectId, document }));
    const unwritten = await writeDocuments(client, writes, { version, refresh: false });
    for (const reason of unwritten.failed.values()) throw new Error(reason);
    refused.push(...[...unwritten.refused.keys()].map(({ id }) => id));
    if (documents.length < pageSize) return refused;
    after = documents.at(-1) ?? null;
  }
}

/** What an index refused, the new one may take; the feed finds out, and notes what is refused still. */
async function offerAgain(tx: Db, storeId: string, refused: readonly string[]): Promise<void> {
  const noted = and(eq(searchOutbox.storeId, storeId), isNotNull(searchOutbox.refusal));
  if (refused.length > 0) {
    await tx.delete(searchOutbox).where(and(noted, inArray(searchOutbox.objectId, [...refused])));
    await tx.insert(searchOutbox).values(refused.map((objectId) => ({ storeId, objectId })));
  }
  await tx.update(searchOutbox).set({ refusal: null }).where(noted);
}

export async function nextVersion(db: Db): Promise<number> {
  const { rows } = await db.execute<{ version: string }>(sql`select nextval('search_version') as version`);
  return Number(rows[0]?.version);
}
