/** Completes rows that an older version wrote without their words, or without their place. */
import { and, isNull, or, sql } from 'drizzle-orm';
import { placeKeyOf } from '../../platform/place-key.ts';
import type { Db } from '../client.ts';
import { directoryObjects } from '../schema/directory.ts';
import { foldedForms } from './directory-index.ts';

const batchSize = 2000;

/**
 * Completes what is not complete yet, batch by batch, each in one statement; may be interrupted and run again. Nothing to
 * do costs one look-up. A search engine is not told: what its documents hold of this makes every index of it anew.
 */
export async function foldOlderRows(db: Pick<Db, 'select' | 'execute'>): Promise<void> {
  const { storeId, objectId, words, place } = directoryObjects;
  let last: { readonly storeId: string; readonly objectId: string } | undefined;
  for (;;) {
    const rows = await db
      .select({
        storeId,
        objectId,
        name: directoryObjects.name,
        displayName: directoryObjects.displayName,
        path: directoryObjects.path,
        // Read only where it is needed: most rows lack nothing but their place.
        attributes: sql<
          Record<string, string[]>
        >`case when ${words} is null then ${directoryObjects.attributes} end`,
        wordless: sql<boolean>`${words} is null`,
      })
      .from(directoryObjects)
      .where(
        and(
          or(isNull(words), isNull(place)),
          // Behind what is done: its old versions lie in the index until they are cleared away.
          last === undefined
            ? undefined
            : sql`(${storeId}, ${objectId}) > (${last.storeId}, ${last.objectId})`,
        ),
      )
      .orderBy(storeId, objectId)
      .limit(batchSize);
    last = rows.at(-1);
    if (last === undefined) return;
    const forms = rows.map((row) =>
      row.wordless
        ? foldedForms(row)
        : { place: placeKeyOf(row), folded: null, words: null, searchText: null, sortKey: null },
    );
    const column = (values: readonly (string | null)[], type: string) =>
      sql`${sql.param([...values])}::${sql.raw(type)}[]`;
    // Written meanwhile: what is there is newer.
    await db.execute(sql`update ${directoryObjects} o set place = n.place,
        folded = coalesce(n.folded::jsonb, o.folded), words = coalesce(n.words::tsvector, o.words),
        search_text = coalesce(n.search_text, o.search_text), sort_key = coalesce(n.sort_key, o.sort_key)
      from unnest(
        ${column(
          rows.map((row) => row.storeId),
          'uuid',
        )}, ${column(
          rows.map((row) => row.objectId),
          'text',
        )},
        ${column(
          forms.map((form) => form.place),
          'text',
        )},
        ${column(
          forms.map(({ folded }) => (folded === null ? null : JSON.stringify(folded))),
          'text',
        )},
        ${column(
          forms.map((form) => form.words),
          'text',
        )},
        ${column(
          forms.map((form) => form.searchText),
          'text',
        )},
        ${column(
          forms.map((form) => form.sortKey),
          'text',
        )}
      ) as n(store_id, object_id, place, folded, words, search_text, sort_key)
      where o.store_id = n.store_id and o.object_id = n.object_id and (o.words is null or o.place is null)`);
  }
}
