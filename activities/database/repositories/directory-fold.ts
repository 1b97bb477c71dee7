/** Completes rows that an older version wrote: without their words, their place or their marks. */
import { and, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { directoryObjects } from '../schema/directory.ts';
import { foldedForms } from './directory-index.ts';

const batchSize = 2000;

/**
 * Completes what is not complete yet, batch by batch, each in one statement; may be interrupted and run again. Nothing to
 * do costs one look-up. A search engine is not told: what its documents hold of this makes every index of it anew.
 */
export async function foldOlderRows(db: Pick<Db, 'select' | 'execute'>): Promise<void> {
  const { storeId, objectId, name, displayName, path, attributes, words, place, wordMarks } =
    directoryObjects;
  let last: { readonly storeId: string; readonly objectId: string } | undefined;
  for (;;) {
    const rows = await db
      .select({ storeId, objectId, name, displayName, path, attributes })
      .from(directoryObjects)
      .where(
        and(
          or(isNull(words), isNull(place), isNull(wordMarks)),
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
    const forms = rows.map((row) => ({ ...row, ...foldedForms(row) }));
    type Form = (typeof forms)[number];
    const column = (type: string, of: (form: Form) => string) =>
      sql`${sql.param(forms.map(of))}::${sql.raw(type)}[]`;
    const columns = [
      column('uuid', (form) => form.storeId),
      column('text', (form) => form.objectId),
      column('text', (form) => form.place),
      column('text', (form) => JSON.stringify(form.folded)),
      column('text', (form) => form.words),
      column('text', (form) => form.searchText),
      column('text', (form) => form.sortKey),
      column('bigint', (form) => form.wordMarks),
      column('bigint', (form) => form.valueMarks),
    ];
    // Written meanwhile: what is there is newer.
    await db.execute(sql`update ${directoryObjects} o set place = n.place, folded = n.folded::jsonb,
        words = n.words::tsvector, search_text = n.search_text, sort_key = n.sort_key,
        word_marks = n.word_marks, value_marks = n.value_marks
      from unnest(${sql.join(columns, sql`, `)})
        as n(store_id, object_id, place, folded, words, search_text, sort_key, word_marks, value_marks)
      where o.store_id = n.store_id and o.object_id = n.object_id
        and (o.words is null or o.place is null or o.word_marks is null)`);
  }
}
