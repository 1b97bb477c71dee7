/** Values that name other objects: members, owners, managers. */
import { and, eq, sql } from 'drizzle-orm';
import { ProviderError } from '../contract.ts';
import type { Session } from './directory.ts';
import { isUuid } from './objects.ts';

const missing = (attribute: string, id: string): ProviderError =>
  new ProviderError('object.notFound', `The ${attribute} does not exist in this directory any more.`, {
    attributes: [attribute],
    objectId: id,
  });

const listOf = (ids: readonly string[]) => sql`unnest(${sql.param([...ids])}::uuid[])`;

/** @throws `object.notFound` naming the first id that is gone; locks the others against removal. */
export async function requireObjects(
  { db, tables: { objects } }: Session,
  ids: readonly string[],
  attribute = 'member',
): Promise<void> {
  if (ids.length === 0) return;
  const odd = ids.find((id) => !isUuid(id));
  if (odd !== undefined) throw missing(attribute, odd);
  const rows = await db
    .select({ id: objects.id })
    .from(objects)
    .where(sql`${objects.id} in (select ${listOf(ids)})`)
    .for('key share');
  const found = new Set(rows.map(({ id }) => id));
  const gone = ids.find((id) => !found.has(id.toLowerCase()));
  if (gone !== undefined) throw missing(attribute, gone);
}

export const requireReference = (session: Session, attribute: string, id: string): Promise<void> =>
  requireObjects(session, [id], attribute);

/** @returns how many were not there before */
export async function addMembers(
  { db, tables: { memberships } }: Session,
  groupId: string,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const { rowCount } = await db.execute(sql`
    insert into ${memberships} (group_id, member_id) select ${groupId}::uuid, ${listOf(ids)}
    on conflict do nothing`);
  return rowCount ?? 0;
}

/** @returns how many were there */
export async function removeMembers(
  { db, tables: { memberships } }: Session,
  groupId: string,
  ids: readonly string[],
): Promise<number> {
  const known = ids.filter(isUuid);
  if (known.length === 0) return 0;
  const { rowCount } = await db
    .delete(memberships)
    .where(and(eq(memberships.groupId, groupId), sql`${memberships.memberId} in (select ${listOf(known)})`));
  return rowCount ?? 0;
}
