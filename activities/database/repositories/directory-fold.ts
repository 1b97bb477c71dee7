/** Completes rows that an older version wrote without their words. */
import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { directoryObjects } from '../schema/directory.ts';
import { foldedForms } from './directory-index.ts';

const batchSize = 500;

/** Folds what is not folded yet, batch by batch; may be interrupted and run again. Nothing to do costs one look-up. */
export async function foldOlderRows(db: Pick<Db, 'select' | 'update'>): Promise<void> {
  for (;;) {
    const rows = await db
      .select({
        storeId: directoryObjects.storeId,
        objectId: directoryObjects.objectId,
        name: directoryObjects.name,
        displayName: directoryObjects.displayName,
        path: directoryObjects.path,
        attributes: directoryObjects.attributes,
      })
      .from(directoryObjects)
      .where(isNull(directoryObjects.words))
      .limit(batchSize);
    if (rows.length === 0) return;
    for (const row of rows) {
      await db
        .update(directoryObjects)
        .set(foldedForms(row))
        .where(
          and(
            eq(directoryObjects.storeId, row.storeId),
            eq(directoryObjects.objectId, row.objectId),
            // Written meanwhile: what is there is newer.
            isNull(directoryObjects.words),
          ),
        );
    }
  }
}
