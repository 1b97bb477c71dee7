/** Puts objects into the index at the speed of COPY, as a replication would leave them. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { indexRow } from '../../activities/database/repositories/directory-index.ts';
import { copyLine } from '../../activities/replication/copy-line.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';

export async function copyObjects(
  client: pg.Client,
  storeId: string,
  objects: Iterable<DirectoryObject>,
): Promise<void> {
  const lines = function* () {
    for (const object of objects) {
      const row = indexRow(storeId, object);
      yield copyLine([
        storeId,
        row.objectId,
        row.kind,
        row.name,
        row.displayName,
        row.path,
        'true',
        JSON.stringify(row.attributes),
        JSON.stringify(row.folded),
        row.words,
        row.searchText,
        row.sortKey,
      ]);
    }
  };
  await pipeline(
    Readable.from(lines()),
    client.query(
      copyFrom(
        'copy directory_objects (store_id, object_id, kind, name, display_name, path, enabled, attributes, folded, words, search_text, sort_key) from stdin',
      ),
    ),
  );
}
