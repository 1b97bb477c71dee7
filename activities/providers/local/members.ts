/** Who is in which group. */
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import { type MemberRef, ProviderError } from '../contract.ts';
import type { Session } from './directory.ts';
import { isUuid, nameOf, objectColumns, pathOf, toObject } from './objects.ts';
import { pageSizeOf } from './read.ts';

export const gone = (ref: ObjectRef): ProviderError =>
  new ProviderError('object.notFound', `This ${ref.kind} does not exist any more.`, { objectId: ref.id });

/** @throws `object.notFound` when the group is gone: that is not an empty list */
export async function* listMembers(
  session: Session,
  group: ObjectRef,
  pageSize: number,
): AsyncGenerator<readonly MemberRef[]> {
  const { db, tables } = session;
  const { objects, memberships } = tables;
  await requireGroup(session, group);
  const limit = pageSizeOf(pageSize);
  for (let after: string | null = null; ;) {
    const rows = await db
      .select(objectColumns(tables))
      .from(memberships)
      .innerJoin(objects, eq(objects.id, memberships.memberId))
      .where(
        and(eq(memberships.groupId, group.id), after === null ? undefined : gt(memberships.memberId, after)),
      )
      .orderBy(asc(memberships.memberId))
      .limit(limit);
    if (rows.length > 0) {
      yield rows.map((row) => ({
        kind: row.kind,
        id: row.id,
        name: nameOf(row),
        path: pathOf(row),
        readOnly: false,
      }));
    }
    if (rows.length < limit) return;
    after = rows.at(-1)?.id ?? null;
  }
}

export async function membersAmong(
  session: Session,
  group: ObjectRef,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { db, tables } = session;
  await requireGroup(session, group);
  const { memberships } = tables;
  const rows = await db
    .select({ id: memberships.memberId })
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, group.id),
        sql`${memberships.memberId} = any(${sql.param(ids.filter(isUuid))}::uuid[])`,
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

export async function listParents({ db, tables }: Session, ref: ObjectRef): Promise<DirectoryObject[]> {
  const { objects, memberships } = tables;
  if (!isUuid(ref.id)) return [];
  const parents = db
    .select({ id: memberships.groupId })
    .from(memberships)
    .where(eq(memberships.memberId, ref.id));
  const rows = await db
    .select(objectColumns(tables))
    .from(objects)
    .where(inArray(objects.id, parents))
    .orderBy(asc(objects.id));
  return rows.map((row) => toObject(row));
}

/** `union` drops what was seen, so that a cycle ends. */
export async function effectiveGroups({ db, tables }: Session, ref: ObjectRef): Promise<ReadonlySet<string>> {
  const { memberships } = tables;
  if (!isUuid(ref.id)) return new Set();
  const { rows } = await db.execute<{ id: string }>(sql`
    with recursive above (id) as (
      select ${memberships.groupId} from ${memberships} where ${memberships.memberId} = ${ref.id}
      union
      select ${memberships.groupId} from ${memberships} join above on ${memberships.memberId} = above.id
    )
    select id::text as id from above`);
  return new Set(rows.map(({ id }) => id));
}

async function requireGroup({ db, tables: { objects } }: Session, group: ObjectRef): Promise<void> {
  if (!isUuid(group.id)) throw gone(group);
  const rows = await db
    .select({ id: objects.id })
    .from(objects)
    .where(and(eq(objects.id, group.id), eq(objects.kind, 'group')));
  if (rows.length === 0) throw gone(group);
}
