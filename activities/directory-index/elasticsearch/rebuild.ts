/** Makes an index anew beside the one that is searched, and swaps them when it is complete (stores-and-links R6). */
import { sql } from 'drizzle-orm';
import { type ObjectKind, objectKinds } from '../../../workflows/contracts/directory.ts';
import type { Db } from '../../database/client.ts';
import { identityStores } from '../../database/schema/stores.ts';
import { writeDocuments } from './bulk.ts';
import type { Document } from './document.ts';
import { aliasOf, allOf, definition, type ElasticsearchIndex, newGeneration, nextOf } from './indices.ts';
import { readDocumentPage } from './rows.ts';

const pageSize = 2_000;

/** @returns the names of ours that point to an index, each with that index */
export async function readAliases({ client, prefix }: ElasticsearchIndex): Promise<Map<string, string>> {
  const indices = await client.indices.getAlias({ index: allOf(prefix) });
  return new Map(
    Object.entries(indices).flatMap(([index, { aliases }]) =>
      Object.keys(aliases).map((alias) => [alias, index] as const),
    ),
  );
}

/** Makes the indices that are missing: of a new store, or of an engine that lost them. */
export async function ensureIndices(at: ElasticsearchIndex, signal: AbortSignal): Promise<void> {
  const [aliases, stores] = await Promise.all([
    readAliases(at),
    at.db.select({ id: identityStores.id }).from(identityStores),
  ]);
  for (const { id: storeId } of stores) {
    for (const kind of objectKinds) {
      if (!aliases.has(aliasOf(at.prefix, storeId, kind)))
        await rebuild(at, { storeId, kind }, 'missing', signal);
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

async function rebuild(
  at: ElasticsearchIndex,
  of: { storeId: string; kind: ObjectKind },
  when: 'always' | 'missing',
  signal: AbortSignal,
): Promise<void> {
  const { db, client, prefix } = at;
  const alias = aliasOf(prefix, of.storeId, of.kind);
  const next = nextOf(alias);
  await db.transaction(async (tx) => {
    // One process makes an index; another waits and then finds it there.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`search-index:${alias}`}, 0))`);
    const aliases = await readAliases(at);
    const old = aliases.get(alias);
    if (when === 'missing' && old !== undefined) return;
    if (when === 'missing' && (await readDocumentPage(tx, of, null, 1)).length === 0) {
      // What comes from now on, the feed tells.
      await client.indices.create({ index: newGeneration(alias), ...definition, aliases: { [alias]: {} } });
      return;
    }
    const left = aliases.get(next);
    if (left !== undefined) await client.indices.delete({ index: left });
    const index = newGeneration(alias);
    // From here on the feed tells it, too, what is written meanwhile.
    await client.indices.create({ index, ...definition, aliases: { [next]: {} } });
    await fill(tx, at, of, next, signal);
    await client.indices.refresh({ index });
    await client.indices.updateAliases({
      actions: [
        { remove: { index, alias: next } },
        { add: { index, alias } },
        ...(old === undefined ? [] : [{ remove_index: { index: old } }]),
      ],
    });
  });
}

async function fill(
  tx: Db,
  { client }: ElasticsearchIndex,
  of: { storeId: string; kind: ObjectKind },
  next: string,
  signal: AbortSignal,
): Promise<void> {
  let after: Document | null = null;
  for (;;) {
    signal.throwIfAborted();
    // Before the rows are read: what is written after that has a greater one.
    const version = await nextVersion(tx);
    const documents: Document[] = await readDocumentPage(tx, of, after, pageSize);
    const writes = documents.map((document) => ({ alias: next, id: document.objectId, document }));
    await writeDocuments(client, writes, { version, refresh: false });
    if (documents.length < pageSize) return;
    after = documents.at(-1) ?? null;
  }
}

export async function nextVersion(db: Db): Promise<number> {
  const { rows } = await db.execute<{ version: string }>(sql`select nextval('search_version') as version`);
  return Number(rows[0]?.version);
}
