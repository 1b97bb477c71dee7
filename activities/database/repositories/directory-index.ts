/** The search index in PostgreSQL: a copy of directory objects for reading, never the truth. */
import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Attributes, DirectoryObject } from '../../../workflows/contracts/directory.ts';
import { storesListingPaths } from '../../../workflows/contracts/replication.ts';
import { fold } from '../../platform/fold.ts';
import { markedValue, marksOf } from '../../platform/marks.ts';
import { placeKeyOf } from '../../platform/place-key.ts';
import { searchedAttributes, searchTextOf } from '../../platform/search-text.ts';
import type { Db } from '../client.ts';
import { directoryMembers, directoryObjects } from '../schema/directory.ts';
import { replicationPendingGroups } from '../schema/replication.ts';
import { identityStores } from '../schema/stores.ts';
import { notingLost } from './lost-criteria.ts';
import { wordForms } from './search-words.ts';

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
  const attributes = eachValue(object.attributes, storable);
  return {
    storeId,
    objectId: object.id,
    kind,
    name,
    displayName,
    path,
    enabled,
    protection: object.protection ?? null,
    attributes,
    ...foldedForms({ attributes, name, displayName, path }),
  };
}

/** What lists are filtered, sorted and searched by. */
export function foldedForms({
  attributes,
  name,
  displayName,
  path,
}: Pick<DirectoryObject, 'attributes' | 'name' | 'displayName' | 'path'>) {
  const [folded, sortKey] = [foldedValues(attributes, name, path), fold(displayName)];
  return {
    folded,
    place: placeKeyOf({ path, name }),
    sortKey,
    ...wordForms(folded, sortKey),
    valueMarks: marksOf(valuesMarked(folded)),
    searchText: searchTextOf(
      [sortKey, fold(name), ...searchedAttributes.flatMap((attribute) => folded[attribute] ?? [])],
      Object.values(folded).flat(),
    ),
  };
}

/** Every value as filters compare it. The names begin with `$` where they are no attribute's. */
function foldedValues(attributes: Attributes, name: string, path: string): Attributes {
  const folded = eachValue(attributes, fold);
  folded['$name'] = [fold(name)];
  folded['$path'] = [fold(path)];
  return folded;
}

function* valuesMarked(folded: Attributes): Generator<string> {
  for (const [attribute, values] of Object.entries(folded))
    for (const value of values) yield markedValue(attribute, value);
}

const eachValue = (attributes: Attributes, change: (value: string) => string) =>
  Object.fromEntries(
    Object.entries(attributes).map(([attribute, values]) => [
      attribute,
      values.map((value) => change(value)),
    ]),
  );

/** A replication that compares the whole store waits for the transactions that write to its index, and they for it. */
async function enterIndex(db: Db, storeId: string): Promise<void> {
  await db.execute(
    sql`select pg_advisory_xact_lock_shared(hashtextextended(${`directory-index:${storeId}`}, 0))`,
  );
}

/**
 * Writes one object through, so that the next search shows it. What was read later stands.
 * @param readAt nothing in the object is older, by the database's clock; null for this moment
 */
export async function indexObject(
  db: Db,
  storeId: string,
  object: DirectoryObject,
  readAt: Date | null = null,
): Promise<void> {
  const row = indexRow(storeId, object);
  await enterIndex(db, storeId);
  await noteMoved(db, row);
  await db
    .insert(directoryObjects)
    .values({ ...row, seenAt: readAt ?? sql`now()` })
    .onConflictDoUpdate({
      target: [directoryObjects.storeId, directoryObjects.objectId],
      set: { ...row, seenAt: readAt ?? sql`now()` },
      ...(readAt === null ? {} : { setWhere: lte(directoryObjects.seenAt, readAt) }),
    });
}

/** Where groups list members by path, those of an object that leaves its path are read again: another may be found there. */
async function noteMoved(db: Db, { storeId, objectId, path }: ReturnType<typeof indexRow>): Promise<void> {
  await db.execute(sql`insert into ${replicationPendingGroups} (store_id, group_id)
    select m.store_id, m.group_id from ${directoryMembers} m
    join ${directoryObjects} o on o.store_id = m.store_id and o.object_id = m.member_id
    join ${identityStores} s on s.id = m.store_id
    where m.store_id = ${storeId} and m.member_id = ${objectId} and o.path <> ${path}
      and s.kind = any(${sql.param(storesListingPaths)}::text[])
    on conflict do nothing`);
}

export async function removeFromIndex(db: Db, storeId: string, objectId: string): Promise<void> {
  await enterIndex(db, storeId);
  await db.execute(notingLost(storeId, sql`o.object_id = ${objectId}`));
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

/** A replication that began to read before leaves the group's members alone. */
export async function setMembers(
  db: Db,
  storeId: string,
  groupId: string,
  change: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<void> {
  if (change.add.length + change.remove.length === 0) return;
  await enterIndex(db, storeId);
  await db
    .update(directoryObjects)
    .set({ membersAt: sql`now()` })
    .where(and(eq(directoryObjects.storeId, storeId), eq(directoryObjects.objectId, groupId)));
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
