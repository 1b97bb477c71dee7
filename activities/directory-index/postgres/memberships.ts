/** Who is in which group, directly or through groups in groups, as conditions on rows of the index. */
import { and, eq, exists, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '../../database/client.ts';
import { directoryMembers, directoryObjects } from '../../database/schema/directory.ts';

const { storeId, objectId } = directoryObjects;
const members = directoryMembers;
/** Columns of the recursive query, which has no table of drizzle's. */
const found = sql`"found"."id"`;

/** The row is a member of one of these groups. Known by id, so that the planner knows how large they are. */
export const isMemberOfAny = (groupIds: readonly string[]): SQL =>
  sql`exists (select 1 from ${members} where ${members.storeId} = ${storeId}
    and ${members.memberId} = ${objectId} and ${members.groupId} = any(${sql.param([...groupIds])}::text[]))`;

/** The row is a group that holds this object. */
export function holdsObject({ memberId, nested }: { memberId: string; nested: boolean }, store: SQL): SQL {
  if (!nested) {
    return sql`exists (select 1 from ${members} where ${members.storeId} = ${storeId}
      and ${members.groupId} = ${objectId} and ${members.memberId} = ${memberId})`;
  }
  return sql`${objectId} in (${groupsAround(memberId, store)} select ${found} from "found")`;
}

/**
 * A group and every group inside it that has members; circles end. Level by level: of the members of a level, which
 * may be a hundred thousand, only those are followed that hold something themselves, and no row of theirs is read.
 */
export async function groupsWithin(db: Db, store: string, groupId: string): Promise<string[]> {
  const inner = alias(members, 'inner_members');
  const known = new Set([groupId]);
  let level = [groupId];
  while (level.length > 0) {
    const rows = await db
      .selectDistinct({ id: members.memberId })
      .from(members)
      .where(
        and(
          eq(members.storeId, store),
          sql`${members.groupId} = any(${sql.param(level)}::text[])`,
          exists(
            db
              .select({ one: sql`1` })
              .from(inner)
              .where(and(eq(inner.storeId, members.storeId), eq(inner.groupId, members.memberId))),
          ),
        ),
      );
    level = rows.map(({ id }) => id).filter((id) => !known.has(id));
    for (const id of level) known.add(id);
  }
  return [...known];
}

/** Every group that holds an object at any depth. */
export const groupsAround = (memberId: string, store: SQL): SQL =>
  sql`with recursive "found"("id") as (
    select ${members.groupId} from ${members}
    where ${members.storeId} = ${store} and ${members.memberId} = ${memberId}
    union
    select ${members.groupId} from ${members} join "found" on ${members.memberId} = ${found}
    where ${members.storeId} = ${store}
  )`;
