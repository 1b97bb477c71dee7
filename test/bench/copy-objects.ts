/** Puts objects into the index at the speed of COPY, as a replication would leave them. */
import type pg from 'pg';
import { copyInto } from '../../activities/replication/copy.ts';
import { rowColumns, rowLine } from '../../activities/replication/rows.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';

export async function copyObjects(
  client: pg.Client,
  storeId: string,
  objects: Iterable<DirectoryObject>,
): Promise<void> {
  const lines = function* () {
    for (const object of objects) yield rowLine(storeId, object, storeId);
  };
  await copyInto(client, `directory_objects (store_id, ${rowColumns})`, lines());
}
