/** The search index in PostgreSQL: a copy of directory objects for reading, never the truth. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Attributes, DirectoryObject } from '../../../workflows/contracts/directory.ts';
import { fold } from '../../platform/fold.ts';
import type { Db } from '../client.ts';
import { directoryMembers, directoryObjects } from '../schema/directory.ts';

export type IndexedObject = typeof directoryObjects.$inferSelect;
export type IndexedMember = IndexedObject & { readonly readOnly: boolean };

/** PostgreSQL stores neither NUL nor half characters; a directory may hold both. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();

/** What the index keeps of an object, its folded forms included. */
export function indexRow(storeId: string, object: DirectoryObject) {
  const { kind, enabled } = object;
  const [name, displayName, path] = [object.name, object.displayName, object.path].map(storable) as [
    string,
    string,
    string,
  ];
  const attributes = Object.fromEntries(
    Object.entries(object.attributes).map(([attribute, values]) => [attribute, values.map(storable)]),
  );
  const words = [displayName, name, ...Object.values(searchedIn(attributes)).flat()];
  return {
    storeId,
    objectId: object.id,
    kind,
    name,
    displayName,
    path,
    enabled,
    attributes,
    folded: foldedValues(attributes, name, path),
    searchText: [...new Set(words.map(fold))].join('\n'),
    sortKey: fold(displayName),
  };
}

/** Every value as filters compare it. The names begin with `$` where they are no attribute's. */
export const foldedValues = (attributes: Attributes, name: string, path: string): Attributes => ({
  ...Object.fromEntries(
    Object.entries(attributes).map(([attribute, values]) => [attribute, values.map(fold)]),
  ),
  $name: [fold(name)],
  $path: [fold(path)],
});

/** Attributes people look for beside the names: what logs in, and mail. */
const searchedIn = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    ['sAMAccountName', 'userPrincipalName', 'accountName', 'loginName', 'uid', 'mail'].flatMap((name) => {
      const values = attributes[name];
      return values === undefined ? [] : [[name, values]];
    }),
  );

/** A replication that compares the whole store waits for the transactions that write to its index, and they for it. */
async function enterIndex(db: Db, storeId: string): Promise<void> {
  await db.execute(
    sql`select pg_advisory_xact_lock_shared(hashtextextended(${`directory-index:${storeId}`}, 0))`,
  );
}

/** Writes one object through, so that the next search shows it. */
export async function indexObject(db: Db, storeId: string, object: DirectoryObject): Promise<void> {
  const row = indexRow(storeId, object);
  await enterIndex(db, storeId);
  await db
    .insert(directoryObjects)
    .values(row)
    .onConflictDoUpdate({
      target: [directoryObjects.storeId, directoryObjects.objectId],
      set: { ...row, seenAt: sql`now()` },
    });
}

export async function removeFromIndex(db: Db, storeId: string, objectId: string): Promise<void> {
  await enterIndex(db, storeId);
  await db
    .delete(directoryObjects)
    .where(and(eq(directoryObjects.storeId, storeId), eq(directoryObjects.objectId, objectId)));
  await db
    .delete(directoryMembers)
    .where(
      and(
        eq(directoryMembers.storeId, storeId),
        sql`(${directoryMembers.groupId} = ${objectId} or ${directoryMembers.memberId} = ${objectId})`,
      ),
    );
}

export async function setMembers(
  db: Db,
  storeId: string,
  groupId: string,
  change: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<void> {
  await enterIndex(db, storeId);
  if (change.remove.length > 0) {
    await db
      .delete(directoryMembers)
      .where(
        and(
          eq(directoryMembers.storeId, storeId),
          eq(directoryMembers.groupId, groupId),
          inArray(directoryMembers.memberId, [...change.remove]),
        ),
      );
  }
  if (change.add.length > 0) {
    await db
      .insert(directoryMembers)
      .values(change.add.map((memberId) => ({ storeId, groupId, memberId })))
      .onConflictDoNothing();
  }
}

export async function getIndexed(db: Db, storeId: string, objectId: string): Promise<IndexedObject | null> {
  const [row] = await db
    .select()
    .from(directoryObjects)
    .where(and(eq(directoryObjects.storeId, storeId), eq(directoryObjects.objectId, objectId)));
  return row ?? null;
}

/** Direct members, by display name; those the index does not know as objects are left out. */
export async function listMembers(
  db: Db,
  storeId: string,
  groupId: string,
  page: {
    /** The last row of the page before. */
    readonly after?: { readonly sortKey: string; readonly objectId: string };
    readonly limit: number;
  },
): Promise<IndexedMember[]> {
  const { after } = page;
  const rows = await db
    .select({ object: directoryObjects, readOnly: directoryMembers.readOnly })
    .from(directoryMembers)
    .innerJoin(
      directoryObjects,
      and(
        eq(directoryObjects.storeId, directoryMembers.storeId),
        eq(directoryObjects.objectId, directoryMembers.memberId),
      ),
    )
    .where(
      and(
        eq(directoryMembers.storeId, storeId),
        eq(directoryMembers.groupId, groupId),
        after === undefined
          ? undefined
          : sql`(${directoryObjects.sortKey}, ${directoryObjects.objectId}) > (${after.sortKey}, ${after.objectId})`,
      ),
    )
    .orderBy(asc(directoryObjects.sortKey), asc(directoryObjects.objectId))
    .limit(page.limit);
  return rows.map(({ object, readOnly }) => ({ ...object, readOnly }));
}

export async function countMembers(db: Db, storeId: string, groupId: string): Promise<number> {
  return db.$count(
    directoryMembers,
    and(eq(directoryMembers.storeId, storeId), eq(directoryMembers.groupId, groupId)),
  );
}

/** The ids of the groups that hold an object directly. */
export async function groupsOf(db: Db, storeId: string, memberId: string): Promise<string[]> {
  const rows = await db
    .select({ groupId: directoryMembers.groupId })
    .from(directoryMembers)
    .where(and(eq(directoryMembers.storeId, storeId), eq(directoryMembers.memberId, memberId)));
  return rows.map((row) => row.groupId);
}
