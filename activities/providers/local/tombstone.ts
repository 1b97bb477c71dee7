/** What is kept of a removed object, so that it can be brought back for a while. */
import { eq, or, sql } from 'drizzle-orm';
import type { Session } from './directory.ts';
import type { Kept } from './tables.ts';

/** As long as Active Directory keeps its tombstones. */
export const keptForDays = 180;

/** Within the transaction that removes the object, before it does; null when it is not there. */
export async function whatToKeep({ db, tables }: Session, id: string): Promise<Kept | null> {
  const { objects, memberships, tombstones } = tables;
  await db
    .update(tombstones)
    .set({ kept: null })
    .where(
      sql`${tombstones.kept} is not null and ${tombstones.at} < now() - make_interval(days => ${keptForDays})`,
    );
  const [row] = await db
    .select({
      container: objects.container,
      attributes: objects.attributes,
      enabled: objects.enabled,
      passwordHash: objects.passwordHash,
      mustChange: objects.mustChange,
    })
    .from(objects)
    .where(eq(objects.id, id));
  if (row === undefined) return null;
  const links = await db
    .select()
    .from(memberships)
    .where(or(eq(memberships.groupId, id), eq(memberships.memberId, id)));
  return {
    ...row,
    members: links.filter(({ groupId }) => groupId === id).map(({ memberId }) => memberId),
    groups: links.filter(({ memberId }) => memberId === id).map(({ groupId }) => groupId),
  };
}
