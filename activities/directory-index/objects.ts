/** Objects of the index by id, and memberships: always from PostgreSQL, the complete copy. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../database/client.ts';
import { directoryMembers, directoryObjects } from '../database/schema/directory.ts';
import type { IndexedObject } from './contract.ts';

export async function getIndexed(db: Db, storeId: string, objectId: string): Promise<IndexedObject | null> {
  const [row] = await db
    .select()
    .from(directoryObjects)
    .where(and(eq(directoryObjects.storeId, storeId), eq(directoryObjects.objectId, objectId)));
  return row ?? null;
}

export async function listIndexed(
  db: Db,
  storeId: string,
  ids: readonly string[],
): Promise<Map<string, IndexedObject>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(directoryObjects)
    .where(and(eq(directoryObjects.storeId, storeId), inArray(directoryObjects.objectId, [...new Set(ids)])));
  return new Map(rows.map((row) => [row.objectId, row]));
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
): Promise<(IndexedObject & { readonly readOnly: boolean })[]> {
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

/** Of these objects, those that are direct members of the group. */
export async function membersAmong(
  db: Db,
  storeId: string,
  groupId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: directoryMembers.memberId })
    .from(directoryMembers)
    .where(
      and(
        eq(directoryMembers.storeId, storeId),
        eq(directoryMembers.groupId, groupId),
        inArray(directoryMembers.memberId, [...ids]),
      ),
    );
  return new Set(rows.map((row) => row.id));
}
