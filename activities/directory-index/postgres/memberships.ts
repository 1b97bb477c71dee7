/** Who is in which group, directly or through groups in groups, as conditions on rows of the index. */
import { sql, type SQL } from 'drizzle-orm';
import { directoryMembers, directoryObjects } from '../../database/schema/directory.ts';

const { storeId, objectId } = directoryObjects;
const members = directoryMembers;
/** Columns of the recursive query, which has no table of drizzle's. */
const found = sql`"found"."id"`;

/** The row is a member of this group at any depth. */
export const isMemberOf = (groupId: string, store: SQL): SQL =>
  sql`${objectId} in (${nestedGroups(groupId, store)}
    select ${members.memberId} from ${members} join "found" on ${members.groupId} = ${found}
    where ${members.storeId} = ${store})`;

/** The row is a group that holds this object. */
export function holdsObject({ memberId, nested }: { memberId: string; nested: boolean }, store: SQL): SQL {
  if (!nested) {
    return sql`exists (select 1 from ${members} where ${members.storeId} = ${storeId}
      and ${members.groupId} = ${objectId} and ${members.memberId} = ${memberId})`;
  }
  return sql`${objectId} in (${groupsAround(memberId, store)} select ${found} from "found")`;
}

/** A group and every group inside it; `union` meets each once, so that circles end. */
export const nestedGroups = (groupId: string, store: SQL): SQL =>
  sql`with recursive "found"("id") as (
    select ${groupId}::text
    union
    select ${members.memberId} from ${members}
      join "found" on ${members.groupId} = ${found}
      join ${directoryObjects} on ${storeId} = ${members.storeId} and ${objectId} = ${members.memberId}
        and ${directoryObjects.kind} = 'group'
    where ${members.storeId} = ${store}
  )`;

/** Every group that holds an object at any depth. */
export const groupsAround = (memberId: string, store: SQL): SQL =>
  sql`with recursive "found"("id") as (
    select ${members.groupId} from ${members}
    where ${members.storeId} = ${store} and ${members.memberId} = ${memberId}
    union
    select ${members.groupId} from ${members} join "found" on ${members.memberId} = ${found}
    where ${members.storeId} = ${store}
  )`;
