/** Reading the index for a person: what they may see, and whose groups are whose. */
import { and, eq, exists, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { Standing } from '../../workflows/contracts/field-levels.ts';
import type { Db } from '../database/client.ts';
import type { Person } from '../database/repositories/requests.ts';
import { additionalOwners, directoryMembers, directoryObjects } from '../database/schema/directory.ts';
import type { SearchScope } from '../platform/role-rights.ts';
import type { Visibility } from './contract.ts';
import { groupsOf } from './objects.ts';

/** A person, every group that holds them, and what their roles let them find and read. */
export interface Reader extends Person {
  readonly groups: readonly string[];
  /**
   * Of those, the ones that hold them through another group only. Groups may be known for a minute, and in
   * that time a person leaves one: what is direct is asked of the index. All of them where it is not known.
   */
  readonly nested?: readonly string[] | undefined;
  readonly search: SearchScope;
  /** Fields they do not read, by name: in every store, as names are the same in all. */
  readonly hiddenFields: readonly string[];
  /** By the roles of their store, for the levels of its fields. */
  readonly standing: Standing;
}

/** @param groups every group that holds the person at this moment */
export async function nestedAmong(
  db: Db,
  { storeId, id }: Person,
  groups: Iterable<string>,
): Promise<string[]> {
  const direct = new Set(await groupsOf(db, storeId, id));
  return [...groups].filter((group) => !direct.has(group));
}

/** Private groups are shown to their members and owners only (groups 4.1). Cost follows the reader's own groups. */
export async function visibleGroups(
  db: Db,
  reader: Reader,
  ownerAttribute: string | undefined,
): Promise<Visibility> {
  const [owned, joined] = await Promise.all([
    listOwnedGroups(db, reader, ownerAttribute),
    listJoinedGroups(db, reader),
  ]);
  return { privateGroups: [...new Set([...owned, ...joined])] };
}

/** The groups the reader owns, or is a member of at any depth. */
export async function relatedGroups(
  db: Db,
  reader: Reader,
  ownerAttribute: string | undefined,
  relation: 'owner' | 'member',
): Promise<Visibility> {
  const ids =
    relation === 'member'
      ? await listJoinedGroups(db, reader)
      : await listOwnedGroups(db, reader, ownerAttribute);
  return { only: [...new Set(ids)] };
}

/** Direct groups as the index has them now, those at any depth as the session knows them. */
const listJoinedGroups = async (db: Db, reader: Reader): Promise<string[]> => [
  ...(await groupsOf(db, reader.storeId, reader.id)),
  ...(reader.nested ?? reader.groups),
];

/** Among these groups, those whose membership or ownership the reader has. */
export async function relationsTo(
  db: Db,
  reader: Reader,
  ownerAttribute: string | undefined,
  groupIds: readonly string[],
): Promise<{ readonly member: ReadonlySet<string>; readonly owner: ReadonlySet<string> }> {
  if (groupIds.length === 0) return { member: new Set(), owner: new Set() };
  const among = and(
    eq(directoryObjects.storeId, reader.storeId),
    inArray(directoryObjects.objectId, [...groupIds]),
  );
  const idsWhere = async (condition: SQL | undefined) => {
    const rows = await db
      .select({ id: directoryObjects.objectId })
      .from(directoryObjects)
      .where(and(among, condition));
    return new Set(rows.map((row) => row.id));
  };
  const [member, owner] = await Promise.all([
    idsWhere(isMember(db, reader)),
    idsWhere(ownedBy(db, reader, ownerAttribute)),
  ]);
  return { member, owner };
}

/** The ids of the groups the reader owns, alone, additionally or through a group. Cost follows the answer. */
export async function listOwnedGroups(
  db: Db,
  reader: Reader,
  ownerAttribute: string | undefined,
): Promise<string[]> {
  const ids = [reader.id, ...reader.groups];
  const additionally = db
    .select({ id: additionalOwners.groupId })
    .from(additionalOwners)
    .where(and(eq(additionalOwners.storeId, reader.storeId), inArray(additionalOwners.ownerId, ids)));
  if (ownerAttribute === undefined) return (await additionally).map((row) => row.id);
  // Written so that an index answers it: containment of one value, asked once for each id.
  const wanted = sql.join(
    ids.map((id) => sql`${JSON.stringify({ [ownerAttribute]: [id] })}`),
    sql`, `,
  );
  const primarily = db
    .select({ id: directoryObjects.objectId })
    .from(directoryObjects)
    .where(
      and(
        eq(directoryObjects.storeId, reader.storeId),
        // A literal, as in the condition of the index.
        sql`${directoryObjects.kind} = 'group'`,
        sql`${directoryObjects.attributes} @> any(array[${wanted}]::jsonb[])`,
      ),
    );
  const rows = await Promise.all([additionally, primarily]);
  return [...new Set(rows.flat().map((row) => row.id))];
}

function isMember(db: Db, reader: Reader): SQL | undefined {
  const direct = db
    .select({ one: sql`1` })
    .from(directoryMembers)
    .where(
      and(
        eq(directoryMembers.storeId, directoryObjects.storeId),
        eq(directoryMembers.groupId, directoryObjects.objectId),
        eq(directoryMembers.memberId, reader.id),
      ),
    );
  const nested = reader.nested ?? reader.groups;
  return or(
    exists(direct),
    nested.length === 0 ? undefined : inArray(directoryObjects.objectId, [...nested]),
  );
}

function ownedBy(db: Db, reader: Reader, ownerAttribute: string | undefined): SQL | undefined {
  const ids = [reader.id, ...reader.groups];
  const additionally = db
    .select({ one: sql`1` })
    .from(additionalOwners)
    .where(
      and(
        eq(additionalOwners.storeId, directoryObjects.storeId),
        eq(additionalOwners.groupId, directoryObjects.objectId),
        inArray(additionalOwners.ownerId, ids),
      ),
    );
  const primarily =
    ownerAttribute === undefined
      ? undefined
      : sql`${directoryObjects.attributes} -> ${ownerAttribute}::text ?| array[${sql.join(
          ids.map((id) => sql`${id}`),
          sql`, `,
        )}]::text[]`;
  return or(exists(additionally), primarily);
}
