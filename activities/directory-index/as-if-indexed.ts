/**
 * What a store's settings exclude is in no index, and is managed all the same (stores-and-links S9). Whoever names such an
 * object by its id gets it from the directory, by the very rules that hold for all others: they are asked as if it were indexed.
 */
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { type Database, type Db, inPassing } from '../database/client.ts';
import { indexRow } from '../database/repositories/directory-index.ts';
import { directoryMembers, directoryObjects } from '../database/schema/directory.ts';

export interface LiveObjects {
  readonly objects: readonly DirectoryObject[];
  /** Of the groups among them. */
  readonly members: readonly {
    readonly groupId: string;
    readonly memberId: string;
    readonly readOnly: boolean;
  }[];
}

/** PostgreSQL takes 65,535 parameters a statement. */
const rowsAtOnce = 1000;

/** @param read only reads; whatever it wrote would be gone with the rows */
export const asIfIndexed = <T>(
  db: Database,
  storeId: string,
  { objects, members }: LiveObjects,
  read: (tx: Db) => Promise<T>,
): Promise<T> =>
  inPassing(db, async (tx) => {
    const rows = objects.map((object) => indexRow(storeId, object));
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      await tx
        .insert(directoryObjects)
        .values(rows.slice(start, start + rowsAtOnce))
        .onConflictDoNothing();
    }
    for (let start = 0; start < members.length; start += rowsAtOnce) {
      const some = members.slice(start, start + rowsAtOnce).map((member) => ({ storeId, ...member }));
      await tx.insert(directoryMembers).values(some).onConflictDoNothing();
    }
    return read(tx);
  });
